"""The records of a YAML file as flat values, and how many of them may be read."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from app.exports.site import ExportRefused


class Unread(Enum):
    """The type of `UNREAD`: a value of a shape that no column of a record has."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD
Value = str | tuple[str, ...] | Unread | None


@dataclass(slots=True)
class Field:
    """One key with its value; `start` to `end` are the whole lines it covers in the text."""

    key: str
    value: Value
    start: int
    end: int = 0


@dataclass(slots=True)
class Entry:
    """One record of a file."""

    fields: list[Field] = field(default_factory=list)

    def get(self, key: str) -> Value:
        return next((f.value for f in self.fields if f.key == key), None)

    def __contains__(self, key: str) -> bool:
        return any(f.key == key for f in self.fields)

    @property
    def start(self) -> int:
        return self.fields[0].start

    @property
    def end(self) -> int:
        return self.fields[-1].end


@dataclass(slots=True)
class Budget:
    """How many keys and values may still be read, over all files of an export."""

    left: int

    def spend(self, path: str, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise ExportRefused("too_large", path, reason="records")
