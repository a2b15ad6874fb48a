"""Many questions answered at once: what the evidence speaks for, and never a right."""

import pytest

from app.merge.bulk import suggested
from app.merge.outcome import Case, Choice, Conflict, ConflictKind, Outcome, RecordOutcome
from app.merge.snapshot import Snapshot

BOTH = (Choice.SITE, Choice.TEMPLATE)


@pytest.mark.parametrize(
    ("kind", "offered", "speaks_for", "taken"),
    [
        (ConflictKind.VALUE, BOTH, Choice.TEMPLATE, Choice.TEMPLATE),
        (ConflictKind.VALUE, BOTH, None, None),
        (ConflictKind.VALUE, (Choice.SITE,), Choice.TEMPLATE, None),
        (ConflictKind.PERMISSION, BOTH, Choice.TEMPLATE, None),
    ],
)
def test_only_what_evidence_speaks_for_is_answered(kind, offered, speaks_for, taken):
    conflict = Conflict(
        "c", kind, "adx_webpage", "r", "adx_name", None, "a", "b", "f",
        choices=offered, suggested=speaks_for,
    )  # fmt: skip
    record = RecordOutcome("adx_webpage", "r", "R", Case.UPDATED, conflicts=(conflict,))
    answers = suggested(Outcome((record,), Snapshot({})))
    assert {one: given.choice for one, given in answers.items()} == ({"c": taken} if taken else {})
