"""What dual-write stands on, read from Dataverse, and what an answer does not say."""

import httpx
import pytest

from app.microsoft.endpoints import cloud
from app.microsoft.errors import Forbidden, UnexpectedReply
from app.microsoft.graph import Graph
from app.microsoft.requirements import Requirements

pytestmark = pytest.mark.anyio

API = "https://contoso-uat.crm4.dynamics.com/api/data/v9.2"
TABLES = f"{API}/EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryIdAttribute"
DEFINED = (
    f"{API}/EntityDefinitions(LogicalName='cdm_company')?$select=LogicalName,EntitySetName"
    "&$expand=Attributes(%24select%3DLogicalName,AttributeType,DisplayName),"
    "ManyToOneRelationships(%24select%3DReferencingAttribute,ReferencedEntity)"
)
TEAM = "11111111-2222-4333-8444-555555555555"


def ok(value, **more):
    return httpx.Response(200, json={"value": value, **more})


def label(*texts):
    return {"LocalizedLabels": [{"Label": text, "LanguageCode": 1033} for text in texts]}


def attribute(name, kind="Lookup", *labels):
    return {"LogicalName": name, "AttributeType": kind, "DisplayName": label(*labels)}


def defined(service, *attributes, leads=()):
    service.answers(
        TABLES,
        ok([
            {"LogicalName": "cdm_company", "EntitySetName": "cdm_companies",
             "PrimaryIdAttribute": "cdm_companyid"},
            {"LogicalName": "account", "EntitySetName": "accounts",
             "PrimaryIdAttribute": "accountid"},
        ]),
    )  # fmt: skip
    lookups = [{"ReferencingAttribute": name, "ReferencedEntity": to} for name, to in leads]
    body = {
        "LogicalName": "cdm_company", "EntitySetName": "cdm_companies",
        "Attributes": list(attributes), "ManyToOneRelationships": lookups,
    }  # fmt: skip
    service.answers(DEFINED, httpx.Response(200, json=body))


@pytest.fixture
def stands_on(service):
    return Requirements(service.dataverse)


