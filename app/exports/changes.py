"""What is to be different in an export that is written back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.exports.site import Key, Row


@dataclass(frozen=True)
class Rows:
    changed: list[Row]
    removed: set[Key]
    created: list[Row]

    @cached_property
    def by_key(self) -> Mapping[Key, Row]:
        return {(row.table, row.id): row for row in [*self.changed, *self.created]}
