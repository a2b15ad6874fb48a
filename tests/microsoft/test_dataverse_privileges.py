"""What it takes to read a table, and what a team's roles give it."""

import httpx
import pytest

from app.microsoft.dataverse.privileges import Privilege
from app.microsoft.errors import Forbidden, UnexpectedReply

pytestmark = pytest.mark.anyio

API = "https://contoso-uat.crm4.dynamics.com/api/data/v9.2"
TEAM = "11111111-2222-4333-8444-555555555555"
OF_TEAM = f"{API}/teams({TEAM})/Microsoft.Dynamics.CRM.RetrieveTeamPrivileges()"
READ, WRITE = "726043B1-DE2C-487E-9D6D-5629FCA2BF22", "9cad3243-d0fe-467e-a731-c8b3416a6252"


def of(tables):
    only = " or ".join(f"LogicalName eq '{one}'" for one in tables)
    return f"{API}/EntityDefinitions?$select=LogicalName,Privileges&$filter={only}"


def privilege(kind, its_id, **more):
    return {"CanBeBasic": True, "Name": f"prv{kind}Account", "PrivilegeId": its_id,
            "PrivilegeType": kind, **more}  # fmt: skip


async def test_a_table_names_the_privilege_that_reads_it(service):
    rows = [
        {"LogicalName": "account", "MetadataId": "1",
         "Privileges": [privilege("Write", WRITE), privilege("Read", READ)]},
        {"LogicalName": "salesorderdetail", "Privileges": []},
    ]  # fmt: skip
    tables = ["account", "salesorderdetail", "nothing"]
    service.answers(of(tables), httpx.Response(200, json={"value": rows}))
    assert await service.dataverse.read_privileges(tables) == {
        "account": Privilege("prvReadAccount", READ.lower())
    }


async def test_a_kind_of_privilege_that_comes_as_a_number_is_passed_over(service):
    rows = [{"LogicalName": "account", "Privileges": [privilege("x", WRITE, PrivilegeType=8)]}]
    service.answers(of(["account"]), httpx.Response(200, json={"value": rows}))
    assert await service.dataverse.read_privileges(["account"]) == {}


async def test_what_a_team_may_do_is_the_ids_of_its_privileges(service):
    held = [{"PrivilegeId": READ, "Depth": "Global", "BusinessUnitId": TEAM}]
    service.answers(OF_TEAM, httpx.Response(200, json={"RolePrivileges": held}))
    assert await service.dataverse.team_privileges(TEAM) == {READ.lower()}
    service.answers(OF_TEAM, httpx.Response(200, json={"RolePrivileges": []}))
    assert await service.dataverse.team_privileges(TEAM) == frozenset()


async def test_an_answer_of_another_form_is_not_taken_for_a_team_that_may_do_nothing(service):
    for body in ({}, {"TeamPrivileges": []}, {"RolePrivileges": [{"Depth": "Global"}]}):
        service.answers(OF_TEAM, httpx.Response(200, json=body))
        with pytest.raises(UnexpectedReply):
            await service.dataverse.team_privileges(TEAM)


async def test_who_may_not_read_privileges_is_told_so(service):
    reply = httpx.Response(403, json={"error": {"code": "0x80040220", "message": "no"}})
    service.answers(OF_TEAM, reply)
    with pytest.raises(Forbidden):
        await service.dataverse.team_privileges(TEAM)
