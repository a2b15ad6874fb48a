"""From what is to change to the single writes, numbered and knowing what they need."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from app.merge.change import Change
from app.merge.natural_keys import RecordKey
from app.merge.plan import ColumnWrite, Operation, Write
from app.merge.plan_links import link_writes, numbered, write_of
from app.merge.plan_order import children_first, in_order, rank
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.tables import STATE, Kind, target_id
from app.merge.values import normal

PAGE: Final = "adx_webpage"
WEB_FILE: Final = "adx_webfile"
FILE_NAMES: Final = ("filename", "mimetype")  # they are written with the bytes
_NOW_TOO_LATE: Final = frozenset[str]()


def writes_for(changes: Iterable[Change], site: Snapshot) -> tuple[Write, ...]:
    """All writes in the order of sending: rows and files, second pass, links, states, deletions."""
    everything = {change.key: change for change in sorted(changes, key=rank)}
    kept = {key: change for key, change in everything.items() if not change.deletes}
    removed = [change for change in everything.values() if change.deletes]
    order, waiting = in_order(kept, site)
    roots = {change.key for change in order if change.creates and is_root(change.record)}
    rows = [
        write
        for change in order
        for write in _row(change, waiting.get(change.key, _NOW_TOO_LATE), roots)
    ]
    rows += [w for change in order if (w := _connect(change, waiting.get(change.key)))]
    rows += [*link_writes(order, removed, site)]
    rows += [write for change in order if (write := _deactivation(change))]
    rows += [_deletion(change) for change in children_first(removed)]
    return numbered(rows)


def is_root(record: Record) -> bool:
    """Whether it is a page's root row, of which the platform makes the content pages itself."""
    if record.table != PAGE or record.columns.get("adx_rootwebpageid"):
        return False
    return (record.columns.get("adx_isroot") or "true").strip().lower() in ("true", "1")


def _row(change: Change, waiting: frozenset[str], roots: set[RecordKey]) -> Iterator[Write]:
    """The row itself, then the bytes of a file."""
    columns = [
        column
        for column in _columns(change)
        if column.column not in waiting and not _comes_later(change, column.column)
    ]
    if change.creates or columns:
        yield write_of(change, _operation(change, roots), columns)
    before, after = change.before, change.after
    content = after.content if after else NOT_READ
    named = [c for c in _columns(change) if c.column in FILE_NAMES]
    if change.key[0] == WEB_FILE and isinstance(content, bytes):
        yield replace(
            write_of(change, Operation.CONTENT, named),
            content_before=before.content if before else None,
            content_after=content,
        )


def _operation(change: Change, roots: set[RecordKey]) -> Operation:
    if not change.creates:
        return Operation.UPDATE
    if change.key in roots:
        return Operation.CREATE_PAGE
    root = (PAGE, target_id(change.record.columns.get("adx_rootwebpageid") or ""))
    is_content = change.key[0] == PAGE and root in roots
    return Operation.FILL_PAGE if is_content else Operation.CREATE


def _comes_later(change: Change, column: str) -> bool:
    if column in FILE_NAMES and change.key[0] == WEB_FILE:
        return True
    return column in STATE and (change.creates or _goes_inactive(change))


def _connect(change: Change, waiting: frozenset[str] | None) -> Write | None:
    columns = [column for column in _columns(change) if column.column in (waiting or ())]
    return write_of(change, Operation.CONNECT, columns) if columns else None


def _deactivation(change: Change) -> Write | None:
    columns = [column for column in _columns(change) if column.column in STATE]
    if not columns or not _goes_inactive(change):
        return None
    return write_of(change, Operation.DEACTIVATE, columns)


def _goes_inactive(change: Change) -> bool:
    after = change.after.columns.get("statecode") if change.after else None
    active = normal(Kind.NUMBER, None, "statecode")
    return normal(Kind.NUMBER, after, "statecode") != active


def _deletion(change: Change) -> Write:
    before = change.before
    content = before.content if before else NOT_READ
    return replace(
        write_of(change, Operation.DELETE, _columns(change)),
        content_before=content,
        content_after=None if isinstance(content, bytes) else NOT_READ,
    )


def _columns(change: Change) -> list[ColumnWrite]:
    before = change.before.columns if change.before else {}
    after = change.after.columns if change.after else {}
    return [
        ColumnWrite(column, before.get(column), after.get(column))
        for column in sorted(before.keys() | after.keys())
    ]
