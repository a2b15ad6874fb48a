"""One record on its page: what Microsoft changed, what was changed here, what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.merge.files import described
from app.merge.outcome import ColumnChange, Conflict, Outcome, RecordOutcome
from app.merge.snapshot import NOT_READ, Record, Value
from app.merge.table_list import table
from app.web.diff import Row, diff, is_same

LONGEST_SHOWN: Final = 200_000


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column, three ways. A long value is told by its length only."""

    column: str
    theirs: Sequence[Row]  # from the base to the new template
    yours: Sequence[Row]  # from the base to the site
    result: Sequence[Row]  # from the site to what it becomes
    length: int
    close_call: bool
    conflicts: Sequence[Conflict]

    @property
    def is_long(self) -> bool:
        return self.length > LONGEST_SHOWN


def columns_of(outcome: Outcome, record: RecordOutcome) -> Sequence[ColumnView]:
    """Every column that some side changed, those with a result first."""
    sides = outcome.sides.get((record.table, record.record_id), (None, None, None))
    changes = {change.column: change for change in record.changes}
    names = {name for side in sides if side for name in _columns(side)}
    views = [_view(sides, name, changes.get(name), record) for name in sorted(names | {*changes})]
    told = [view for view in views if view.theirs or view.yours or view.result or view.is_long]
    return sorted(told, key=lambda view: not (view.result or view.conflicts))


def _columns(side: Record) -> set[str]:
    rules = table(side.table)
    names = {column for column in side.columns if not rules.skips(column)}
    return names | ({"content"} if described(side) else set())


def _view(
    sides: Sequence[Record | None], name: str, change: ColumnChange | None, record: RecordOutcome
) -> ColumnView:
    base, site, template = (_value(side, name) for side in sides)
    there = sides[0] is not None
    texts = [text or "" for text in (base, site, template, *_ends(change))]
    length = max(len(text) for text in texts)
    if length > LONGEST_SHOWN and len(set(texts)) == 1:
        length = 0
    short = length <= LONGEST_SHOWN
    return ColumnView(
        column=name,
        theirs=_changed(base, template) if short and there else (),
        yours=_changed(base, site) if short and there else (),
        result=_changed(*_ends(change)) if short and change else (),
        length=length,
        close_call=change is not None and change.close_call,
        conflicts=[one for one in record.conflicts if one.column == name],
    )


def _ends(change: ColumnChange | None) -> tuple[Value, Value]:
    return (change.before, change.after) if change else (None, None)


def _changed(before: Value, after: Value) -> Sequence[Row]:
    if (before or "") == (after or ""):
        return ()
    rows = diff(before or "", after or "")
    return () if is_same(rows) else rows


def _value(side: Record | None, name: str) -> Value:
    if side is None:
        return None
    if name == "content":
        return described(side)
    value = side.value(name)
    return None if value is NOT_READ else value


def record_of(outcome: Outcome, table_name: str, record_id: str) -> RecordOutcome | None:
    found: Mapping[tuple[str, str], RecordOutcome] = {
        (record.table, record.record_id): record for record in outcome.records
    }
    return found.get((table_name, record_id))
