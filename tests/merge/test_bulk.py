"""Many questions answered at once: what the evidence speaks for, and never a right."""

import pytest

from app.merge.bulk import Unfit, Wish, suggested, wished
from app.merge.outcome import (
    Case,
    Choice,
    Conflict,
    ConflictKind,
    Outcome,
    RecordOutcome,
    Resolution,
    Suggestion,
)
from app.merge.snapshot import Snapshot
from tests.merge.building import asked, merged, record

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


def conflict_of(kind=ConflictKind.VALUE, **more):
    values = {"choices": (Choice.SITE, Choice.TEMPLATE, Choice.SUGGESTION), **more}
    return Conflict("c", kind, "adx_webpage", "r", "adx_name", None, "a", "b", "f", **values)


@pytest.mark.parametrize(
    ("wish", "conflict", "comes_to"),
    [
        (Wish.SITE, conflict_of(), Choice.SITE),
        (Wish.SITE, conflict_of(ConflictKind.PERMISSION), Choice.SITE),
        (Wish.SITE, conflict_of(choices=(Choice.TEMPLATE,)), Unfit.NOT_OFFERED),
        (Wish.TEMPLATE, conflict_of(), Choice.TEMPLATE),
        (Wish.TEMPLATE, conflict_of(ConflictKind.PERMISSION), Unfit.WIDENS),
        (Wish.TEMPLATE, conflict_of(ConflictKind.RECORD, grants=True), Unfit.WIDENS),
        (Wish.LATER, conflict_of(ConflictKind.PERMISSION), Choice.LATER),
        (Wish.SUGGESTED, conflict_of(), Unfit.NOTHING_SUGGESTED),
        (Wish.SUGGESTED, conflict_of(suggested=Choice.TEMPLATE), Choice.TEMPLATE),
        (Wish.SUGGESTED, conflict_of(suggestions=(Suggestion("both", "x"),)), Choice.SUGGESTION),
        (Wish.SUGGESTED, conflict_of(suggestions=(Suggestion("words", "x"),)), Unfit.READ_FIRST),
        (
            Wish.SUGGESTED,
            conflict_of(grants=True, suggestions=(Suggestion("both", "x"),)),
            Unfit.WIDENS,
        ),
    ],
)
def test_a_wish_comes_to_an_answer_or_to_a_reason_why_not(wish, conflict, comes_to):
    found = wished(conflict, wish)
    assert (found.choice if isinstance(found, Resolution) else found) == comes_to


def test_in_bulk_no_right_is_brought_back_and_no_restriction_ended():
    def rule(name, right):
        return record("adx_webpageaccesscontrolrule", 1, adx_name=name, adx_right=right)

    granted = merged(rule("a", "1"), None, rule("b", "1"))
    lifted = merged(rule("a", "2"), rule("a", "2"), None)
    for outcome in (granted, lifted):
        assert wished(asked(outcome), Wish.TEMPLATE) is Unfit.WIDENS
        assert isinstance(wished(asked(outcome), Wish.SITE), Resolution)
