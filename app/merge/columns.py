"""Merge the columns of one record that the site and the template both have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.merge.choices import units
from app.merge.decisions import Offer, Questions, Three, answer, answered_text
from app.merge.long_columns import Cell, merge_json_column, merge_long_text
from app.merge.outcome import Choice, Conflict, ConflictKind
from app.merge.rights import Rights
from app.merge.snapshot import NOT_READ, NotRead, Record, Value
from app.merge.tables import FIRST_CHOICE, STATE, Kind, Table
from app.merge.values import same

_PLAIN = (Choice.SITE, Choice.TEMPLATE, Choice.BASE, Choice.OWN)
_TYPED = (Choice.SITE, Choice.TEMPLATE, Choice.BASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """One record as the three sides have it, all under the same ids."""

    base: Record | None
    site: Record
    template: Record


@dataclass(slots=True)
class Columns:
    """New values (only those that a rule or a person gives), and what is asked about them."""

    values: dict[str, Value] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    close_calls: set[str] = field(default_factory=set)
    not_read: list[str] = field(default_factory=list)
    kept_settings: list[str] = field(default_factory=list)

    def take(self, column: str, cell: Cell) -> None:
        self.values[column] = cell.value or None
        self.conflicts += cell.conflicts
        if cell.close_call:
            self.close_calls.add(column)


@dataclass(frozen=True, slots=True)
class Touch:
    """Which sides changed a column, of which they do not hold the same now."""

    column: str
    site: bool
    template: bool


class ColumnMerge:
    """One record's columns, group by group."""

    def __init__(self, sides: Sides, table: Table, questions: Questions, rights: Rights) -> None:
        self._sides, self._table, self._questions = sides, table, questions
        self._rights = rights
        self._result = Columns()

    def merge(self) -> Columns:
        for group in self._groups():
            self._merge_group([touch for column in group if (touch := self._touch(column))])
        for column, limit in self._table.lengths.items():
            if column in self._result.values:
                self._check_length(column, limit)
        for column in list(self._result.values):
            if not self._result.values[column] and not self._sides.site.columns[column]:
                del self._result.values[column]  # empty stays empty in the site's own way
        return self._result

    def _check_length(self, column: str, limit: int) -> None:
        three, merged = self._three(column), self._result.values[column]
        if merged == three.site or units(merged) <= limit:
            return
        choices = (Choice.SITE, Choice.OWN, Choice.TEMPLATE)
        offer = Offer(
            choices=choices if units(three.template) <= limit else choices[:2],
            seen=merged or "",
            limit=limit,
        )
        conflict = self._questions.ask(ConflictKind.TOO_LONG, column, three, offer)
        self._result.take(column, Cell(self._chosen(conflict, three), (conflict,)))

    def _groups(self) -> Iterator[tuple[str, ...]]:
        columns = self._sides.site.columns.keys() | self._sides.template.columns.keys()
        groups = (*self._table.together, STATE)
        yield from (group for group in groups if "content" not in group)
        taken = {column for group in groups for column in group}
        yield from ((column,) for column in sorted(columns - taken))

    def _touch(self, column: str) -> Touch | None:
        """None where both say the same, or nothing can be said: bookkeeping, or not read."""
        if self._table.skips(column):
            return None
        base, site, template = self._cells(column)
        if site is NOT_READ or template is NOT_READ or base is NOT_READ:
            self._remember_unread(column, base, site, template)
            return None
        kind = self._table.kind(column)
        if same(kind, site, template, column):
            return None
        is_new = not same(kind, template, base, column)
        if not self._rights.is_kept(self._sides.site, column):
            absent = self._sides.base is None
            is_own = not same(kind, site, base, column)
            return Touch(column, site=absent or is_own, template=absent or is_new)
        if is_new:
            self._result.kept_settings.append(column)
        return None

    def _cells(self, column: str) -> tuple[Value | NotRead, Value | NotRead, Value | NotRead]:
        base = self._sides.base
        return (
            None if base is None else base.value(column),
            self._sides.site.value(column),
            self._sides.template.value(column),
        )

    def _remember_unread(
        self, column: str, base: Value | NotRead, site: Value | NotRead, template: Value | NotRead
    ) -> None:
        """The template brings a value that cannot be judged: worth a note."""
        if template is NOT_READ or not template or template in (base, site):
            return
        self._result.not_read.append(column)

    def _merge_group(self, touched: Sequence[Touch]) -> None:
        template = [touch for touch in touched if touch.template]
        if not template or all(self._is_default(touch.column) for touch in touched):
            return
        if self._switches_off(touched):
            self._ask_together(touched, Choice.SITE)
            return
        if len(touched) > 1 and (any(touch.site for touch in touched) or self._wider(template)):
            self._ask_together(touched)
            return
        for touch in template:
            self._merge_column(touch)

    def _is_default(self, column: str) -> bool:
        """Whether, for all we know, one side only does not say what a new record gets anyway."""
        values = {self._sides.site.text(column), self._sides.template.text(column)}
        is_choice = self._table.kind(column) is Kind.NUMBER and column not in self._table.guards
        return self._sides.base is None and is_choice and values == {"", FIRST_CHOICE}

    def _wider(self, touched: Sequence[Touch]) -> bool:
        return any(self._widens(touch.column) for touch in touched)

    def _switches_off(self, touched: Sequence[Touch]) -> bool:
        """Whether the template switches a record off that is in use here: as good as removed."""
        if not any(touch.column == STATE[0] for touch in touched) or self._wider(touched):
            return False
        three = self._three(STATE[0])
        is_off = [not same(Kind.NUMBER, v, "0", STATE[0]) for v in (three.site, three.template)]
        return is_off == [False, True]

    def _widens(self, column: str) -> bool:
        return self._rights.widened_by(self._sides.site, self._sides.template, column)

    def _merge_column(self, touch: Touch) -> None:
        column = touch.column
        three = self._three(column)
        if self._widens(column):
            self._ask(ConflictKind.PERMISSION, column, three, _TYPED)
        elif not touch.site and self._table.kind(column) is not Kind.LONG_TEXT:
            self._result.take(column, Cell(three.template))
        else:
            self._result.take(column, self._disputed(column, three))

    def _disputed(self, column: str, three: Three) -> Cell:
        kind = self._table.kind(column)
        absent = self._sides.base is None
        if kind is Kind.LONG_TEXT:
            return merge_long_text(self._questions, column, three, absent=absent)
        if kind is Kind.JSON:
            return merge_json_column(self._questions, column, three, absent=absent)
        choices = _PLAIN if kind in (Kind.SCALAR, Kind.NUMBER, Kind.DATE) else _TYPED
        conflict = self._question(ConflictKind.VALUE, column, three, choices)
        return Cell(self._chosen(conflict, three), (conflict,))

    def _ask(
        self, kind: ConflictKind, column: str, three: Three, choices: tuple[Choice, ...]
    ) -> None:
        conflict = self._question(kind, column, three, choices)
        self._result.take(column, Cell(self._chosen(conflict, three), (conflict,)))

    def _question(
        self,
        kind: ConflictKind,
        column: str,
        three: Three,
        choices: tuple[Choice, ...],
        default: Choice | None = None,
    ) -> Conflict:
        usable = tuple(c for c in choices if c is not Choice.BASE or self._sides.base is not None)
        offer = Offer(choices=usable, default=default, reason="switched_off" if default else "")
        return self._questions.ask(kind, column, three, offer)

    def _ask_together(self, touched: Sequence[Touch], default: Choice | None = None) -> None:
        """One question for columns that mean one thing; each side's values stay together."""
        threes = {touch.column: self._three(touch.column) for touch in touched}
        kind = ConflictKind.PERMISSION if self._wider(touched) else ConflictKind.VALUE
        shown = Three(
            None if self._sides.base is None else _listed({c: t.base for c, t in threes.items()}),
            _listed({c: t.site for c, t in threes.items()}),
            _listed({c: t.template for c, t in threes.items()}),
        )
        conflict = self._question(kind, touched[0].column, shown, _TYPED, default)
        self._result.conflicts.append(conflict)
        for column, three in threes.items():
            self._result.values[column] = _side(three, answer(conflict))

    def _three(self, column: str) -> Three:
        base, site, template = self._cells(column)
        return Three(_read(base), _read(site), _read(template))

    def _chosen(self, conflict: Conflict, three: Three) -> Value:
        if answer(conflict) is Choice.OWN:
            return answered_text(conflict) or None
        return _side(three, answer(conflict))


def _read(value: Value | NotRead) -> Value:
    return None if value is NOT_READ else value


def _side(three: Three, choice: Choice) -> Value:
    return {Choice.TEMPLATE: three.template, Choice.BASE: three.base}.get(choice, three.site)


def _listed(values: dict[str, Value]) -> str:
    return "\n".join(f"{column}: {value or ''}" for column, value in values.items())
