"""What the overview of a merge shows: numbers, by kind, and the list as it is filtered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.merge.outcome import Case, Conflict, Note, Outcome, RecordOutcome, Standing
from app.merge.summary import Counts, counts
from app.steps.update.bench import OnTheBench
from app.steps.update.conflict_list import ConflictRow
from app.steps.update.groups import GROUPS, group_of
from app.steps.update.sifting import Sifted
from app.store.site_tables import CARRIED, SITE

COLUMNS = (Case.UPDATED, Case.CREATED, Case.KEPT, Case.OWN, Case.REMOVED_IN_TEMPLATE)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One kind of record: how many of it meet with what."""

    group: str
    cases: Mapping[Case, int]
    open: int
    records: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    bench: OnTheBench
    sifted: Sifted[ConflictRow]
    standings: Mapping[str, int]
    counts: Counts
    notes: Mapping[str, Sequence[Note]]
    changed: Sequence[RecordOutcome]
    groups: Sequence[GroupRow]

    @property
    def open(self) -> int:
        return self.standings[Standing.OPEN]

    @property
    def is_live(self) -> bool:
        """Whether the site was read from its environment, so that it can be written back."""
        return self.bench.sides.site.role == SITE

    @property
    def taken_over(self) -> int:
        """Decisions of an earlier merge that hold here."""
        return sum(
            decision.origin == CARRIED
            and (conflict := self.bench.outcome.by_id.get(decision.conflict)) is not None
            and conflict.resolution is not None
            for decision in self.bench.decisions
        )

    @property
    def asked_again(self) -> int:
        return len(asked_again(self.bench))

    @property
    def to_take_back(self) -> int:
        return sum(bool(decision.choice) for decision in self.bench.decisions)


def review_view(bench: OnTheBench, sifted: Sifted[ConflictRow]) -> ReviewView:
    outcome = bench.outcome
    standings = {s.value: 0 for s in Standing}
    for conflict in outcome.conflicts:
        standings[conflict.standing] += 1
    changed = [record for record in outcome.records if record.changes]
    changed.sort(key=lambda record: not any(c.close_call for c in record.changes))
    return ReviewView(
        bench=bench,
        sifted=sifted,
        standings=standings,
        counts=counts(outcome),
        notes=_by_code(outcome.notes),
        changed=changed,
        groups=group_rows(outcome),
    )


def group_rows(outcome: Outcome) -> Sequence[GroupRow]:
    cases: dict[str, Counter[Case]] = {group: Counter() for group in GROUPS}
    waiting: Counter[str] = Counter()
    for record in outcome.records:
        group = group_of(record.table)
        cases[group][record.case] += 1
        waiting[group] += sum(c.standing is Standing.OPEN for c in record.conflicts)
    return [
        GroupRow(group, found, waiting[group], found.total())
        for group, found in cases.items()
        if found
    ]


def asked_again(bench: OnTheBench) -> Sequence[Conflict]:
    """Questions that were decided for other values: here, or in an earlier merge."""
    return [
        conflict
        for one in bench.outcome.void_decisions
        if (conflict := bench.outcome.by_id.get(one)) is not None
    ]


def _by_code(notes: Sequence[Note]) -> Mapping[str, Sequence[Note]]:
    found: dict[str, list[Note]] = {}
    for note in notes:
        found.setdefault(note.code, []).append(note)
    return found
