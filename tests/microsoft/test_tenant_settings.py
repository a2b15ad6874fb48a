import httpx
import pytest

from app.microsoft import errors

pytestmark = pytest.mark.anyio

SETTINGS = (
    "https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/listTenantSettings"
    "?api-version=2023-06-01"
)


async def test_whether_only_administrators_may_make_sites_is_read(service):
    service.has("tenant_settings")
    assert await service.tenant_settings.sites_by_administrators_only() is True
    [request] = service.asked
    assert (request.method, request.content) == ("POST", b"")
    assert service.scopes == ["https://service.powerapps.com/.default"]


async def test_a_reply_that_does_not_name_the_setting_says_neither_yes_nor_no(service):
    service.answers(SETTINGS, httpx.Response(200, json={"walkMeOptOut": False}))
    assert await service.tenant_settings.sites_by_administrators_only() is None


async def test_somebody_who_may_not_read_the_settings_is_told_so(service):
    service.answers(SETTINGS, httpx.Response(403))
    with pytest.raises(errors.Forbidden):
        await service.tenant_settings.sites_by_administrators_only()
