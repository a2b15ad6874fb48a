import httpx
import pytest

from app.microsoft import errors

pytestmark = pytest.mark.anyio

LIST = "https://api.powerplatform.com/environmentmanagement/environments?api-version=2024-10-01"


async def test_environments_are_listed_over_all_pages(service):
    service.has("environments_page_1", "environments_page_2")
    uat, sales, bare = await service.power_platform.environments()
    assert (uat.name, uat.origin) == ("Contoso UAT", "https://contoso-uat.crm4.dynamics.com")
    assert (uat.finance_kind, uat.finance_url) == (
        "Internal", "https://contoso-uat.operations.eu.dynamics.com",
    )  # fmt: skip
    assert (sales.origin, sales.state) == ("", "SomethingNew")
    assert bare.name == bare.id
    assert set(service.scopes) == {"https://api.powerplatform.com/.default"}


async def test_an_older_version_of_the_api_is_tried_when_the_newer_is_unknown(service):
    service.has("environments_version_unknown", "environments_older_version")
    [uat] = await service.power_platform.environments()
    assert uat.name == "Contoso UAT"


@pytest.mark.parametrize("spelling", ["@odata.nextLink", "@odata.nextlink", "nextLink"])
async def test_every_spelling_of_the_next_page_is_followed(service, spelling):
    service.answers(LIST, httpx.Response(200, json={"value": [], spelling: f"{LIST}&p=2"}))
    service.answers(f"{LIST}&p=2", httpx.Response(200, json={"value": [{"id": "e"}]}))
    assert len(await service.power_platform.environments()) == 1


@pytest.mark.parametrize("link", ["https://evil.com/", LIST])
async def test_a_next_page_that_leads_astray_is_an_error(service, link):
    service.answers(LIST, httpx.Response(200, json={"value": [], "nextLink": link}))
    with pytest.raises(errors.UnexpectedReply):
        await service.power_platform.environments()
    assert len(service.asked) == 1


async def test_an_address_we_may_not_call_is_left_out(service):
    listed = {"value": [{"id": "e", "url": "https://evil.com/"}]}
    service.answers(LIST, httpx.Response(200, json=listed))
    [environment] = await service.power_platform.environments()
    assert environment.origin == ""


@pytest.mark.parametrize("body", [{}, {"value": None}, {"value": [{}]}, {"value": [{"id": ""}]}])
async def test_a_list_we_cannot_read_is_not_an_empty_list(service, body):
    service.answers(LIST, httpx.Response(200, json=body))
    with pytest.raises(errors.UnexpectedReply):
        await service.power_platform.environments()


async def test_somebody_without_the_role_is_told_so(service):
    service.answers(LIST, httpx.Response(403, json={"error": {"code": "Forbidden"}}))
    with pytest.raises(errors.Forbidden):
        await service.power_platform.environments()
