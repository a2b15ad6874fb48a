"""What the pages of the review show: texts and numbers, with secrets already masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.merge.choices import preview
from app.merge.outcome import Choice, ColumnChange, Conflict, Note, Outcome, RecordOutcome, Standing
from app.merge.summary import Counts, counts
from app.steps.update.bench import OnTheBench
from app.steps.update.secrets import secret_ids
from app.steps.update.workbench import Workbench
from app.store.site_tables import SITE, Decision
from app.web.diff import Row, diff

SUGGESTED: Final = "suggestion"
LONGEST_SHOWN: Final = 200_000


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One line of the list of conflicts."""

    conflict: Conflict
    title: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a person can give; `value` is what the form sends."""

    value: str
    choice: Choice
    text: str | None
    reason: str = ""  # of a suggestion


@dataclass(frozen=True, slots=True)
class ConflictView:
    conflict: Conflict
    title: str
    masked: bool
    number: int
    total: int
    left: int
    before: str | None
    after: str | None
    site_changes: Sequence[Row]
    template_changes: Sequence[Row]
    options: Sequence[Option]
    chosen: str
    own_text: str
    decision: Decision | None

    @property
    def has_changes(self) -> bool:
        return bool(self.site_changes or self.template_changes)

    @property
    def writable(self) -> bool:
        """Whether a text of one's own makes sense here. A secret is never typed into this page."""
        return Choice.OWN in self.conflict.choices and not self.masked

    @property
    def rows(self) -> int:
        """Lines of the field for an own text."""
        longest = max((self.conflict.site or "", self.own_text), key=len)
        return min(max(longest.count("\n") + 2, 3), 24)

    @property
    def seen(self) -> int:
        """The version this page shows; sent back with the form to guard the decision."""
        return self.decision.version if self.decision else 0


@dataclass(frozen=True, slots=True)
class ReviewView:
    bench: OnTheBench
    rows: Sequence[ConflictRow]
    standings: Mapping[str, int]
    counts: Counts
    notes: Mapping[str, Sequence[Note]]
    changed: Sequence[RecordOutcome]

    @property
    def open(self) -> int:
        return self.standings[Standing.OPEN]

    @property
    def is_live(self) -> bool:
        """Whether the site was read from its environment, so that it can be written back."""
        return self.bench.sides.site.role == SITE


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What one column of a record becomes. A long value is told by its length only."""

    change: ColumnChange
    rows: Sequence[Row]
    length: int

    @property
    def is_long(self) -> bool:
        return self.length > LONGEST_SHOWN


def changes_of(record: RecordOutcome) -> Sequence[ChangeView]:
    return [_change_view(change) for change in record.changes]


def _change_view(change: ColumnChange) -> ChangeView:
    before, after = change.before or "", change.after or ""
    length = max(len(before), len(after))
    return ChangeView(change, [] if length > LONGEST_SHOWN else diff(before, after), length)


def review_view(bench: OnTheBench, show: str) -> ReviewView:
    """The overview; `show` picks the conflicts of one standing, anything else shows all."""
    outcome = bench.outcome
    standings = {s.value: 0 for s in Standing}
    for conflict in outcome.conflicts:
        standings[conflict.standing] += 1
    return ReviewView(
        bench=bench,
        rows=[
            ConflictRow(conflict, record.title, bench.decision(conflict.id))
            for record in outcome.records
            for conflict in record.conflicts
            if show not in standings or conflict.standing == show
        ],
        standings=standings,
        counts=counts(outcome),
        notes=_by_code(outcome.notes),
        changed=[record for record in outcome.records if record.changes],
    )


def conflict_view(workbench: Workbench, bench: OnTheBench, conflict: Conflict) -> ConflictView:
    ids = list(bench.outcome.by_id)
    masked = conflict.record_id in secrets_of(workbench, bench)
    decision = bench.decision(conflict.id)
    standing = decision if decision and conflict.resolution else None
    own_text = workbench.own_text(decision) if standing and decision else ""
    options = _options(conflict)
    return ConflictView(
        conflict=conflict,
        title=_title(bench.outcome, conflict),
        masked=masked,
        number=ids.index(conflict.id) + 1,
        total=len(ids),
        left=len(bench.outcome.open),
        before=ids[ids.index(conflict.id) - 1] if ids[0] != conflict.id else None,
        after=ids[ids.index(conflict.id) + 1] if ids[-1] != conflict.id else None,
        site_changes=[] if masked else diff(conflict.base or "", conflict.site or ""),
        template_changes=[] if masked else diff(conflict.base or "", conflict.template or ""),
        options=options,
        chosen=_chosen(options, standing, own_text),
        own_text=own_text if standing and standing.choice == Choice.OWN else "",
        decision=decision,
    )


def next_open(outcome: Outcome, after: str) -> Conflict | None:
    """The next conflict that waits for a decision, going round from this one."""
    ids = list(outcome.by_id)
    start = ids.index(after) + 1
    ahead = (outcome.by_id[i] for i in ids[start:] + ids[:start])
    return next((c for c in ahead if c.standing is Standing.OPEN), None)


def _options(conflict: Conflict) -> list[Option]:
    plain = [
        Option(choice.value, choice, preview(conflict, choice))
        for choice in conflict.choices
        if choice not in (Choice.SUGGESTION, Choice.OWN)
    ]
    suggested = [
        Option(f"{SUGGESTED}:{number}", Choice.SUGGESTION, suggestion.text, suggestion.reason)
        for number, suggestion in enumerate(conflict.suggestions)
    ]
    return suggested + plain


def _by_code(notes: Sequence[Note]) -> Mapping[str, Sequence[Note]]:
    found: dict[str, list[Note]] = {}
    for note in notes:
        found.setdefault(note.code, []).append(note)
    return found


def _chosen(options: Sequence[Option], decision: Decision | None, own_text: str) -> str:
    if decision is None:
        return ""
    if decision.choice == SUGGESTED:
        values = {option.reason: option.value for option in options}
        return values.get(own_text, "")
    return decision.choice


def _title(outcome: Outcome, conflict: Conflict) -> str:
    return next(record.title for record in outcome.records if conflict in record.conflicts)


def secrets_of(workbench: Workbench, bench: OnTheBench) -> frozenset[str]:
    sides = bench.sides
    return secret_ids(*(workbench.snapshot(f) for f in (sides.base, sides.site, sides.template)))
