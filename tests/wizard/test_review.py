"""A statement is asked for again before an action that depends on it, and never else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.wizard.action import Action, gate
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop
from app.wizard.review import asked_again
from app.wizard.statement import Kind, Statement
from app.wizard.step import Step
from app.wizard.subject import Subject, facts_said, resting_on
from tests.wizard.test_statement import Licence

AT = datetime(2026, 3, 4, tzinfo=UTC)
LATER = AT + timedelta(days=91)
SUBJECT = Subject("seats", "Seats", {"have": "There are."}, before={"portal.make": "Making it"})
SAID = Statement(
    "seats", Kind.ATTESTED, "have", "Avery", AT, "seen", review_at=AT + timedelta(days=90)
)
SEEN = Finding("sample.seats", Level.OK)


def vouched(said=SAID):
    return resting_on("seats", facts_said([SUBJECT], {"seats": said})["seats"], SEEN)


def stop(finding, said=SAID):
    action = Action("sample.look")
    step = Step("sample", "Sample", Licence, (), action, subjects=(SUBJECT,))
    return Stop(step, State.COMPLETED, (finding,), gate(action, ()), {"seats": said})


def test_an_old_statement_is_asked_for_again_before_the_action_that_depends_on_it():
    [again] = asked_again([stop(vouched())], LATER, "portal.make")
    assert (again.step, again.subject, again.statement) == ("sample", SUBJECT, SAID)


@pytest.mark.parametrize(
    ("one", "now", "action"),
    [
        (stop(vouched()), LATER, "portal.read"),
        (stop(vouched()), AT + timedelta(days=89), "portal.make"),
        (stop(SEEN), LATER, "portal.make"),
        (stop(vouched(), replace(SAID, review_at=None)), LATER, "portal.make"),
    ],
    ids=["another action", "not old yet", "it was seen", "never to be reviewed"],
)
def test_nobody_is_asked_without_need(one, now, action):
    assert asked_again([one], now, action) == []


def test_a_finding_that_rests_on_a_word_says_whose_and_on_what():
    found = vouched()
    assert found.evidence == "attested"
    assert found.details == {"name": "Avery", "said": "seats"}


@pytest.mark.parametrize("said", [replace(SAID, value="perhaps"), replace(SAID, kind=Kind.CLAIMED)])
def test_what_cannot_be_vouched_for_is_no_fact(said):
    assert facts_said([SUBJECT], {"seats": said}) == {}
