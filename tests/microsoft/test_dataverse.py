import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Link

pytestmark = pytest.mark.anyio

API = "https://contoso-uat.crm4.dynamics.com/api/data/v9.2"
ROWS = f"{API}/adx_sitesettings?$select=adx_name,adx_value&$orderby=adx_sitesettingid"


async def site_settings(service) -> list[str]:
    rows = service.dataverse.rows(
        "adx_sitesettings",
        select=["adx_name", "adx_value"],
        order_by="adx_sitesettingid",
        page_size=2,
    )
    return [str(row["adx_name"]) async for row in rows]


async def test_who_we_are_is_asked_with_a_token_for_this_organization(service):
    service.has("who_am_i")
    me = await service.dataverse.who_am_i()
    assert me.organization_id.endswith("3")
    assert service.scopes == ["https://contoso-uat.crm4.dynamics.com/user_impersonation"]
    sent = service.asked[0].headers
    assert sent["Authorization"] == "Bearer at-for-tests"
    assert (sent["OData-Version"], sent["OData-MaxVersion"]) == ("4.0", "4.0")


async def test_the_version_is_read(service):
    assert await service.has("version").dataverse.version() == "9.2.26032.170"


async def test_a_table_that_is_there_is_described(service):
    table = await service.has("table_there").dataverse.table("msdyn_dualwriteentitymap")
    assert table
    assert table.entity_set == "msdyn_dualwriteentitymaps"


async def test_a_table_that_is_absent_is_none(service):
    service.has("table_absent")
    assert await service.dataverse.table("msdyn_dualwriteentitymap") is None


async def test_a_quote_in_a_name_cannot_change_the_question(service):
    with pytest.raises(errors.Refused):
        await service.dataverse.table("x' or 1 eq 1")
    assert service.asked[0].url.params["$filter"] == "LogicalName eq 'x'' or 1 eq 1'"


async def test_installed_solutions_are_listed_over_all_pages(service):
    service.has("solutions_page_1", "solutions_page_2")
    found = await service.dataverse.solutions(["DualWriteCore", "Party"])
    assert [s.unique_name for s in found] == ["DualWriteCore", "Party"]


async def test_asking_for_no_solutions_asks_nobody(service):
    assert await service.dataverse.solutions([]) == []
    assert service.asked == []


async def test_rows_come_page_after_page_with_the_same_page_size(service):
    service.has("rows_page_1", "rows_page_2")
    assert await site_settings(service) == ["Search/Enabled", "Header/Output", "Profile/Show"]
    assert {request.headers["Prefer"] for request in service.asked} == {"odata.maxpagesize=2"}


async def test_the_link_to_the_next_page_is_used_as_it_was_given(service):
    service.has("rows_page_1", "rows_page_2")
    await site_settings(service)
    assert b"%253ccookie%2520page%253d%25221%2522%253e" in service.asked[1].url.raw_path


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (httpx.Response(503), errors.Unavailable),
        (httpx.Response(401), errors.SignInNeeded),
        (httpx.Response(200, json={"error": "none"}), errors.UnexpectedReply),
        (httpx.ReadTimeout("x"), errors.Unavailable),
    ],
)
async def test_a_page_that_fails_never_makes_a_shorter_list(service, reply, kind):
    service.has("rows_page_1")
    service.answers(f"{ROWS}&page=2", reply)
    first = {"value": [{"adx_name": "a"}], "@odata.nextLink": f"{ROWS}&page=2"}
    service.answers(ROWS, httpx.Response(200, json=first))
    with pytest.raises(kind):
        await site_settings(service)


async def test_a_foreign_next_page_gets_neither_request_nor_token(service):
    foreign = {"value": [], "@odata.nextLink": "https://evil.com/?page=2"}
    service.answers(ROWS, httpx.Response(200, json=foreign))
    with pytest.raises(errors.UnexpectedReply):
        await site_settings(service)
    assert (len(service.asked), len(service.scopes)) == (1, 1)


async def test_pages_that_go_round_in_circles_end_with_an_error(service):
    here = {"value": [], "@odata.nextLink": ROWS}
    service.answers(ROWS, httpx.Response(200, json=here))
    with pytest.raises(errors.UnexpectedReply):
        await site_settings(service)


@pytest.mark.parametrize("name", ["integration_linked", "integration_linked_older"])
async def test_a_linked_environment_names_its_finance_and_operations_address(service, name):
    found = await service.has(name).dataverse.integration_details()
    assert found.link is Link.LINKED
    assert found.url.startswith("https://contoso-uat.operations.eu.dynamics.com")
    assert found.unified is (False if name == "integration_linked" else None)


async def test_not_linked_is_told_by_the_words_and_not_by_the_code(service):
    found = await service.has("integration_not_linked").dataverse.integration_details()
    assert found.link is Link.NOT_LINKED
    with pytest.raises(errors.Refused):
        await service.has("integration_other_400").dataverse.integration_details()


async def test_an_organization_too_old_to_be_asked_is_not_called_unlinked(service):
    found = await service.has("function_absent").dataverse.integration_details()
    assert found.link is Link.CANNOT_TELL


async def test_an_empty_answer_about_the_link_is_not_a_link(service):
    url = f"{API}/RetrieveFinanceAndOperationsIntegrationDetails"
    service.answers(url, httpx.Response(200, json={"@odata.context": "x"}))
    with pytest.raises(errors.UnexpectedReply):
        await service.dataverse.integration_details()


async def test_a_user_is_read_with_the_roles_assigned_directly(service):
    service.has("user_roles")
    user = await service.dataverse.user("0000aaaa-0000-4000-8000-000000000001")
    assert (user.name, user.access_mode, user.is_disabled) == ("Avery Example", 0, False)
    assert [role.template_id for role in user.roles] == [
        "627090ff-40a3-4053-8790-584edc5be201", None,
    ]  # fmt: skip


async def test_the_enabled_languages_are_listed(service):
    service.has("languages")
    assert await service.dataverse.languages() == [1033, 1042]
