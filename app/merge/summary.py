"""The merge in numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.merge.outcome import Case, ConflictKind, Outcome, RecordOutcome, Standing

KEPT = frozenset((Case.KEPT, Case.OWN, Case.DELETED_HERE))


@dataclass(frozen=True, slots=True)
class Counts:
    """`automatic` counts columns (and new records) that take the template's without a question;
    `kept` counts records where the site's own work stands untouched."""

    records: Mapping[Case, int]
    conflicts: Mapping[Standing, int]
    kinds: Mapping[ConflictKind, int]
    by_table: Mapping[str, Mapping[Case, int]]
    automatic: int
    kept: int
    close_calls: int


def counts(outcome: Outcome) -> Counts:
    by_table: dict[str, Counter[Case]] = {}
    for record in outcome.records:
        by_table.setdefault(record.table, Counter())[record.case] += 1
    return Counts(
        records=Counter(record.case for record in outcome.records),
        conflicts=Counter(conflict.standing for conflict in outcome.conflicts),
        kinds=Counter(conflict.kind for conflict in outcome.conflicts),
        by_table=by_table,
        automatic=sum(_automatic(record) for record in outcome.records),
        kept=sum(record.case in KEPT and not record.conflicts for record in outcome.records),
        close_calls=sum(c.close_call for record in outcome.records for c in record.changes),
    )


def _automatic(record: RecordOutcome) -> int:
    if record.case is Case.CREATED:
        return 0 if record.conflicts else 1
    asked = {conflict.column for conflict in record.conflicts}
    return 0 if "" in asked else sum(change.column not in asked for change in record.changes)
