"""The client against the practice tenant's Dataverse, which is an independent program."""

from datetime import UTC, datetime

import httpx
import pytest

from app.microsoft.clients import Connections
from app.microsoft.dataverse import Change, Place
from app.microsoft.endpoints import cloud
from app.microsoft.errors import Changed, Refused
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.stock import make_stock
from app.practice.tenant import Tenant

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
MINE = "11111111-2222-4333-8444-555555555555"


@pytest.fixture(scope="module")
def stock():
    return make_stock()


@pytest.fixture
async def dataverse(stock):
    at = datetime(2026, 3, 4, tzinfo=UTC)
    tenant = Tenant(stock=stock, clock=Clock(at), controls=Controls(throttle_share=0))
    admin = next(person for person in tenant.people if person.part == "admin")

    async def token(scope, *, refused=""):
        origin = scope.removesuffix("/user_impersonation")
        return tenant.scene.mint.access_token(admin, origin, "user_impersonation")

    async with httpx.AsyncClient(transport=httpx.ASGITransport(tenant.app)) as http:
        yield Connections(cloud("public"), http).to(token, ORIGIN).dataverse


async def test_a_row_is_made_changed_linked_and_taken_away(dataverse):
    access = await dataverse.shape("adx_websiteaccess")
    roles = access.associations["adx_websiteaccess_webrole"]
    [site] = [row async for row in dataverse.rows("adx_websites", select=["adx_name"])]
    role = await anext(dataverse.rows(roles.target_set, select=["adx_name"]))
    role_id = role[roles.target_id]
    website = f"{access.lookups['adx_websiteid'][0].navigation}@odata.bind"
    values = {"adx_name": "Ours", website: f"/adx_websites({site['adx_websiteid']})"}

    await dataverse.create(access.entity_set, MINE, values)
    with pytest.raises(Changed):
        await dataverse.create(access.entity_set, MINE, values)
    first = await dataverse.row(access.entity_set, MINE, ["adx_name", "_adx_websiteid_value"])
    assert (first["adx_name"], first["_adx_websiteid_value"]) == ("Ours", site["adx_websiteid"])

    version = first["@odata.etag"]
    await dataverse.update(access.entity_set, MINE, {"adx_name": "Renamed"}, version=version)
    with pytest.raises(Changed):
        await dataverse.update(access.entity_set, MINE, {"adx_name": "Late"}, version=version)
    assert (await dataverse.row(access.entity_set, MINE, ["adx_name"]))["adx_name"] == "Renamed"

    link = access.entity_set, MINE, roles.navigation, roles.target_set, role_id
    for _ in range(2):
        await dataverse.associate(*link)
    for _ in range(2):
        await dataverse.disassociate(*link)

    newest = (await dataverse.row(access.entity_set, MINE, ["adx_name"]))["@odata.etag"]
    for _ in range(2):
        await dataverse.delete(access.entity_set, MINE, version=newest)
    assert await dataverse.row(access.entity_set, MINE, ["adx_name"]) is None


async def test_the_bytes_of_a_web_file_are_replaced_where_they_are(dataverse):
    file = await anext(dataverse.rows("adx_webfiles", select=["adx_name"]))
    file_id = file["adx_webfileid"]
    before = await dataverse.stored_file(file_id)
    assert before.place is Place.NOTE
    await dataverse.put_content(
        file_id, b"new bytes", name=before.name, media_type=before.media_type,
        version=before.version,
    )  # fmt: skip
    assert await dataverse.content(file_id) == b"new bytes"
    after = await dataverse.stored_file(file_id)
    assert (after.note_id, after.version != before.version) == (before.note_id, True)
    with pytest.raises(Changed):
        await dataverse.put_content(
            file_id, b"late", name="x", media_type="text/css", version=before.version
        )


async def test_rows_are_counted_and_shapes_tell_lengths(dataverse):
    listed = [row async for row in dataverse.rows("adx_webpages", select=["adx_name"])]
    assert await dataverse.count("adx_webpages") == len(listed)
    shape = await dataverse.shape("adx_webpage")
    assert shape.columns["adx_name"].longest == 100
    assert shape.columns["adx_copy"].kind == "Memo"


async def test_a_set_of_changes_is_done_as_a_whole_or_not_at_all(dataverse):
    site = await anext(dataverse.rows("adx_websites", select=["adx_name"]))
    website = {"adx_websiteid@odata.bind": f"/adx_websites({site['adx_websiteid']})"}
    ours = {"adx_name": "Ours", **website}
    made = await dataverse.together(
        "make a role and a rule for it",
        [
            Change.create("adx_webroles", ours),
            Change.create("adx_websiteaccesses", ours, MINE),
            Change.link(f"adx_websiteaccesses({MINE})", "adx_websiteaccess_webrole", "$1"),
        ],
    )
    assert made[0].startswith(f"{ORIGIN}/api/data/v9.2/adx_webroles(")
    version = (await dataverse.row("adx_websiteaccesses", MINE, ["adx_name"]))["@odata.etag"]
    assert await dataverse.is_unchanged("adx_websiteaccesses", MINE, version=version)
    before = await dataverse.count("adx_webroles")
    late = Change.update("adx_websiteaccesses", MINE, {"adx_name": "Late"}, version='W/"1"')
    with pytest.raises(Changed):
        await dataverse.together("too late", [Change.create("adx_webroles", ours), late])
    assert await dataverse.count("adx_webroles") == before
    with pytest.raises(Refused):
        await dataverse.together("no such row", [Change.link("$7", "adx_websiteaccess_webrole",
                                 "$8")])  # fmt: skip


async def test_changes_are_followed_from_link_to_link(dataverse):
    first = await dataverse.changes("adx_sitesettings", select=["adx_name"])
    assert (first.is_whole, first.deleted) == (True, frozenset())
    assert await dataverse.count("adx_sitesettings") == len(first.rows)
    changed, gone = first.rows[0], first.rows[1]
    await dataverse.update("adx_sitesettings", changed["adx_sitesettingid"],
                           {"adx_value": "new"}, version="*")  # fmt: skip
    await dataverse.delete("adx_sitesettings", gone["adx_sitesettingid"], version="*")
    then = await dataverse.changes("adx_sitesettings", select=["adx_name"], since=first.link)
    assert [row["adx_sitesettingid"] for row in then.rows] == [changed["adx_sitesettingid"]]
    assert then.deleted == {gone["adx_sitesettingid"]}
    assert not then.is_whole
    broken = first.link.replace("deltatoken=", "deltatoken=x")
    anew = await dataverse.changes("adx_sitesettings", select=["adx_name"], since=broken)
    assert anew.is_whole


async def test_a_large_file_goes_into_its_column_in_pieces_and_comes_back(dataverse):
    file = await anext(dataverse.rows("adx_webfiles", select=["adx_name"]))
    place = "adx_webfiles", file["adx_webfileid"], "adx_filecontent"
    assert await dataverse.column_bytes(*place) is None
    large = bytes(range(256)) * (9 * 1024 * 4 + 1)
    await dataverse.put_column_bytes(*place, large, "gr\u00f6\u00dfe.css")
    assert await dataverse.column_bytes(*place) == large


async def test_a_question_that_is_too_long_is_answered_all_the_same(dataverse):
    pages = [row async for row in dataverse.rows("adx_webpages", select=["adx_name"])]
    ids = " or ".join(f"adx_webpageid eq {pages[0]['adx_webpageid']}" for _ in range(800))
    rows = dataverse.rows("adx_webpages", select=["adx_name"], filter=ids)
    assert [row["adx_webpageid"] async for row in rows] == [pages[0]["adx_webpageid"]]
