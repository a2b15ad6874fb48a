"""Pairs of a many-to-many association, one write each, and what every write has to wait for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.merge.change import Change, refers_to
from app.merge.natural_keys import RecordKey
from app.merge.plan import CREATES, LINKS, ColumnWrite, Operation, Write
from app.merge.snapshot import Record, Snapshot
from app.merge.table_list import NEVER_LINKED
from app.merge.titles import Titles


def write_of(change: Change, operation: Operation, columns: Sequence[ColumnWrite]) -> Write:
    name, record_id = change.key
    return Write(
        0,
        operation,
        name,
        record_id,
        change.title,
        tuple(columns),
        reason=change.reason,
        conflicts=change.conflicts,
    )


def link_writes(
    changes: Sequence[Change], removed: Sequence[Change], site: Snapshot
) -> Iterator[Write]:
    """Pairs to take away, also those of rows that will be deleted, then pairs to add."""
    loosened = [(change, change.before, change.after) for change in (*changes, *removed)]
    for change, before, after in loosened:
        for name, end in _pairs(before, after):
            yield write_of(change, Operation.UNLINK, [ColumnWrite(f"{LINKS}{name}", end, None)])
    yield from _loose_ends({change.key for change in removed}, changes, site)
    for change in changes:
        for name, end in _pairs(change.after, change.before):
            yield write_of(change, Operation.LINK, [ColumnWrite(f"{LINKS}{name}", None, end)])


def _loose_ends(gone: set[RecordKey], changes: Sequence[Change], site: Snapshot) -> Iterator[Write]:
    """Pairs that would go away silently with the row at their far end: told, so as to be undone."""
    if not gone:
        return
    changed = {change.key: change.after for change in changes}
    titles = Titles(site)
    for key in sorted(site.records.keys() - gone):
        record = site.records[key]
        for column, target in refers_to(record):
            after = changed.get(key)
            told = after is not None and column.removeprefix(LINKS) in after.links
            if target in gone and column.startswith(LINKS) and not told:
                change = Change(titles.of(record), "loses_its_end", record, record)
                yield write_of(change, Operation.UNLINK, [ColumnWrite(column, target[1], None)])


def _pairs(one: Record | None, other: Record | None) -> Iterator[tuple[str, str]]:
    """Links of one that the other does not have."""
    for name, ends in sorted(one.links.items() if one else ()):
        if name.lower() not in NEVER_LINKED:
            has = other.links.get(name, frozenset()) if other else frozenset[str]()
            yield from ((name, end) for end in sorted(ends - has))


def numbered(writes: Sequence[Write]) -> tuple[Write, ...]:
    """With numbers from 1, and with the numbers of the writes that have to be done before."""
    made: dict[RecordKey, int] = {}
    freeing: dict[RecordKey, list[int]] = {}
    result: list[Write] = []
    for number, write in enumerate(writes, 1):
        needed = {made[target] for target in _targets(write) if target in made}
        if write.operation is Operation.DELETE:
            needed |= set(freeing.get(write.key, ()))
        result.append(replace(write, number=number, depends_on=tuple(sorted(needed))))
        if write.operation in CREATES:
            made[write.key] = number
        for target in _let_go(write):
            freeing.setdefault(target, []).append(number)
    return tuple(result)


def _targets(write: Write) -> Iterator[RecordKey]:
    yield write.key
    yield from (target for _, target in refers_to(_side(write, before=False)))


def _let_go(write: Write) -> Iterator[RecordKey]:
    """What a write refers to no more, and of a link the row it was a link of."""
    yield from (target for _, target in refers_to(_side(write, before=True)))
    if write.operation is Operation.UNLINK:
        yield write.key


def _side(write: Write, *, before: bool) -> Record:
    values = {c.column: c.before if before else c.after for c in write.columns}
    if not write.association:
        return Record(write.table, write.record_id, values)
    end = values[f"{LINKS}{write.association}"]
    links = {write.association: frozenset([end] if end else [])}
    return Record(write.table, write.record_id, {}, links)
