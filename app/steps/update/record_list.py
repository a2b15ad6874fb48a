"""All records of a merge, found by kind, by what happens with them, by language, or by text."""

from collections.abc import Callable

from app.merge.outcome import Outcome, RecordOutcome, Standing
from app.merge.snapshot import Record
from app.steps.update.conflict_list import Say, record_text
from app.steps.update.groups import group_of
from app.steps.update.sifting import NO_LANGUAGE, Facts, Sieve, Sifted, sift

OPEN, CHANGED, STILL = "open", "changed", "still"
"""What the filter `show` tells apart here."""


def record_rows(
    outcome: Outcome, sieve: Sieve, say: Say, secrets: frozenset[str]
) -> Sifted[RecordOutcome]:
    return sift(outcome.records, sieve, _facts_of, _text_of(outcome, say, secrets))


def _facts_of(record: RecordOutcome) -> Facts:
    waits = any(c.standing is Standing.OPEN for c in record.conflicts)
    return {
        "show": OPEN if waits else CHANGED if record.changes else STILL,
        "case": record.case.value,
        "kind": group_of(record.table),
        "language": record.language or NO_LANGUAGE,
    }


def _text_of(outcome: Outcome, say: Say, secrets: frozenset[str]) -> Callable[[RecordOutcome], str]:
    """Also the values of every side, but for secrets: a search would tell what they hold."""

    def text_of(record: RecordOutcome) -> str:
        parts = record_text(record, say)
        if record.record_id not in secrets:
            sides = outcome.sides.get((record.table, record.record_id), (None, None, None))
            parts += [value for side in sides if side for value in _values(side)]
        return "\n".join(parts)

    return text_of


def _values(side: Record) -> list[str]:
    return [value for value in side.columns.values() if value]
