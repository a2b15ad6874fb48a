from datetime import timedelta

import pytest

from app.jobs.job import Again, Done, Fenced, GivenUp, Stopped
from app.jobs.verdict import CAUSES, decisive, on_error, on_outcome
from app.microsoft import errors
from app.store.tables import RunState


def kinds(of):
    return {kind for one in of.__subclasses__() for kind in (one, *kinds(one))}


def test_every_kind_of_remote_error_has_a_cause():
    assert set(CAUSES) == kinds(errors.RemoteError)


@pytest.mark.parametrize(
    ("error", "state", "cause"),
    [
        (errors.Unavailable("x"), RunState.WAITING, "unavailable"),
        (errors.SignInNeeded("x"), RunState.WAITING_FOR_SIGN_IN, "sign_in_needed"),
        (errors.TokenNeeded("x"), RunState.NEEDS_TOKEN, "token_needed"),
        (errors.Forbidden("x"), RunState.FAILED, "forbidden"),
        (errors.NotThere("x"), RunState.FAILED, "not_there"),
        (errors.Refused("x"), RunState.FAILED, "refused"),
        (errors.UnexpectedReply("x"), RunState.FAILED, "unexpected_reply"),
        (ZeroDivisionError(), RunState.FAILED, "crashed"),
        (Stopped(), RunState.STOPPED, ""),
        (GivenUp("patience", "Installing"), RunState.FAILED, "patience"),
    ],
)
def test_what_an_error_means_for_the_run(error, state, cause):
    judged = on_error(error, 0)
    assert (judged.state, judged.cause) == (state, cause)


def test_what_is_demanded_of_the_next_sign_in_is_told():
    assert on_error(errors.SignInNeeded("x", claims='{"a":1}'), 0).claims == '{"a":1}'
    assert on_error(errors.SignInNeeded("x"), 0).claims == ""
    assert on_error(errors.Forbidden("x"), 0).claims == ""


def test_what_an_outcome_means_for_the_run():
    assert on_outcome(Done()).state is RunState.SUCCEEDED
    again = on_outcome(Again(timedelta(seconds=7)))
    assert (again.state, again.after) == (RunState.WAITING, timedelta(seconds=7))


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 2), (1, 4), (5, 64), (7, 256), (8, 300), (99999, 300)]
)
def test_the_pause_doubles_up_to_five_minutes(tries, seconds):
    judged = on_error(errors.Unavailable("x"), tries)
    assert (judged.after.total_seconds(), judged.tries) == (seconds, tries + 1)


def test_the_request_id_survives_however_much_microsoft_says():
    detail = on_error(errors.Refused("x", reason="a" * 9000, request_id="r1"), 0).detail
    assert len(detail) == 2000
    assert detail.endswith(" [r1]")


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ([errors.Unavailable("x"), errors.Forbidden("x")], errors.Forbidden),
        ([errors.Unavailable("x"), KeyError()], KeyError),
        ([KeyError(), ExceptionGroup("inner", [Fenced()])], Fenced),
        ([errors.Unavailable("x"), errors.Unavailable("y")], errors.Unavailable),
    ],
)
def test_of_several_errors_at_once_the_weightiest_decides(group, kind):
    assert type(decisive(ExceptionGroup("outer", group))) is kind
