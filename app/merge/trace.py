"""What applied writes left behind, record by record: as it was before them, and after them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.merge.natural_keys import RecordKey
from app.merge.plan import CREATES, Operation, Write
from app.merge.snapshot import NOT_READ, Record, Value
from app.merge.table_list import table
from app.merge.values import same


@dataclass(slots=True)
class Trace:
    """Everything that was written of one record. None: there was no row, or there is none now.

    Of a row that was there before and after, both sides hold the written columns only.
    """

    title: str
    before: Record | None
    after: Record | None
    added: dict[str, set[str]] = field(default_factory=dict)  # far ends by association
    removed: dict[str, set[str]] = field(default_factory=dict)

    @property
    def key(self) -> RecordKey:
        record = self.before or self.after
        if record is None:
            raise ValueError("a trace has at least one side")
        return record.key

    @property
    def associations(self) -> set[str]:
        return self.added.keys() | self.removed.keys()

    def values(self, column: str) -> tuple[Value, Value]:
        """A column before and after."""
        before = self.before.columns.get(column) if self.before else None
        return before, self.after.columns.get(column) if self.after else None

    def links_back(self, association: str, now: Record) -> frozenset[str]:
        ends = now.links.get(association, frozenset())
        return (ends - self.added.get(association, set())) | self.removed.get(association, set())

    def columns_edited(self, now: Record) -> list[str]:
        """What of the written record is neither as it was written nor as it was before."""
        sides = [side for side in (self.before, self.after) if side]
        columns = sorted({column for side in sides for column in side.columns})
        edited = [c for c in columns if not any(holds(side, now, c) for side in sides)]
        if self.before is None:
            links = sorted(n for n, ends in now.links.items() if ends != self.added.get(n, set()))
            edited += [f"links:{name}" for name in links]
        contents = [side.content for side in sides if side.content is not NOT_READ]
        if contents and now.content is not NOT_READ and now.content not in contents:
            edited.append("content")
        return edited


def holds(side: Record, now: Record, column: str) -> bool:
    """Whether a record has this value of that side; a column that was not read is no edit."""
    if column not in side.columns or column not in now.columns:
        return column not in now.columns
    kind = table(side.table).kind(column)
    return same(kind, side.columns[column], now.columns[column], column)


def traces(applied: Iterable[Write]) -> list[Trace]:
    """One per record, in the order in which they were first written."""
    found: dict[RecordKey, Trace] = {}
    for write in applied:
        trace = found.get(write.key)
        if trace is None:
            blank = Record(write.table, write.record_id, {})
            trace = found[write.key] = Trace(write.title, blank, blank)
        _follow(trace, write)
    return list(found.values())


def _follow(trace: Trace, write: Write) -> None:
    if write.association:
        _link(trace, write)
        return
    before = {} if trace.before is None else dict(trace.before.columns)
    after = {} if trace.after is None else dict(trace.after.columns)
    for column in write.columns:
        before.setdefault(column.column, column.before)
        after[column.column] = column.after
    if write.operation in CREATES:
        trace.before = None
    if trace.before is not None:
        old = trace.before.content
        content = write.content_before if old is NOT_READ else old
        trace.before = Record(write.table, write.record_id, before, content=content)
    content = write.content_after
    if content is NOT_READ and trace.after is not None:
        content = trace.after.content
    trace.after = Record(write.table, write.record_id, after, content=content)
    if write.operation is Operation.DELETE:
        _deleted(trace)


def _link(trace: Trace, write: Write) -> None:
    one, other = trace.added, trace.removed
    if write.operation is Operation.UNLINK:
        one, other = other, one
    if write.far_end in other.get(write.association, set()):
        other[write.association].discard(write.far_end)
    else:
        one.setdefault(write.association, set()).add(write.far_end)


def _deleted(trace: Trace) -> None:
    trace.after = None
    if trace.before is not None:
        links = {name: frozenset(ends) for name, ends in trace.removed.items() if ends}
        before = trace.before
        trace.before = Record(before.table, before.id, before.columns, links, before.content)
