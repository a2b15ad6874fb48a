"""Looking at what owning teams may read, with answers that do not come or are of another form."""

from types import SimpleNamespace

import httpx
import pytest

from app.steps.maps.ground_facts import SeenTeam
from app.steps.maps.observe.reach import reach
from app.steps.maps.portal import SYNCED_TABLES
from app.wizard.facts import Evidence, Fact
from tests.microsoft.conftest import Service
from tests.steps.maps_samples import AT

pytestmark = pytest.mark.anyio

API = "https://contoso-uat.crm4.dynamics.com/api/data/v9.2"
TEAM = "11111111-2222-4333-8444-555555555555"
DEFINED = f"{API}/EntityDefinitions?$select=LogicalName,Privileges&$filter=" + " or ".join(
    f"LogicalName eq '{one}'" for one in SYNCED_TABLES
)
HELD = f"{API}/teams({TEAM})/Microsoft.Dynamics.CRM.RetrieveTeamPrivileges()"
READS = {"Name": "prvReadAccount", "PrivilegeId": "a1", "PrivilegeType": "Read"}
USMF = SeenTeam(id=TEAM, name="USMF", roles=[])


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Looking:
    def __init__(self):
        self.service = Service()
        table = {"LogicalName": "account", "Privileges": [READS]}
        self.has(DEFINED, 200, {"value": [table]})

    def has(self, url, status, body):
        self.service.answers(url, httpx.Response(status, json=body))

    async def look(self, teams=None):
        microsoft = SimpleNamespace(dataverse=self.service.dataverse)
        return await reach(SimpleNamespace(microsoft=microsoft, at=AT), teams or these(USMF))


def these(*teams):
    return Fact[list[SeenTeam]].exact(list(teams), source="test", at=AT)


async def test_a_team_without_any_role_lacks_every_table_that_wants_a_privilege():
    looking = Looking()
    looking.has(HELD, 200, {"RolePrivileges": []})
    fact = await looking.look()
    assert fact.evidence is Evidence.EXACT
    assert fact.value[0].missing == {"account": "prvReadAccount"}
    looking.has(HELD, 200, {"RolePrivileges": [{"PrivilegeId": "A1"}]})
    assert (await looking.look()).value[0].missing == {}


@pytest.mark.parametrize(
    ("url", "status", "body"),
    [
        (HELD, 403, {"error": {"code": "x", "message": "no"}}),
        (HELD, 404, {"error": {"code": "x", "message": "no"}}),
        (HELD, 200, {"TeamPrivileges": []}),
        (DEFINED, 403, {"error": {"code": "x", "message": "no"}}),
        (DEFINED, 200, {"value": []}),
    ],
    ids=["forbidden", "not there", "another form", "no definitions", "nothing defined"],
)
async def test_what_cannot_be_read_is_unknown_and_never_missing(url, status, body):
    looking = Looking()
    looking.has(HELD, 200, {"RolePrivileges": []})
    looking.has(url, status, body)
    fact = await looking.look()
    assert (fact.evidence, fact.value) == (Evidence.UNKNOWN, None)


async def test_teams_that_were_not_seen_are_not_asked_about():
    looking = Looking()
    unseen = Fact[list[SeenTeam]].unknown(source="test", reason="403", at=AT)
    fact = await looking.look(unseen)
    assert (fact.evidence, fact.reason, looking.service.asked) == (Evidence.UNKNOWN, "403", [])
    assert (await looking.look(these())).evidence is Evidence.UNKNOWN
