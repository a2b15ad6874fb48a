"""Which environment comes first in the list, and why."""

from datetime import UTC, datetime

import pytest

from app.pages.attention import Attention, call_of
from app.pages.standing import Standing
from app.steps.order import STEPS
from app.store.tables import Environment, Run, RunState
from app.wizard.action import gate
from app.wizard.drift import Change, Drift
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop

AT = datetime(2026, 3, 4, tzinfo=UTC)
PAUSED = Finding("maps.paused", Level.BLOCKER, "Accounts")
DRIFT = Drift(PAUSED, AT, AT)
CHANGE = Change("maps.company", "DEMF", "", "+", AT, AT)


def stop(number, state, findings=(), **more):
    step = STEPS[number]
    return Stop(step, state, findings, gate(step.next_action, findings), **more)


def standing(*stops, runs=(), questions=0):
    all_ = {one.step.slug: one for one in stops}
    done = [all_.get(step.slug) or stop(n, State.COMPLETED) for n, step in enumerate(STEPS)]
    made = Environment(
        id="e", tenant_id="t", organization_id="o", url="https://x", name="X", added_by="u",
        added_at=AT,
    )  # fmt: skip
    return Standing(made, done, {}, runs, questions, None)


def run(state):
    return Run(id="r", environment_id="e", job="maps.look", lane="l", state=state, actor="u",
               created_at=AT, updated_at=AT)  # fmt: skip


DECIDING = stop(3, State.NEEDS_DECISION)
CASES = [
    (standing(stop(1, State.PROBLEM, [PAUSED], drifts=[DRIFT]), DECIDING,
              runs=[run(RunState.NEEDS_TOKEN)]), Attention.PROBLEM),
    (standing(stop(0, State.COMPLETED, changes=[CHANGE]), DECIDING), Attention.DRIFT),
    (standing(DECIDING, runs=[run(RunState.NEEDS_TOKEN)], questions=2), Attention.DECISION),
    (standing(runs=[run(RunState.WAITING_FOR_SIGN_IN), run(RunState.RUNNING)]),
     Attention.WAITING),
    (standing(stop(1, State.IN_PROGRESS), runs=[run(RunState.RUNNING)]), Attention.IN_PROGRESS),
    (standing(stop(3, State.NOT_YET_STARTED)), Attention.OPEN),
    (standing(), Attention.FINE),
]  # fmt: skip


@pytest.mark.parametrize(("now", "attention"), CASES, ids=[str(case[1]) for case in CASES])
def test_the_first_reason_that_applies_is_told(now, attention):
    assert call_of(now).attention is attention


def test_a_problem_comes_first_and_what_is_fine_last():
    ranks = [call_of(now).rank for now, _ in CASES]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(Attention)


def test_a_problem_that_was_none_once_says_since_when():
    call = call_of(CASES[0][0])
    assert (call.finding, call.drift) == (PAUSED, DRIFT)


def test_a_change_alone_is_told_by_itself():
    call = call_of(CASES[1][0])
    assert (call.finding, call.drift, call.change) == (None, None, CHANGE)
