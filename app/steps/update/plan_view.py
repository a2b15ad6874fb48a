"""A plan as a page shows it: counted, security first, secrets masked."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from app.merge.files import described
from app.merge.plan import ColumnWrite, Operation, Plan, Write
from app.merge.snapshot import Record, Value
from app.merge.table_list import ASSOCIATIONS, gives_rights, table
from app.merge.tables import LOOKUPS
from app.merge.titles import Titles
from app.web.diff import Row, diff

_SHORT: Final = 200
_LONGEST: Final = 20_000
_RIGHTS: Final = frozenset(
    (
        "adx_entitypermission",
        "adx_webrole",
        "adx_webpageaccesscontrolrule",
        "adx_columnpermissionprofile",
        "adx_columnpermission",
        "adx_websiteaccess",
    )
)


@dataclass(frozen=True, slots=True)
class ValueView:
    """One column of a write: short values side by side, longer ones as changed lines."""

    column: str
    before: str
    after: str
    rows: Sequence[Row] = ()
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class WriteView:
    write: Write
    values: Sequence[ValueView]
    far_title: str
    masked: bool
    is_security: bool


@dataclass(frozen=True)
class PlanView:
    plan: Plan
    writes: Sequence[WriteView]

    @property
    def count(self) -> int:
        return len(self.writes)

    @property
    def by_operation(self) -> Mapping[Operation, int]:
        found = Counter(view.write.operation for view in self.writes)
        return {operation: found[operation] for operation in Operation if found[operation]}

    @property
    def by_table(self) -> Mapping[str, int]:
        return Counter(view.write.table for view in self.writes)

    @property
    def security(self) -> Sequence[WriteView]:
        return [view for view in self.writes if view.is_security]

    @property
    def deletions(self) -> Sequence[WriteView]:
        return [v for v in self.writes if v.write.operation is Operation.DELETE]


def plan_view(plan: Plan, titles: Titles, secrets: Set[str]) -> PlanView:
    """`secrets` are ids, of new records those that the template gave them."""
    old = {new: old for (_, old), new in plan.ids.items()}
    names = _Names(titles, {write.record_id: write.title for write in plan.writes})
    return PlanView(
        plan,
        [_view(w, names, masked=old.get(w.record_id, w.record_id) in secrets) for w in plan.writes],
    )


@dataclass(frozen=True)
class _Names:
    """What records are called, those still to be made among them."""

    titles: Titles
    new: Mapping[str, str]

    def of(self, table_name: str, record_id: str) -> str:
        return self.new.get(record_id) or self.titles.by_id(table_name, record_id)


def _view(write: Write, names: _Names, *, masked: bool) -> WriteView:
    far = ASSOCIATIONS.get(write.association.lower(), "")
    return WriteView(
        write,
        () if masked or write.association else _values(write, names),
        names.of(far, write.far_end) if write.association else "",
        masked,
        is_security(write),
    )


def is_security(write: Write) -> bool:
    """Whether somebody could see or do more, or less, than before."""
    if write.association:
        return gives_rights(write.association)
    guards = table(write.table).guards
    whole = write.operation in (Operation.CREATE, Operation.DELETE) and write.table in _RIGHTS
    return whole or any(column.column in guards for column in write.columns)


def _values(write: Write, names: _Names) -> list[ValueView]:
    values = [
        _value(c.column, _shown(c, c.before, names), _shown(c, c.after, names))
        for c in write.columns
    ]
    if write.operation is Operation.CONTENT:
        before = described(Record(*write.key, {}, {}, write.content_before))
        after = described(Record(*write.key, {}, {}, write.content_after))
        values.append(ValueView("content", before or "", after or ""))
    return values


def _shown(column: ColumnWrite, value: Value, names: _Names) -> str:
    """A lookup by the title of what it leads to."""
    target = LOOKUPS.get(column.column)
    return names.of(target, value.lower()) if target and value else value or ""


def _value(column: str, before: str, after: str) -> ValueView:
    longest = max(len(before), len(after))
    if longest <= _SHORT and "\n" not in before + after:
        return ValueView(column, before, after)
    if longest > _LONGEST:
        return ValueView(column, "", "", too_long=True)
    return ValueView(column, before, after, diff(before, after))
