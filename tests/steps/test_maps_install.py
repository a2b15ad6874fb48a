"""Packages: asked for in order, one at a time, also where Microsoft is busy with something else."""

import httpx
import pytest

from app.jobs.job import Again, Context, Done
from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.microsoft.errors import Refused
from app.steps.maps.install import BUSY_PAUSE, PAUSE, install
from app.store.tables import Environment
from tests.steps.job_ground import Clock, Record
from tests.steps.maps_samples import AT

pytestmark = pytest.mark.anyio
ORIGIN = "https://contoso-new.crm4.dynamics.com"
CORE, APP_CORE = "DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor"
ACTIVE = "There is an active lifecycle operation on the environment."


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Tenant:
    """Packages by name with their state; `refusals` answer the next wishes."""

    def __init__(self, **states):
        self.states, self.asked, self.refusals = states, [], []
        self.operation = {"status": "Running"}

    def __call__(self, request):
        path = request.url.path
        if path.endswith("/install"):
            return self.install(path.split("/")[-2])
        if "/operations/" in path:
            return httpx.Response(200, json=self.operation)
        if path.endswith("applicationPackages"):
            rows = [{"uniqueName": name, "state": state} for name, state in self.states.items()]
            return httpx.Response(200, json={"value": rows})
        if path.endswith("IntegrationDetails"):
            return httpx.Response(404)
        if path.endswith(("EntityDefinitions", "solutions", "environments")):
            return httpx.Response(200, json={"value": []})
        return httpx.Response(501)

    def install(self, name):
        self.asked.append(name)
        if self.refusals:
            return self.refusals.pop(0)
        self.states[name] = "InstallRequested"
        place = "https://api.powerplatform.com/appmanagement/environments/p/operations/o1"
        return httpx.Response(202, headers={"Operation-Location": place})


class Run:
    def __init__(self, tenant, *names):
        self.tenant, self.record, self.clock = tenant, Record(), Clock()
        self.names = list(names)

    async def token(self, _scope, *, refused=""):
        return f"t{refused}"

    async def call(self):
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.tenant))
        environment = Environment(
            id="e1", tenant_id="t", organization_id="o", url=ORIGIN, name="x", platform_id="p",
            added_by="kim", added_at=AT,
        )  # fmt: skip
        ctx = Context(
            "r1", environment, "kim", {"packages": self.names}, self.clock,
            Connections(cloud("public"), http).to(self.token, ORIGIN), self.record, None, None,
        )  # fmt: skip
        outcome = await install.run(ctx)
        if isinstance(outcome, Again):
            self.clock.at += outcome.after
        return outcome

    @property
    def shown(self):
        return [one["state"] for one in self.record.shown["packages"]]


def busy(code="OperationNotStartable"):
    return httpx.Response(409, json={"error": {"code": code, "message": ACTIVE}})


async def test_the_second_is_asked_for_when_the_first_is_there_whatever_was_ticked_first():
    tenant = Tenant(**{APP_CORE: "None", CORE: "None"})
    run = Run(tenant, APP_CORE, CORE)
    assert await run.call() == Again(after=PAUSE)
    assert await run.call() == Again(after=PAUSE)
    assert (tenant.asked, run.shown) == ([CORE], ["on_its_way", "waits"])
    tenant.states[CORE] = "Installed"
    await run.call()
    assert (tenant.asked, run.shown) == ([CORE, APP_CORE], ["installed", "on_its_way"])
    tenant.states[APP_CORE] = "Installed"
    assert isinstance(await run.call(), Done)
    assert len(run.record.saved) == 1


@pytest.mark.parametrize("answer", [busy(), httpx.Response(409)], ids=["told", "without a body"])
async def test_while_another_operation_runs_the_wish_waits_and_is_sent_again(answer):
    tenant = Tenant(**{CORE: "None"})
    tenant.refusals = [answer, busy(), busy()]
    run = Run(tenant, CORE)
    for _ in range(3):
        assert await run.call() == Again(after=BUSY_PAUSE)
        assert run.shown == ["busy"]
    await run.call()
    assert (len(tenant.asked), run.shown) == (4, ["on_its_way"])
    tenant.states[CORE] = "Installed"
    assert isinstance(await run.call(), Done)


async def test_another_conflict_is_an_end_with_microsofts_words():
    tenant = Tenant(**{CORE: "None"})
    tenant.refusals = [busy("NotLicensed")]
    with pytest.raises(Refused, match="NotLicensed"):
        await Run(tenant, CORE).call()


async def test_no_room_is_an_end_though_microsoft_calls_it_its_own_fault():
    tenant = Tenant(**{CORE: "None"})
    error = {"code": "InsufficientCapacity_StorageDriven", "message": "needs 1 GB"}
    tenant.refusals = [httpx.Response(500, json={"error": error})]
    with pytest.raises(Refused, match="needs 1 GB"):
        await Run(tenant, CORE).call()


async def test_a_failed_install_ends_with_microsofts_words_and_names_none_after_it():
    tenant = Tenant(**{CORE: "None", APP_CORE: "None"})
    run = Run(tenant, CORE, APP_CORE)
    await run.call()
    tenant.states[CORE] = "InstallFailed"
    tenant.operation = {
        "status": "Failed",
        "error": {"errorCode": "0x80040216", "message": "Dependency X is missing"},
    }
    with pytest.raises(Refused, match="Dependency X is missing"):
        await run.call()
    assert (run.shown, tenant.asked) == (["failed", "waits"], [CORE])


async def test_what_failed_in_an_earlier_run_is_asked_for_again():
    tenant = Tenant(**{CORE: "InstallFailed"})
    await Run(tenant, CORE).call()
    assert tenant.asked == [CORE]


async def test_what_somebody_else_installs_is_waited_for_and_not_asked_for():
    tenant = Tenant(**{CORE: "Installing"})
    run = Run(tenant, CORE)
    assert await run.call() == Again(after=PAUSE)
    tenant.states[CORE] = "Installed"
    assert isinstance(await run.call(), Done)
    assert tenant.asked == []
