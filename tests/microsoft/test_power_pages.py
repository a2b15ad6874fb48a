import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.power_pages import NewWebsite, Website

pytestmark = pytest.mark.anyio

ENVIRONMENT = "0000aaaa-0000-4000-8000-00000000000b"
ROOT = f"https://api.powerplatform.com/powerpages/environments/{ENVIRONMENT}/websites"
LIST = f"{ROOT}?api-version=2024-10-01"
SITE = "11111111-2222-4333-8444-555555555555"
OPERATION = f"{ROOT}/operations/0000aaaa-0000-4000-8000-0000000000cc?api-version=2024-10-01"
WIRE = Path(__file__).resolve().parent.parent / "wire"
ASKED = json.loads((WIRE / "website_created.json").read_text("utf-8"))["request"]["body"]
WISH = NewWebsite(
    name="Contoso Customer Portal", subdomain="contoso-customers", language=1033,
    organization_id="0000aaaa-0000-4000-8000-000000000003",
)  # fmt: skip


def page(*sites, **more):
    return httpx.Response(200, json={"value": [{"id": each} for each in sites], **more})


async def test_sites_are_listed_over_all_pages_and_what_is_new_to_us_is_no_error(service):
    service.has("websites_page_1", "websites_page_2", "websites_end")
    portal, odd = await service.power_pages.websites(ENVIRONMENT)
    assert (portal.template, portal.status, portal.package_status) == (
        "CustomerPortal", "OperationComplete", "Installed",
    )  # fmt: skip
    assert (portal.trial_days, portal.deleting_days, portal.kind) == (86, 93, "Trial")
    assert portal.record_id == "99999999-8888-4777-8666-555555555555"
    assert (odd.status, odd.kind, odd.name) == ("OperationPaused", "Sandbox", "")
    assert (odd.trial_days, odd.deleting_days, odd.host_names) == (None, None, [])
    assert set(service.scopes) == {"https://api.powerplatform.com/.default"}


async def test_a_page_without_a_link_is_followed_by_a_look_behind_it(service):
    service.answers(LIST, page("a", "b")).answers(f"{LIST}&skip=2", page("c"))
    service.answers(f"{LIST}&skip=3", page())
    assert [site.id for site in await service.power_pages.websites(ENVIRONMENT)] == ["a", "b", "c"]


@pytest.mark.parametrize("behind", [page("b", "a"), httpx.Response(400, json={"error": {}})])
async def test_a_service_that_does_not_know_how_to_skip_has_given_all(service, behind):
    service.answers(LIST, page("a", "b")).answers(f"{LIST}&skip=2", behind)
    assert len(await service.power_pages.websites(ENVIRONMENT)) == 2


@pytest.mark.parametrize("link", ["https://evil.com/", LIST])
async def test_a_next_page_that_leads_astray_is_an_error(service, link):
    service.answers(LIST, page("a", nextLink=link))
    with pytest.raises(errors.UnexpectedReply):
        await service.power_pages.websites(ENVIRONMENT)


@pytest.mark.parametrize("body", [{}, {"value": None}, {"value": [{}]}, {"value": [{"id": ""}]}])
async def test_a_list_we_cannot_read_is_not_an_empty_list(service, body):
    service.answers(LIST, httpx.Response(200, json=body))
    with pytest.raises(errors.UnexpectedReply):
        await service.power_pages.websites(ENVIRONMENT)


async def test_without_the_id_of_an_environment_nothing_is_asked(service):
    with pytest.raises(errors.Refused):
        await service.power_pages.websites("")
    assert service.asked == []


async def test_one_site_is_read_by_the_id_of_its_host(service):
    service.has("website")
    assert (await service.power_pages.website(ENVIRONMENT, SITE)).name == "Contoso Customer Portal"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-05-04T09:12:33", datetime(2026, 5, 4, 9, 12, 33, tzinfo=UTC)),
        ("2026-05-04T09:12:33.1234567Z", datetime(2026, 5, 4, 9, 12, 33, 123456, tzinfo=UTC)),
        ("2026-05-04T09:12:33+02:00", datetime(2026, 5, 4, 7, 12, 33, tzinfo=UTC)),
        ("0001-01-01T00:00:00+00:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_time_without_a_zone_is_utc_and_the_year_1_is_never(said, meant):
    assert Website.model_validate({"id": "s", "createdOn": said}).created_on == meant


@pytest.mark.parametrize(("said", "meant"), [(0, 0), (-1, -1), ("12", 12), ("soon", None)])
def test_days_are_a_number_or_not_known(said, meant):
    assert Website.model_validate({"id": "s", "trialExpiringInDays": said}).trial_days == meant


async def test_a_site_is_asked_for_as_documented(service):
    service.has("website_created")
    assert await service.power_pages.create(ENVIRONMENT, WISH) == OPERATION
    [request] = service.asked
    assert request.method == "POST"
    assert json.loads(request.content) == ASKED


async def test_an_accepted_wish_need_not_name_an_operation(service):
    service.answers(LIST, httpx.Response(202))
    assert await service.power_pages.create(ENVIRONMENT, WISH) == ""


async def test_a_refusal_keeps_what_is_said_about_a_single_field(service):
    service.has("website_taken")
    with pytest.raises(errors.Refused) as refused:
        await service.power_pages.create(ENVIRONMENT, WISH)
    assert "(subdomain: The address 'contoso-customers' is not available.)" in str(refused.value)
    assert refused.value.request_id == "11112222-3333-4444-5555-666677778888"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, errors.SignInNeeded), (403, errors.Forbidden), (503, errors.Unavailable)],
)
async def test_a_wish_that_fails_says_what_can_be_done(service, status, kind):
    service.answers(LIST, httpx.Response(status))
    with pytest.raises(kind):
        await service.power_pages.create(ENVIRONMENT, WISH)


async def test_an_operation_is_followed_whatever_its_shape(service):
    service.answers(
        OPERATION, httpx.Response(202, json={"status": "Running"}, headers={"Retry-After": "45"})
    )
    seen = await service.power_pages.operation(ENVIRONMENT, OPERATION)
    assert (seen.status, seen.retry_after) == ("Running", timedelta(seconds=45))
    for body in (b"", b"[]", b"<html>", b'{"status": 3, "error": {"message": "no room"}}'):
        service.answers(OPERATION, httpx.Response(200, content=body))
        seen = await service.power_pages.operation(ENVIRONMENT, OPERATION)
        assert seen.status == ""
    assert seen.reason == "no room"


async def test_an_operation_on_another_host_never_sees_our_token(service):
    with pytest.raises(errors.UnexpectedReply):
        await service.power_pages.operation(ENVIRONMENT, "https://evil.com/operations/1")
    assert service.asked == []


@pytest.mark.parametrize("verb", ["restart", "start", "stop"])
async def test_a_site_is_restarted_started_and_stopped(service, verb):
    address = f"{ROOT}/{SITE}/{verb}?api-version=2024-10-01"
    service.answers(address, httpx.Response(200, content=b"\x00\x01"))
    await getattr(service.power_pages, verb)(ENVIRONMENT, SITE)
    assert [request.method for request in service.asked] == ["POST"]
