"""What is sent to the gateway and when: once, in order, and only what somebody confirmed."""

import asyncio
import json
from datetime import timedelta

import httpx
import pytest

from app.jobs.job import Again, Context, Done
from app.microsoft import errors
from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.microsoft.gateway_token import GatewayTokens, Held
from app.steps.maps.careful import QUIET, carefully
from app.steps.maps.starting import start_maps
from app.steps.maps.watching import pause_after
from app.store.tables import Environment
from tests.steps.job_ground import Clock, Record
from tests.steps.maps_samples import AT

GATEWAY = "https://projectmanagementservice.weu-il107.gateway.prod.island.powerapps.com"
ORIGIN = "https://contoso-uat.crm4.dynamics.com"
STOPPED, SYNCING, RUNNING, PAUSED, NOT_RUNNING = "1", "2", "4", "5", "6"


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Service:
    """A gateway with a few maps, and as much of Dataverse as a look needs."""

    def __init__(self, **states):
        self.maps = {
            name: {"state": state, "pid": "" if state == NOT_RUNNING else f"p-{name}",
                   "lastRequests": []}
            for name, state in states.items()
        }  # fmt: skip
        self.sent, self.order, self.fields, self.lose = [], list(states), {}, 0

    def __call__(self, request):
        host, path = request.url.host, request.url.path
        if host == GATEWAY.removeprefix("https://"):
            return self.gateway(request, path)
        if path.endswith("IntegrationDetails"):
            link = {"Url": "https://fo.operations.dynamics.com", "Id": "f", "TenantId": "t"}
            return httpx.Response(200, json=link)
        if path.endswith(("EntityDefinitions", "solutions")):
            return httpx.Response(200, json={"value": []})
        return httpx.Response(501)

    def gateway(self, request, path):
        answers = {
            "Environments": [{"cid": "c1"}],
            "Entities": [self.shown(name) for name in self.maps],
            "FieldMappings": self.fields,
        }
        last = path.rsplit("/", 1)[-1]
        if last in answers:
            return httpx.Response(200, json=answers[last])
        if "GetTemplatePrerequisiteSequences" in path:
            (tid,) = json.loads(request.content)
            ahead = self.order[: self.order.index(tid.removeprefix("t-"))]
            return httpx.Response(200, json=[[*(f"t-{name}" for name in ahead), tid]])
        if last == "Start":
            return self.start(json.loads(request.content))
        return httpx.Response(200, json={"projectExecutionResponses": []})

    def shown(self, name):
        detail = {"tid": f"t-{name}", "tName": f"{name} - {name.upper()}", **self.maps[name]}
        return {"leftEntity": {}, "rightEntity": {}, "detail": detail}

    def start(self, body):
        name = body["details"][0]["tid"].removeprefix("t-")
        self.sent.append((body["action"], name))
        one = self.maps[name]
        request = {"requestId": f"r{len(self.sent)}", "action": body["action"], "state": "1"}
        one["lastRequests"].append(request)
        one["state"], one["pid"] = (STOPPED, f"p-{name}") if body["action"] == "8" else (
            SYNCING, one["pid"])  # fmt: skip
        if self.lose:
            self.lose -= 1
            return httpx.Response(504)
        return httpx.Response(200, json={"requestId": request["requestId"]})


class Started:
    """One run of `maps.start`, called again and again as the engine does."""

    def __init__(self, service, keys, **args):
        self.service, self.record, self.clock = service, Record(), Clock()
        self.tokens = GatewayTokens()
        self.tokens.put("kim", "e1", Held(GATEWAY, "secret"))
        self.args = {
            "keys": [f"{key} - {key}" for key in keys], "left_out": [], "master": "AX",
            "initial_sync": True, **args,
        }  # fmt: skip

    async def token(self, scope):
        return scope

    async def call(self):
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.service))
        allowed = self.tokens.pass_for("kim", "e1", self.clock.now)
        microsoft = Connections(cloud("public"), http).to(self.token, ORIGIN, allowed)
        environment = Environment(
            id="e1", tenant_id="t", organization_id="o", url=ORIGIN, name="x",
            platform_id="p", added_by="kim", added_at=AT,
        )  # fmt: skip
        ctx = Context(
            "r1", environment, "kim", self.args, self.clock, microsoft, self.record, None, None
        )
        return await start_maps.run(ctx)

    async def until_done(self, most=12):
        for _ in range(most):
            outcome = await self.call()
            if isinstance(outcome, Done):
                return
            self.clock.at += outcome.after
            for one in self.service.maps.values():
                if one["state"] == SYNCING:
                    one["state"] = RUNNING
        pytest.fail("it does not come to an end")


