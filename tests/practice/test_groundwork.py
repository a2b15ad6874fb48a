"""What dual-write stands on, put out of order at the controls, and mended again."""

import pytest

from app.practice.plot import Consent, Groundwork
from tests.practice.asking import GRAPH, service

UAT = "https://contoso-uat.crm4.dynamics.com"
API = f"{UAT}/api/data/v9.2"
ODATA = {"OData-MaxVersion": "4.0", "OData-Version": "4.0"}
APPLICATIONS = (
    "33976c19-1db5-4c02-810e-c243db79efde",
    "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b",
)
FILTER = " or ".join(f"appId eq '{one}'" for one in APPLICATIONS)
PRINCIPALS = f"{GRAPH}/v1.0/servicePrincipals?$filter={FILTER}&$select=appId,accountEnabled"
RIGHT = [f"{GRAPH}/Application.Read.All"]


@pytest.fixture
def api(browser):
    return service(browser, UAT)


def seen(api, path):
    answer = api.ask("GET", f"{API}/{path}", **ODATA)
    assert answer.status_code == 200, answer.text
    return answer.json()["value"]


LOOKS = {
    Groundwork.COMPANIES: (
        "cdm_companies?$select=cdm_companycode&$filter=cdm_isenabledfordualwrite eq false"
    ),
    Groundwork.OWNERS: (
        "cdm_companies?$select=cdm_companycode&$filter=_cdm_defaultowningteam_value eq null"
    ),
    Groundwork.PLUG_INS: "sdkmessageprocessingsteps?$select=name&$filter=statecode eq 1",
    Groundwork.SALES: "organizations?$select=name&$filter=discountcalculationmethod eq 1",
    Groundwork.PROSPECT: (
        "solutions?$select=uniquename&$filter=contains(friendlyname,'Prospect to cash')"
    ),
}


@pytest.mark.parametrize("how", LOOKS)
def test_one_thing_is_out_of_order_until_another_is_chosen(tenant, api, how):
    assert seen(api, LOOKS[how]) == []
    tenant.plot.groundwork = how
    assert len(seen(api, LOOKS[how])) == 1
    tenant.plot.groundwork = Groundwork.SOUND
    assert seen(api, LOOKS[how]) == []


def test_teams_lose_the_roles_of_dual_write_and_get_them_back(tenant, api):
    path = "teams?$select=name&$expand=teamroles_association($select=name)"

    def roles():
        return {r["name"] for team in seen(api, path) for r in team["teamroles_association"]}

    both = {"Dual-write app user", "Dual-write runtime user"}
    assert roles() == {*both, "Salesperson"}
    tenant.plot.groundwork = Groundwork.ROLES
    assert roles() == {"Salesperson"}
    tenant.plot.groundwork = Groundwork.READING
    assert roles() == both
    tenant.plot.groundwork = Groundwork.SOUND
    assert roles() == {*both, "Salesperson"}


def test_a_team_may_read_what_its_roles_read(tenant, api):
    path = "EntityDefinitions?$select=LogicalName,Privileges&$filter=LogicalName eq 'account'"
    ((read,),) = [
        [one["PrivilegeId"] for one in table["Privileges"] if one["Name"] == "prvReadAccount"]
        for table in seen(api, path)
    ]
    (team,) = seen(api, "teams?$select=teamid")

    def held():
        call = f"teams({team['teamid']})/Microsoft.Dynamics.CRM.RetrieveTeamPrivileges()"
        answer = api.ask("GET", f"{API}/{call}", **ODATA)
        return {one["PrivilegeId"] for one in answer.json()["RolePrivileges"]}

    assert read in held()
    tenant.plot.groundwork = Groundwork.READING
    assert read not in held()
    assert held(), "its other roles read what dual-write brings"


def test_nobody_is_told_what_a_team_that_is_not_there_may_do(api):
    nobody = f"teams({'0' * 8}-0000-4000-8000-{'0' * 12})"
    answer = api.ask(
        "GET", f"{API}/{nobody}/Microsoft.Dynamics.CRM.RetrieveTeamPrivileges()", **ODATA
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "0x80040217")


def test_a_few_rows_have_what_an_initial_sync_stumbles_over(api):
    for path in (
        "products?$select=name&$filter=statecode eq 2",
        "products?$select=name&$filter=_defaultuomid_value eq null",
        "contacts?$select=fullname&$filter=address1_country eq null",
    ):
        assert len(seen(api, path)) == 1
    assert len(seen(api, "accounts?$filter=_defaultpricelevelid_value eq null")) == 2


def test_the_applications_of_dual_write_are_found_with_the_right_to_read_them(tenant, browser):
    graph = service(browser, GRAPH, scopes=RIGHT)
    rows = graph.seen(PRINCIPALS)["value"]
    assert rows == [{"appId": one, "accountEnabled": True} for one in APPLICATIONS]
    tenant.plot.groundwork = Groundwork.STRANGERS
    assert graph.seen(PRINCIPALS)["value"] == []
    answer = graph.ask("GET", f"{GRAPH}/v1.0/servicePrincipals?$filter=displayName eq 'x'")
    assert answer.status_code == 400
    assert graph.ask("GET", f"{PRINCIPALS}&$top=1").status_code == 400


def test_without_that_right_nobody_reads_them(tenant, browser):
    plain = service(browser, GRAPH, scopes=[f"{GRAPH}/User.Read"])
    assert plain.ask("GET", PRINCIPALS).status_code == 403
    tenant.plot.consent = Consent.NEEDED
    assert service(browser, GRAPH, scopes=RIGHT).ask("GET", PRINCIPALS).status_code == 401
