"""Every form in which "the core solution is not installed" is met, through a look at Dataverse."""

import httpx
import pytest

from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.microsoft.errors import Unavailable
from app.steps.maps.facts import SeenPackage
from app.steps.maps.observe.asking import Place
from app.steps.maps.observe.core import Traces, core_table
from app.steps.maps.packages import ALL_IN_ONE_PACKAGE
from app.store.tables import Environment
from app.wizard.facts import Evidence, Fact
from tests.steps.maps_samples import AT, exact

pytestmark = pytest.mark.anyio
ORIGIN = "https://contoso-uat.crm4.dynamics.com"
DENIED = httpx.Response(403, json={"error": {"code": "0x80040220", "message": "no privilege"}})
SEGMENT = "Resource not found for the segment 'msdyn_dualwriteentitymaps'."
NAMED = "The entity with a name = 'msdyn_dualwriteentitymap' was not found in the MetadataCache."
DEFINITION = {
    "LogicalName": "msdyn_dualwriteentitymap", "EntitySetName": "msdyn_dualwriteentitymaps",
    "PrimaryIdAttribute": "msdyn_dualwriteentitymapid",
}  # fmt: skip


@pytest.fixture
def anyio_backend():
    return "asyncio"


def refusal(status, message, code="0x80060888"):
    return httpx.Response(status, json={"error": {"code": code, "message": message}})


def defined(*rows):
    return httpx.Response(200, json={"value": list(rows)})


def package(state):
    return {"DualWriteCoreAnchor": exact(SeenPackage(state=state))}


async def token(_scope, *, refused=""):
    return "t"


async def seen(definitions, rows=DENIED, solutions=None, packages=None):
    def answer(request):
        return definitions if request.url.path.endswith("EntityDefinitions") else rows

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    environment = Environment(
        id="e1", tenant_id="t", organization_id="o", url=ORIGIN, name="x", platform_id="p",
        added_by="kim", added_at=AT,
    )  # fmt: skip
    place = Place(Connections(cloud("public"), http).to(token, ORIGIN), environment, AT)
    return await core_table(place, Traces(solutions or {}, packages or {}))


@pytest.mark.parametrize(
    ("answers", "value", "evidence"),
    [
        pytest.param({"definitions": defined(DEFINITION)}, True, "exact", id="one definition"),
        pytest.param({"definitions": defined()}, False, "exact", id="no definition"),
        pytest.param(
            {"definitions": refusal(404, NAMED, "0x80040217")}, False, "likely", id="404 by name"
        ),
        pytest.param(
            {"definitions": refusal(400, NAMED, "0x80040217")}, False, "likely", id="400 by name"
        ),
        pytest.param(
            {"definitions": DENIED, "rows": httpx.Response(200, text="0")}, True, "exact",
            id="the table itself answers",
        ),
        pytest.param(
            {"definitions": DENIED, "rows": refusal(404, SEGMENT)}, False, "likely", id="no segment"
        ),
        pytest.param(
            {"definitions": DENIED, "rows": refusal(404, SEGMENT, "0x8006088a")}, False, "likely",
            id="no segment, other code",
        ),
        pytest.param(
            {"definitions": DENIED, "solutions": {"DualWriteCore": exact("1.0.31.0")}}, True,
            "likely", id="its solution is listed",
        ),
        pytest.param(
            {"definitions": DENIED, "packages": package("installed")}, True, "likely",
            id="its package is installed",
        ),
        pytest.param(
            {"definitions": DENIED, "packages": package("absent")}, False, "likely",
            id="its package is not installed",
        ),
        pytest.param(
            {"definitions": DENIED, "packages": {
                **package("absent"), ALL_IN_ONE_PACKAGE: exact(SeenPackage(state="installed"))}},
            True, "likely", id="the older package is installed",
        ),
        pytest.param({"definitions": DENIED}, None, "unknown", id="nobody may look"),
        pytest.param(
            {"definitions": httpx.Response(404, text="<html>Not found</html>")}, None, "unknown",
            id="404 as a page",
        ),
        pytest.param(
            {"definitions": refusal(400, "Dataverse Search is disabled", "0x80048d0b")}, None,
            "unknown", id="400 about something else",
        ),
        pytest.param(
            {"definitions": DENIED, "solutions": {"DualWriteCore": exact("")}}, None, "unknown",
            id="a solution of that name is not there",
        ),
        pytest.param(
            {"definitions": DENIED, "packages": package("on_its_way")}, None, "unknown",
            id="its package is on its way",
        ),
    ],
)  # fmt: skip
async def test_the_core_solution_is_there_or_not_or_nobody_can_say(answers, value, evidence):
    fact = await seen(**answers)
    assert (fact.value, fact.evidence) == (value, Evidence(evidence))
    assert fact.value is not None or fact.reason


async def test_a_service_that_is_away_is_left_to_the_engine():
    with pytest.raises(Unavailable):
        await seen(httpx.Response(503))


def test_an_unknown_fact_of_a_solution_is_no_trace():
    unknown = Fact[str].unknown(source="x", reason="403", at=AT)
    assert not unknown.value