@pytest.mark.anyio
async def test_maps_are_set_up_and_started_one_after_the_other():
    service = Service(a=NOT_RUNNING, b=STOPPED, c=RUNNING)
    run = Started(service, ["a", "b", "c"])
    await run.until_done()
    assert service.sent == [("8", "a"), ("1", "a"), ("1", "b")]
    assert [one["state"] for one in run.record.shown["maps"]] == ["running"] * 3
    assert len(run.record.saved) == 1


@pytest.mark.anyio
async def test_without_a_token_the_run_asks_for_one():
    run = Started(Service(a=STOPPED), ["a"])
    run.tokens.forget_all("e1")
    with pytest.raises(errors.TokenNeeded):
        await run.call()


@pytest.mark.anyio
async def test_a_start_whose_answer_was_lost_is_not_sent_again():
    service = Service(a=STOPPED)
    service.lose = 1
    run = Started(service, ["a"])
    with pytest.raises(errors.Unavailable):
        await run.call()
    await run.until_done()
    assert service.sent == [("1", "a")]


@pytest.mark.anyio
async def test_a_start_that_arrived_but_shows_only_in_the_list_of_requests_is_adopted():
    service = Service(a=STOPPED)
    service.lose = 1
    run = Started(service, ["a"])
    with pytest.raises(errors.Unavailable):
        await run.call()
    service.maps["a"]["state"] = STOPPED  # it was taken, and has not begun
    assert isinstance(await run.call(), Again)
    assert run.record.effects["start t-a"].out == "r1"
    assert service.sent == [("1", "a")]


@pytest.mark.anyio
async def test_a_map_that_falls_back_with_an_error_ends_the_run_and_says_why():
    service = Service(a=STOPPED, b=STOPPED)
    run = Started(service, ["a", "b"])
    await run.call()
    service.maps["a"] |= {"state": STOPPED}
    service.maps["a"]["lastRequests"][0] |= {
        "state": "3",
        "errorMessage": "The lookup value was not found",
    }
    with pytest.raises(errors.Refused, match="The lookup value was not found"):
        await run.call()
    assert run.record.shown["errors"][0]["cause"] == "lookup_not_found"
    assert [one["state"] for one in run.record.shown["maps"]] == ["failed", "waits"]
    assert service.sent == [("1", "a")]
    assert run.record.saved, "what came of it is looked at"


@pytest.mark.anyio
async def test_a_prerequisite_that_nobody_confirmed_is_not_started():
    service = Service(a=STOPPED, b=STOPPED)
    with pytest.raises(errors.Refused, match="a - A"):
        await Started(service, ["b"]).call()
    assert service.sent == []
    left_out = Started(service, ["b"], left_out=["a - a"])
    await left_out.call()
    assert service.sent == [("1", "b")]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("states", "fields", "code"),
    [
        ({"a": PAUSED}, {}, "paused"),
        ({"b": RUNNING}, {}, "not_listed"),
        ({"a": STOPPED}, {"areKeysMismatched": True}, "integration_key"),
        ({"a": STOPPED}, {"validationIssues": ["x"]}, "validation"),
    ],
)
async def test_what_is_known_to_fail_is_not_begun(states, fields, code):
    service = Service(**states)
    service.fields = fields
    with pytest.raises(errors.Refused) as refused:
        await Started(service, ["a"]).call()
    assert refused.value.code == code
    assert service.sent == []


@pytest.mark.anyio
async def test_an_empty_list_of_maps_is_looked_at_again():
    assert isinstance(await Started(Service(), ["a"]).call(), Again)


@pytest.mark.anyio
async def test_what_may_have_arrived_is_not_sent_again_before_it_had_time_to_show():
    clock, record, sent = Clock(), Record(), []
    ctx = Context("r", None, "kim", {}, clock, None, record, None, None)

    async def effect():
        sent.append(clock.at)
        if len(sent) == 1:
            raise errors.Unavailable("send")
        await asyncio.sleep(0)  # noqa: TID251
        return "done"

    with pytest.raises(errors.Unavailable):
        await carefully(ctx, "x", effect)
    clock.at += timedelta(seconds=30)
    with pytest.raises(errors.Unavailable) as waits:
        await carefully(ctx, "x", effect)
    assert waits.value.retry_after == QUIET - timedelta(seconds=30)
    assert len(sent) == 1
    clock.at += QUIET
    assert await carefully(ctx, "x", effect) == "done"
    assert await carefully(ctx, "x", effect) == "done"
    assert len(sent) == 2


@pytest.mark.parametrize(
    ("unchanged", "minutes"), [(0, 1), (4, 1), (5, 2), (10, 4), (15, 8), (20, 10), (9999, 10)]
)
def test_the_watch_looks_every_minute_and_later_every_ten(unchanged, minutes):
    assert pause_after(unchanged) == timedelta(minutes=minutes)
