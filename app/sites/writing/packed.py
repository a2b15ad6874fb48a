"""A planned write as bytes, to be sealed in the journal, and back."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.merge.plan import ColumnWrite, Content, Operation, Write
from app.merge.snapshot import NOT_READ, Value


@dataclass(frozen=True, slots=True)
class Packed:
    """A write, and of a row that was made all its columns as they were read back."""

    write: Write
    seen: Mapping[str, Value] | None = None

    def to_bytes(self) -> bytes:
        write = self.write
        said = {
            "number": write.number,
            "operation": write.operation.value,
            "table": write.table,
            "record_id": write.record_id,
            "title": write.title,
            "columns": [[c.column, c.before, c.after] for c in write.columns],
            "before": _written(write.content_before),
            "after": _written(write.content_after),
            "reason": write.reason,
            "conflicts": write.conflicts,
            "depends_on": write.depends_on,
            "seen": self.seen,
        }
        return json.dumps(said, ensure_ascii=False).encode()

    @classmethod
    def of_bytes(cls, data: bytes) -> "Packed":
        said = json.loads(data)
        write = Write(
            said["number"],
            Operation(said["operation"]),
            said["table"],
            said["record_id"],
            said["title"],
            tuple(ColumnWrite(*column) for column in said["columns"]),
            _read(said["before"]),
            _read(said["after"]),
            said["reason"],
            tuple(said["conflicts"]),
            tuple(said["depends_on"]),
        )
        return cls(write, said["seen"])


def _written(content: Content) -> list[str | None]:
    """Nothing in the list is not read; None in it is no bytes."""
    if content is NOT_READ:
        return []
    return [None if content is None else base64.b64encode(content).decode()]


def _read(said: list[str | None]) -> Content:
    if not said:
        return NOT_READ
    return None if said[0] is None else base64.b64decode(said[0])
