"""Case C29: a gateway that turns calls down is not waited for without end."""

from datetime import timedelta
from types import SimpleNamespace

import httpx
import pytest

from app.jobs.job import Again, GivenUp
from app.jobs.verdict import on_error
from app.microsoft.errors import Unavailable
from app.steps.maps.expert_texts import CAUSES
from app.steps.maps.patience import GATEWAY_BUSY, PATIENCE
from app.store.tables import RESUMABLE, RunState
from tests.steps.test_maps_jobs import RUNNING, STOPPED, Record, Service, Started

pytestmark = pytest.mark.anyio
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Remembering(Record):
    """Also gives back what was told, as the row of the run does."""

    async def read(self, _query):
        return SimpleNamespace(progress=dict(self.shown))


class Busy(Service):
    """`answer` is what the gateway says to everything, while there is one."""

    answer = httpx.Response(429)

    def gateway(self, request, path):
        return self.answer or super().gateway(request, path)


@pytest.fixture
def run():
    run = Started(Busy(a=STOPPED), ["a"])
    run.record = Remembering()
    return run


async def bears(run, how_long):
    """Minute by minute; gives how many were borne before the start was given up."""
    for minute in range(int(how_long / A_MINUTE) + 1):
        try:
            await run.call()
        except Unavailable:
            pass
        except GivenUp as given_up:
            return minute, given_up
        run.clock.at += A_MINUTE
    return None


async def test_half_an_hour_of_too_many_calls_ends_the_start_with_a_cause(run):
    minutes, given_up = await bears(run, PATIENCE * 2)
    assert minutes * A_MINUTE == PATIENCE
    assert (given_up.cause, given_up.subject) == (GATEWAY_BUSY, "30")
    assert given_up.cause in CAUSES
    assert on_error(given_up, 0).state is RunState.FAILED
    assert RunState.FAILED in RESUMABLE
    assert run.service.sent == []


async def test_a_start_that_is_taken_up_again_counts_anew_and_goes_on(run):
    await bears(run, PATIENCE * 2)
    assert await bears(run, PATIENCE - A_MINUTE) is None
    run.service.answer = None
    assert isinstance(await run.call(), Again)
    assert run.service.sent == [("1", "a")]


async def test_one_answer_between_begins_the_count_anew(run):
    assert await bears(run, PATIENCE - A_MINUTE) is None
    run.service.answer = None
    assert isinstance(await run.call(), Again)
    assert [one["state"] for one in run.record.shown["maps"]] == ["stopped"]
    run.service.answer = httpx.Response(429)
    assert await bears(run, PATIENCE - A_MINUTE) is None


async def test_what_was_told_stays_on_the_page_while_the_gateway_is_busy(run):
    run.record.shown = {"maps": [{"key": "a - a", "state": "running"}]}
    await bears(run, A_MINUTE)
    assert run.record.shown["maps"][0]["state"] == "running"
    await bears(run, PATIENCE)
    assert run.record.shown == {"maps": [{"key": "a - a", "state": "running"}]}


async def test_a_wish_for_a_longer_pause_than_that_ends_the_start_at_once(run):
    run.service.answer = httpx.Response(429, headers={"Retry-After": "1801"})
    minutes, _ = await bears(run, A_MINUTE)
    assert minutes == 0
    run.service.answer = httpx.Response(429, headers={"Retry-After": "1800"})
    assert await bears(run, A_MINUTE) is None


async def test_a_list_that_stays_empty_ends_the_start_too(run):
    run.service.answer, run.service.maps = None, {}
    minutes, _ = await bears(run, PATIENCE * 2)
    assert minutes * A_MINUTE == PATIENCE


@pytest.mark.parametrize("status", [500, 503, 504])
async def test_any_other_silence_is_waited_out(run, status):
    run.service.answer = httpx.Response(status)
    assert await bears(run, PATIENCE * 3) is None


async def test_a_gateway_that_answers_is_not_counted_against(run):
    run.service.answer, run.service.maps["a"]["state"] = None, RUNNING
    run.service.maps["b"] = {"state": "2", "pid": "p", "lastRequests": []}
    run.service.order.append("b")
    run.args["keys"] = ["b - b"]
    assert await bears(run, PATIENCE * 2) is None
