"""How a row stands to a write that is planned for it: done already, ready, or edited meanwhile."""

from dataclasses import replace
from enum import StrEnum

from app.merge.plan import CREATES, Operation, Write
from app.merge.snapshot import Record, Value
from app.merge.table_list import table
from app.merge.tables import STATE
from app.merge.values import same


class Found(StrEnum):
    DONE = "done"  # it holds what the write would make it hold
    READY = "ready"  # it is as it was when the write was planned, as far as the write cares
    EDITED = "edited"  # somebody was here: neither before nor after
    GONE = "gone"


def found_for(write: Write, now: Record | None, expected: Record | None) -> Found:
    """`expected` is the row as it was last known, None if nothing of it is known."""
    if write.operation in CREATES:
        if now is None:
            return Found.READY
        return Found.DONE if not unlike(write, now) else Found.EDITED
    if now is None:
        return Found.DONE if write.operation is Operation.DELETE else Found.GONE
    if write.operation is Operation.DELETE:
        known = expected or Record(*write.key, {c.column: c.before for c in write.columns})
        watched = set(known.columns) | {c.column for c in write.columns}
        return Found.EDITED if _differ(watched, now, known) else Found.READY
    if not unlike(write, now):
        return Found.DONE
    known = expected or Record(*write.key, {c.column: c.before for c in write.columns})
    return Found.EDITED if _differ(_watched(write), now, known) else Found.READY


def unlike(write: Write, now: Record) -> list[str]:
    """The columns that do not hold what was to be written. What was not read is not judged."""
    return [
        c.column
        for c in write.columns
        if c.column in now.columns and not _same(write.table, c.column, now, c.after)
    ]


def not_taken(write: Write, now: Record) -> list[str]:
    """Of the columns that are not as written: those that still hold what was there before."""
    before = {c.column: c.before for c in write.columns}
    return [c for c in unlike(write, now) if _same(write.table, c, now, before[c])]


def under_real_ids(write: Write, ids: dict[str, str]) -> Write:
    """The write with rows that the platform made itself under the ids that it gave them."""
    if not ids:
        return write
    columns = tuple(
        replace(c, before=_with_ids(c.before, ids), after=_with_ids(c.after, ids))
        for c in write.columns
    )
    return replace(write, record_id=ids.get(write.record_id, write.record_id), columns=columns)


def _with_ids(value: Value, ids: dict[str, str]) -> Value:
    for planned, real in ids.items() if value else ():
        value = (value or "").replace(planned, real)
    return value


def _watched(write: Write) -> set[str]:
    """The written columns, and those that mean one thing with them."""
    written = {c.column for c in write.columns}
    groups = (*table(write.table).together, STATE)
    return written.union(*(group for group in groups if written & set(group)))


def _differ(columns: set[str], now: Record, known: Record) -> bool:
    rules = table(now.table)
    return any(
        not _same(now.table, column, now, known.columns[column])
        for column in columns
        if column in now.columns and column in known.columns and not rules.skips(column)
    )


def _same(table_name: str, column: str, now: Record, value: Value) -> bool:
    return same(table(table_name).kind(column), now.columns[column], value, column)