async def test_the_owning_team_is_found_by_what_its_column_is_called(service, stands_on):
    named = attribute("abc_team", "Lookup", "Equipo propietario", "Default owning team ")
    defined(service, named, attribute("other"), leads=[("abc_team", "team")])
    rows = [
        {"cdm_companycode": "USMF", "cdm_name": "One", "_abc_team_value": TEAM},
        {"cdm_companycode": "DEMF", "cdm_name": None, "_abc_team_value": None},
    ]
    url = f"{API}/cdm_companies?$select=cdm_companycode,cdm_name,_abc_team_value"
    service.answers(url, ok(rows))
    found = await stands_on.companies()
    assert found.column == "abc_team"
    assert [(one.code, one.name, one.team_id) for one in found.rows] == [
        ("USMF", "One", TEAM), ("DEMF", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "attributes",
    [
        [attribute("x", "Lookup", "Owning team")],
        [attribute("x", "Lookup", "Default owning team"),
         attribute("y", "Lookup", "Default owning team")],
        [attribute("x", "String", "Default owning team")],
    ],
    ids=["another name", "two of the name", "no lookup"],
)  # fmt: skip
async def test_a_column_that_is_not_surely_the_one_is_not_read(service, stands_on, attributes):
    defined(service, *attributes)
    service.answers(f"{API}/cdm_companies?$select=cdm_companycode,cdm_name", ok([]))
    assert (await stands_on.companies()).column == ""


async def test_a_company_says_whether_it_is_enabled_where_its_table_has_the_flag(
    service, stands_on
):
    defined(service, attribute("cdm_isenabledfordualwrite", "Boolean"))
    rows = [
        {"cdm_companycode": "USMF", "cdm_isenabledfordualwrite": True},
        {"cdm_companycode": "DEMF", "cdm_isenabledfordualwrite": False},
        {"cdm_companycode": "USRT", "cdm_isenabledfordualwrite": None},
    ]
    url = f"{API}/cdm_companies?$select=cdm_companycode,cdm_name,cdm_isenabledfordualwrite"
    service.answers(url, ok(rows))
    found = await stands_on.companies()
    assert found.has_flag
    assert [one.is_enabled for one in found.rows] == [True, False, None]


async def test_a_flag_of_another_type_is_not_read(service, stands_on):
    defined(service, attribute("cdm_isenabledfordualwrite", "Picklist"))
    service.answers(f"{API}/cdm_companies?$select=cdm_companycode,cdm_name", ok([]))
    assert not (await stands_on.companies()).has_flag


async def test_without_a_table_of_companies_there_are_none(service, stands_on):
    service.answers(TABLES, ok([]))
    assert await stands_on.companies() is None


async def test_teams_come_with_their_roles(service, stands_on):
    url = (
        f"{API}/teams?$select=teamid,name&$filter=teamid eq {TEAM}"
        "&$expand=teamroles_association(%24select%3Dname)"
    )
    row = {"teamid": TEAM, "name": "DW", "teamroles_association": [{"name": "Dual-write app user"}]}
    service.answers(url, ok([row]))
    (team,) = await stands_on.teams([TEAM])
    assert (team.name, team.roles) == ("DW", {"Dual-write app user"})
    assert await stands_on.teams([]) == []


async def test_the_default_team_is_the_one_of_the_root_unit(service, stands_on):
    units = (
        f"{API}/businessunits?$select=businessunitid&$filter=_parentbusinessunitid_value eq null"
    )
    service.answers(units, ok([{"businessunitid": TEAM}]))
    url = (
        f"{API}/teams?$select=teamid,name"
        f"&$filter=isdefault eq true and _businessunitid_value eq {TEAM}"
        "&$expand=teamroles_association(%24select%3Dname)"
    )
    service.answers(url, ok([{"teamid": TEAM, "name": "contoso", "teamroles_association": []}]))
    assert (await stands_on.default_team()).name == "contoso"
    service.answers(units, ok([]))
    assert await stands_on.default_team() is None


async def test_plug_ins_are_told_with_the_steps_that_are_off(service, stands_on):
    only = "$filter=contains(name,'DualWrite')"
    service.answers(f"{API}/pluginassemblies?$select=name&{only}", ok([{"name": "A.DualWrite.B"}]))
    steps = [{"name": "on", "statecode": 0}, {"name": "off", "statecode": 1}]
    service.answers(f"{API}/sdkmessageprocessingsteps?$select=name,statecode&{only}", ok(steps))
    found = await stands_on.plug_ins()
    assert (list(found.assemblies), found.steps, list(found.disabled)) == (
        ["A.DualWrite.B"], 2, ["off"],
    )  # fmt: skip


async def test_settings_of_sales_are_those_of_the_only_organization(service, stands_on):
    url = (
        f"{API}/organizations?$select=oobpricecalculationenabled,discountcalculationmethod,"
        "createproductswithoutparentinactivestate"
    )
    row = {"oobpricecalculationenabled": True, "discountcalculationmethod": 1}
    service.answers(url, ok([row]))
    found = await stands_on.sales_settings()
    assert (found.system_prices, found.discount_method, found.products_active) == (True, 1, None)
    service.answers(url, ok([]))
    assert await stands_on.sales_settings() is None


async def test_rows_are_counted_and_a_few_shown_in_one_question(service):
    url = f"{API}/accounts?$select=name&$filter=x eq null&$count=true"
    rows = [{"name": f"A{number}"} for number in range(5)]
    more = {"@odata.count": 12, "@odata.nextLink": f"{API}/accounts?page=2"}
    service.answers(url, ok(rows, **more))
    found = await service.dataverse.sample("accounts", select=["name"], only="x eq null")
    assert (found.count, len(found.rows), len(service.asked)) == (12, 5, 1)
    assert service.asked[0].headers["prefer"] == "odata.maxpagesize=5"
    service.answers(url, ok([], **{"@odata.count": 5000}))
    found = await service.dataverse.sample("accounts", select=["name"], only="x eq null")
    assert found.count is None, "Dataverse counts no further: it is that many or more"
    service.answers(url, ok([]))
    with pytest.raises(UnexpectedReply):
        await service.dataverse.sample("accounts", select=["name"], only="x eq null")


async def test_totals_are_asked_for_tables_that_there_are(service):
    defined(service)
    url = f"{API}/RetrieveTotalRecordCount(EntityNames=%5B'account'%5D)"
    counts = {"Count": 1, "Keys": ["account"], "Values": [70001]}
    service.answers(url, httpx.Response(200, json={"EntityRecordCountCollection": counts}))
    assert await service.dataverse.totals(["accounts", "nothings"]) == {"accounts": 70_001}
    assert await service.dataverse.totals(["nothings"]) == {}


async def test_solutions_are_found_by_their_title(service):
    url = (
        f"{API}/solutions?$select=solutionid,uniquename,friendlyname,version,ismanaged"
        "&$filter=contains(friendlyname,'Prospect to cash')"
    )
    row = {"solutionid": "s", "uniquename": "x", "friendlyname": "Prospect To Cash",
           "version": "1", "ismanaged": True}  # fmt: skip
    service.answers(url, ok([row]))
    (found,) = await service.dataverse.solutions_titled("Prospect to cash")
    assert found.friendly_name == "Prospect To Cash"


PRINCIPALS = (
    "https://graph.microsoft.com/v1.0/servicePrincipals"
    "?$filter=appId%20eq%20'a1'%20or%20appId%20eq%20'b2'&$select=appId,accountEnabled"
)


async def test_applications_that_the_tenant_knows_are_told_from_those_it_lets_in(service):
    graph = Graph(service.transport, cloud("public"))
    rows = [{"appId": "A1", "accountEnabled": True}, {"appId": "b2", "accountEnabled": False}]
    service.answers(PRINCIPALS, ok(rows))
    assert await graph.service_principals(["a1", "b2"]) == {"a1": True, "b2": False}
    assert service.scopes == ["https://graph.microsoft.com/Application.Read.All"]
    service.answers(PRINCIPALS, httpx.Response(403, json={"error": {"code": "x", "message": "no"}}))
    with pytest.raises(Forbidden):
        await graph.service_principals(["a1", "b2"])
