"""Several maps are started at once only where somebody wished so, and none waits for another."""

import json

import httpx
import pytest

from app.jobs.job import Context
from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.microsoft.gateway import Master
from app.microsoft.gateway_shapes import GatewayMap
from app.steps.maps.taking_turns import ONE_AT_A_TIME, Order, whose_turn
from tests.steps.test_maps_jobs import STOPPED, Service, Started

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Apart(Service):
    """A service in which `c` waits for `a`, and nothing waits for anything else."""

    def gateway(self, request, path):
        if "GetTemplatePrerequisiteSequences" in path:
            (tid,) = json.loads(request.content)
            return httpx.Response(200, json=[["t-a", tid] if tid == "t-c" else [tid]])
        return super().gateway(request, path)


async def test_several_are_started_at_once_only_where_none_waits_for_another():
    service = Apart(a=STOPPED, b=STOPPED, c=STOPPED, d=STOPPED, e=STOPPED)
    run = Started(service, ["a", "b", "c", "d", "e"], at_once=99)
    await run.call()
    assert service.sent == [("1", "a"), ("1", "b"), ("1", "d")]
    assert [one["state"] for one in run.record.shown["maps"]][2] == "waits"
    await run.until_done()
    assert [name for _, name in service.sent] == ["a", "b", "d", "c", "e"]


async def test_without_such_a_wish_one_follows_the_other():
    service = Apart(a=STOPPED, b=STOPPED)
    await Started(service, ["a", "b"]).call()
    assert service.sent == [("1", "a")]


async def test_maps_that_write_the_same_addresses_are_never_copied_at_once():
    assert len(ONE_AT_A_TIME) == 3
    keys = sorted(ONE_AT_A_TIME)
    service = Apart()
    maps = {key: GatewayMap.model_validate({"detail": {"tid": f"t-{key}", "state": "1"}})
            for key in keys}  # fmt: skip
    run = Started(service, [])
    http = httpx.AsyncClient(transport=httpx.MockTransport(service))
    allowed = run.tokens.pass_for("kim", "e1", run.clock.now)
    gateway = Connections(cloud("public"), http).gateway(allowed)
    order = Order(gateway, "c1", keys, Master.FINANCE, True, maps, (), 3)  # noqa: FBT003
    ctx = Context("r", None, "kim", {}, run.clock, None, run.record, None, None)
    assert await whose_turn(ctx, order, keys) == keys[:1]
