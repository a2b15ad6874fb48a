"""What became of a table since it was read; where nobody keeps track, it is read whole."""

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Dataverse
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
API = f"{ORIGIN}/api/data/v9.2"
ROWS = f"{API}/adx_webpages?$select=adx_name"
DELTA = f"{ROWS}&$deltatoken=919042%2108%2f22%2f2017"
NEWER = f"{ROWS}&$deltatoken=919043%2108%2f23%2f2017"
GONE = {
    "@odata.context": f"{API}/$metadata#adx_webpages/$deletedEntity",
    "id": "AAAAAAAA-0000-4000-8000-000000000001", "reason": "deleted",
}  # fmt: skip


class Organization:
    def __init__(self, *, keeps=True, **replies: httpx.Response) -> None:
        self.keeps, self.replies = keeps, replies
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if "EntityDefinitions" in request.url.path:
            value = [{"LogicalName": "adx_webpage", "ChangeTrackingEnabled": self.keeps}]
            return self.replies.get("definitions") or httpx.Response(200, json={"value": value})
        if "deltatoken" in str(request.url):
            return self.replies["delta"]
        if "track-changes" in request.headers.get("prefer", ""):
            return self.replies["tracked"]
        return self.replies["whole"]

    @property
    def dataverse(self) -> Dataverse:
        async def token(scope, *, refused=""):
            return "at"

        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Dataverse(Transport(http, token), ORIGIN)


def page(*rows, **links):
    named = {f"@odata.{name}": link for name, link in links.items()}
    return httpx.Response(200, json={"value": list(rows), **named})


def refusal(status):
    return httpx.Response(status, json={"error": {"code": "0x0", "message": "no"}})


async def changes(organization, since=""):
    return await organization.dataverse.changes("adx_webpages", select=["adx_name"], since=since)


async def test_a_first_reading_brings_all_rows_and_the_link_to_go_on_with():
    organization = Organization(tracked=page({"adx_name": "a"}, deltaLink=DELTA))
    found = await changes(organization)
    assert (found.rows, found.link, found.is_whole) == (({"adx_name": "a"},), DELTA, True)
    assert "odata.track-changes" in organization.asked[-1].headers["prefer"]


async def test_the_next_reading_brings_what_changed_and_what_is_gone():
    organization = Organization(delta=page({"adx_name": "b"}, GONE, deltaLink=NEWER))
    found = await changes(organization, DELTA)
    assert (found.rows, found.link, found.is_whole) == (({"adx_name": "b"},), NEWER, False)
    assert found.deleted == {"aaaaaaaa-0000-4000-8000-000000000001"}
    [asked] = organization.asked
    assert b"%2108%2f22%2f2017" in asked.url.raw_path


@pytest.mark.parametrize("status", [400, 404, 410, 412])
async def test_a_link_that_is_not_taken_any_more_begins_anew(status):
    tracked = page({"adx_name": "a"}, deltaLink=NEWER)
    organization = Organization(delta=refusal(status), tracked=tracked)
    found = await changes(organization, DELTA)
    assert (found.is_whole, found.link) == (True, NEWER)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, errors.SignInNeeded), (403, errors.Forbidden), (429, errors.Unavailable),
     (503, errors.Unavailable)],
)  # fmt: skip
async def test_a_refusal_that_says_nothing_of_the_link_is_an_error(status, kind):
    with pytest.raises(kind):
        await changes(Organization(delta=refusal(status)), DELTA)


async def test_a_table_that_keeps_no_track_is_read_whole():
    organization = Organization(keeps=False, whole=page({"adx_name": "a"}))
    found = await changes(organization)
    assert (found.rows, found.link, found.is_whole) == (({"adx_name": "a"},), "", True)


@pytest.mark.parametrize("status", [400, 501])
async def test_a_table_that_says_so_only_when_it_is_asked_is_read_whole_too(status):
    organization = Organization(
        definitions=refusal(403), whole=page({"adx_name": "a"})
    )  # fmt: skip
    organization.replies["tracked"] = refusal(status)
    assert (await changes(organization)).link == ""


async def test_a_foreign_link_gets_neither_request_nor_token():
    organization = Organization()
    with pytest.raises(errors.UnexpectedReply):
        await changes(organization, "https://evil.com/?$deltatoken=1")
    assert organization.asked == []
