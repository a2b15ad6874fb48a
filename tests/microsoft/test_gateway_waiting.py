"""Case C29: what takes time at the gateway, and what the client leaves to people (C25 to C28)."""

from datetime import timedelta

import httpx
import pytest

from app.jobs import verdict
from app.microsoft import errors
from app.microsoft.gateway import Gateway
from app.microsoft.transport import Transport
from app.store.tables import RunState
from tests.microsoft.test_gateway import Pass, Wire, table_map

pytestmark = pytest.mark.anyio


async def test_a_gateway_that_is_busy_is_asked_again_ever_more_slowly():
    """The engine does the waiting, and Microsoft's wish is heeded. When it is given up is the
    job's: see the tests of its patience.
    """
    wire = Wire(429, text="slow down", headers={"Retry-After": "7"})
    with pytest.raises(errors.Unavailable) as raised:
        await wire.gateway.maps("c")
    assert raised.value.retry_after == timedelta(seconds=7)
    judged = [verdict.on_error(raised.value, tries) for tries in range(8)]
    assert {one.state for one in judged} == {RunState.WAITING}
    assert all(one.after >= timedelta(seconds=7) for one in judged)
    silent = errors.Unavailable("list the table maps", status=429)
    pauses = [verdict.on_error(silent, tries).after for tries in range(8)]
    assert pauses == sorted(pauses)
    assert pauses[6] > timedelta(minutes=1)
    assert pauses[-1] <= timedelta(hours=1)


async def test_after_a_busy_moment_the_answer_is_as_good_as_any():
    replies = [httpx.Response(429), httpx.Response(200, json=[table_map()])]
    allowed = Pass()
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: replies.pop(0)))
    gateway = Gateway(Transport(http, allowed.token), allowed)
    with pytest.raises(errors.Unavailable):
        await gateway.maps("c")
    assert [one.key for one in await gateway.maps("c")] == ["accounts - customers v3"]


async def test_a_token_that_ends_while_a_start_is_watched_is_asked_for():
    wire = Wire(401, text="")
    with pytest.raises(errors.TokenNeeded) as raised:
        await wire.gateway.request("r1")
    assert wire.allowed.is_dead
    assert verdict.on_error(raised.value, 0).state is RunState.NEEDS_TOKEN


def test_the_client_applies_no_solutions_and_sets_no_keys():
    verbs = {name for name in vars(Gateway) if not name.startswith("_")}
    assert verbs == {"link", "maps", "sequence", "initialise", "start", "request", "fields",
                     "executions"}  # fmt: skip
