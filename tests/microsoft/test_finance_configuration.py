"""Dual-write's configuration in finance and operations: read as it comes, and nowhere else."""

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.endpoints import cloud
from app.microsoft.finance import Finance, configuration_set

pytestmark = pytest.mark.anyio

HOST = "contoso.operations.eu.dynamics.com"
ORIGIN = f"https://{HOST}"
PROJECTS = f"{ORIGIN}/data/DualWriteProjectConfigurations?cross-company=true"
SETS = f"{ORIGIN}/data"


@pytest.fixture
def finance(service):
    return Finance(service.transport, cloud("public"))


async def test_no_other_host_is_asked(service, finance):
    for ask in (finance.sets("evil.example"), finance.projects("evil.example", "x")):
        with pytest.raises(errors.Refused):
            await ask
    assert service.asked == []


async def test_the_set_of_configurations_is_found_in_the_list_of_sets(service, finance):
    sets = [{"name": name, "kind": "EntitySet", "url": name}
            for name in ("CustomersV3", "DualWriteProjectConfigurationEntitySet")]  # fmt: skip
    service.answers(f"{ORIGIN}/data", httpx.Response(200, json={"value": sets}))
    names = await finance.sets(HOST)
    assert configuration_set(names) == "DualWriteProjectConfigurationEntitySet"
    assert configuration_set(["DualWriteErrorLogs"]) == ""
    assert service.scopes == [f"{ORIGIN}/.default"]


async def test_configurations_are_read_over_all_pages_with_their_status_as_it_is(service, finance):
    row = {"ExternalEntityName": "accounts", "InternalEntityName": "Customers V3",
           "ExternalEnvironmentUrl": "https://Contoso.crm4.dynamics.com/", "Status": 1,
           "IsDelete": "No", "PartitionMap": "ignored"}  # fmt: skip
    nameless = {"ExternalEntityName": None, "InternalEntityName": "x"}
    first = {"value": [row, nameless], "@odata.nextLink": f"{PROJECTS}&$skip=2"}
    service.answers(PROJECTS, httpx.Response(200, json=first))
    second = {"value": [{**row, "Status": "Enabled", "IsDelete": None}]}
    service.answers(f"{PROJECTS}&$skip=2", httpx.Response(200, json=second))
    found = await finance.projects(HOST, "DualWriteProjectConfigurations")
    assert [(one.key, one.status, one.is_deleted) for one in found] == [
        ("accounts - customers v3", "1", "No"), ("accounts - customers v3", "Enabled", ""),
    ]  # fmt: skip
    assert found[0].address == "https://contoso.crm4.dynamics.com"


async def test_a_page_elsewhere_is_not_followed(service, finance):
    first = {"value": [], "@odata.nextLink": "https://evil.example/data"}
    service.answers(PROJECTS, httpx.Response(200, json=first))
    with pytest.raises(errors.UnexpectedReply):
        await finance.projects(HOST, "DualWriteProjectConfigurations")
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.SignInNeeded),
        (403, errors.Forbidden),
        (404, errors.NotThere),
        (302, errors.UnexpectedReply),
        (429, errors.Unavailable),
    ],
)
async def test_each_refusal_says_what_kind_it_is(service, finance, status, kind):
    service.answers(SETS, httpx.Response(status, text="<html>no</html>"))
    with pytest.raises(kind):
        await finance.sets(HOST)
