"""A site's configuration records at one time, as values the merge can compare.

All column values are text, as exports hold them, or None for "empty". A column that is not in
`columns` was not read: that is neither empty nor a change, and such a column is never written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final


class NotRead(Enum):
    """The type of `NOT_READ`: the source did not show this value, so nothing is known of it."""

    NOT_READ = "not read"


NOT_READ: Final = NotRead.NOT_READ
Value = str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One row: an identity, its columns, its many-to-many links, and a web file's bytes."""

    table: str
    id: str
    columns: Mapping[str, Value]
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)
    content: bytes | NotRead | None = NOT_READ

    def value(self, column: str) -> Value | NotRead:
        return self.columns.get(column, NOT_READ)

    def text(self, column: str) -> str:
        """What a column says, without white space around; nothing if empty or not read."""
        value = self.columns.get(column)
        return value.strip() if value else ""

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.id


ByTable = Mapping[str, list[Record]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All configuration records of a site or template at one time, by table and id."""

    records: Mapping[tuple[str, str], Record]

    @classmethod
    def of(cls, records: "list[Record]") -> "Snapshot":
        return cls({record.key: record for record in records})

    def by_table(self) -> ByTable:
        """The records of each table, in the order of the snapshot."""
        tables: dict[str, list[Record]] = {}
        for (table, _), record in self.records.items():
            tables.setdefault(table, []).append(record)
        return tables


class Regime(StrEnum):
    """Whether two snapshots share ids, as copies of one package do."""

    SHARED = "shared"
    FRESH = "fresh"
    UNKNOWN = "unknown"
