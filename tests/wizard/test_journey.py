from dataclasses import replace

import pytest

from app.wizard.action import Action
from app.wizard.facts import Facts
from app.wizard.finding import Finding, Level, is_clear
from app.wizard.journey import State, journey
from app.wizard.step import Step


class Seen(Facts):
    level: Level


def judge(code):
    return lambda facts: [Finding(code, facts.level)]


ONE = Step("one", "One", Seen, (judge("one.thing"),), Action("one.do"))
TWO = Step(
    "two", "Two", Seen, (judge("two.thing"),),
    Action("two.do", stopped_by=frozenset({"one.thing", "one.never_checked"})),
)  # fmt: skip


def states(facts, **more):
    return [stop.state for stop in journey([ONE, TWO], facts, **more)]


def test_a_step_never_looked_at_is_not_yet_started_and_closes_the_action_that_needs_it():
    assert states({}) == [State.NOT_YET_STARTED, State.CANNOT_START_YET]


@pytest.mark.parametrize(
    ("level", "state"),
    [
        (Level.OK, State.COMPLETED),
        (Level.WARNING, State.COMPLETED),
        (Level.BLOCKER, State.PROBLEM),
        (Level.UNKNOWN, State.NOT_CHECKED),
    ],
)
def test_the_state_of_a_step_follows_from_what_was_seen(level, state):
    assert states({"one": Seen(level=level)})[0] is state


def test_a_step_that_is_only_explained_counts_as_not_checked():
    explained = replace(ONE, by_hand=True)
    assert journey([explained], {})[0].state is State.NOT_CHECKED


def test_a_step_whose_goal_is_not_there_yet_is_not_begun_however_well_all_else_was_found():
    ready = replace(ONE, checks=(judge("one.ready"), judge("one.thing")), goal_missing="one.ready")
    assert journey([ready], {"one": Seen(level=Level.OK)})[0].state is State.NOT_YET_STARTED
    assert journey([ready], {"one": Seen(level=Level.BLOCKER)})[0].state is State.PROBLEM
    closed = replace(ready, next_action=Action("one.do", stopped_by=frozenset({"two.thing"})))
    stops = journey([closed, TWO], {"one": Seen(level=Level.OK), "two": Seen(level=Level.BLOCKER)})
    assert stops[0].state is State.CANNOT_START_YET


def test_a_problem_in_one_step_names_itself_at_the_next():
    stops = journey([ONE, TWO], {"one": Seen(level=Level.BLOCKER)})
    assert [f.code for f in stops[1].gate.blocked_by] == ["one.thing"]
    assert stops[1].gate.steps == {"one"}


def test_a_step_done_stays_done_when_an_earlier_one_breaks():
    facts = {"one": Seen(level=Level.BLOCKER), "two": Seen(level=Level.OK)}
    assert states(facts) == [State.PROBLEM, State.COMPLETED]


def test_a_run_under_way_shows_as_in_progress():
    assert states({}, working={"one"})[0] is State.IN_PROGRESS


def test_a_question_to_a_person_comes_before_everything_else():
    assert states({}, working={"two"}, deciding={"two"})[1] is State.NEEDS_DECISION


def test_a_finding_that_is_unknown_is_not_clear():
    assert not is_clear([Finding("x", Level.OK), Finding("y", Level.UNKNOWN)])
    assert is_clear([Finding("x", Level.OK), Finding("y", Level.WARNING)])
