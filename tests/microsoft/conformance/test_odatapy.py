"""Our Dataverse client against odatapy, a server of OData that nobody here wrote.

It is no Dataverse: it knows no upsert, no `_x_value` that follows its way, no delta, and none of
Dataverse's codes; `$count` it refuses to who accepts JSON, and a link is taken away in the other of
the two forms only. What it shares with Dataverse is OData,
and there it is stricter than most: a property it does not know is an error in every place.

The client is the one of the product: through the egress, over a socket, as if to Microsoft.
"""

import httpx
import pytest

from app.microsoft.clients import Connections
from app.microsoft.dataverse import Change
from app.microsoft.egress import open_clients
from app.microsoft.endpoints import cloud
from app.microsoft.errors import Changed, NotThere, Refused
from tests.csdl import metadata
from tests.partners import python_partner
from tests.serving import free_socket, served

python_partner("odatapy")

from odatapy.edm.xml_io import XmlEdmProvider  # noqa: E402 - only where it is installed
from odatapy.server import OData  # noqa: E402
from odatapy.server.adapters import ODataASGIApp  # noqa: E402
from odatapy.server.inmemory import InMemoryDataStore, InMemoryProcessor  # noqa: E402
from odatapy.server.processor import CustomETagSupport  # noqa: E402

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
ROOT = "/api/data/v9.2"
TABLES = (
    "adx_website", "adx_webpage", "adx_webrole", "adx_websiteaccess", "adx_sitesetting",
    "adx_webfile", "annotation", "contact",
)  # fmt: skip
SITE, ROLE, ACCESS, FILE, NOTE = (f"{n}1111111-2222-4333-8444-555555555555" for n in range(1, 6))
FIRST = 'W/"1"'


class Versions(CustomETagSupport):
    """Every row has a version here, as in Dataverse."""

    def has_etag(self, _entity_set) -> bool:
        return True

    def has_media_etag(self, _entity_set) -> bool:
        return False


class Server:
    """Told that it is reached by https, as behind a gateway: its links say so then."""

    def __init__(self) -> None:
        self._odata = OData.new_instance(strict_deserialization=True)
        tables = XmlEdmProvider(metadata(TABLES))
        self._tables = self._odata.create_service_metadata(tables)

    def forget(self) -> None:
        handler = self._odata.create_handler(self._tables)
        handler.register(Versions())
        handler.register(InMemoryProcessor(InMemoryDataStore()))
        self._application = ODataASGIApp(handler, mount_path=ROOT)

    async def __call__(self, scope, receive, send):
        await self._application({**scope, "scheme": "https"}, receive, send)


@pytest.fixture(scope="module")
def server():
    application = Server()
    with served(application, free_socket()) as address:
        yield application, address


@pytest.fixture
async def asked():
    return list[httpx.Request]()


@pytest.fixture
async def dataverse(asked, server):
    async def token(scope, *, refused=""):
        return "at-for-tests"

    async def note(request: httpx.Request) -> None:
        asked.append(request)

    application, address = server
    application.forget()
    calls, sign_in = open_clients(cloud("public"), address)
    calls.event_hooks = {"request": [note]}
    try:
        yield Connections(cloud("public"), calls).to(token, ORIGIN).dataverse
    finally:
        await calls.aclose()
        sign_in.close()


@pytest.fixture
async def site(dataverse):
    made = await dataverse.together(
        "make a site",
        [
            Change.create("adx_websites", {"adx_websiteid": SITE, "adx_name": "Ours"}),
            Change.create("adx_webroles", {"adx_webroleid": ROLE, "adx_name": "It's \u00c4",
                                           "adx_websiteid@odata.bind": "$1"}),
            Change.create("adx_websiteaccesses", {"adx_websiteaccessid": ACCESS,
                              "adx_name": "All", "adx_websiteid@odata.bind":
                              f"/adx_websites({SITE})"}),
        ],
    )  # fmt: skip
    assert made == [
        f"{ORIGIN}{ROOT}/adx_websites({SITE})", f"{ORIGIN}{ROOT}/adx_webroles({ROLE})",
        f"{ORIGIN}{ROOT}/adx_websiteaccesses({ACCESS})",
    ]  # fmt: skip
    return dataverse


async def listed(dataverse, entity_set, **options):
    return [row async for row in dataverse.rows(entity_set, **options)]


async def test_a_set_of_changes_with_references_is_understood(site):
    """Once by the id that the set itself makes, once by the address of a row that is there."""
    for entity_set in ("adx_webroles", "adx_websiteaccesses"):
        rows = await listed(site, entity_set, select=["adx_name"], page_size=0,
                            expand="adx_websiteid($select=adx_name)")  # fmt: skip
        assert [row["adx_websiteid"]["adx_websiteid"] for row in rows] == [SITE]


async def test_a_set_with_one_wrong_change_leaves_nothing(site):
    with pytest.raises(Changed):
        await site.together(
            "too late",
            [
                Change.create("adx_webroles", {"adx_webroleid": FILE, "adx_name": "x"}),
                Change.update("adx_webroles", ROLE, {"adx_name": "Late"}, version='W/"0"'),
            ],
        )
    rows = await listed(site, "adx_webroles", select=["adx_name"])
    assert [row["adx_name"] for row in rows] == ["It's \u00c4"]


async def test_a_reference_to_nothing_is_refused(site):
    with pytest.raises((Refused, NotThere)):
        await site.together("x", [Change.link("$7", "adx_websiteaccess_webrole", "$8")])


@pytest.mark.parametrize(
    ("test", "is_there"),
    [
        ("adx_name eq 'It''s \u00c4'", True),
        ("startswith(adx_name,'It') and adx_webroleid ne null", True),
        (f"adx_webroleid eq {ROLE} or adx_webroleid eq {SITE}", True),
        (f"adx_websiteid/adx_websiteid eq {SITE}", True),
        (f"adx_websiteid/adx_websiteid eq {ROLE}", False),
        ("createdon eq null and (adx_anonymoususersrole eq true)", False),
    ],
)
async def test_filters_are_understood(site, test, is_there):
    rows = await listed(site, "adx_webroles", select=["adx_name"], filter=test,
                        order_by="adx_name desc,adx_webroleid")  # fmt: skip
    assert bool(rows) is is_there


@pytest.mark.parametrize(
    "wrong",
    [
        {"select": ["adx_nmae"]},
        {"select": ["adx_name"], "filter": "adx_nmae eq 'x'"},
        {"select": ["adx_name"], "order_by": "adx_nmae"},
        {"select": ["adx_name"], "expand": "adx_website"},
    ],
)
async def test_a_name_that_is_not_there_is_refused_with_its_name(site, wrong):
    with pytest.raises(Refused, match=r"adx_nmae|adx_website"):
        await listed(site, "adx_webroles", **wrong)


async def test_a_version_that_is_not_the_newest_writes_nothing(site):
    seen = await site.row("adx_webroles", ROLE, ["adx_name"])
    assert seen["@odata.etag"] == FIRST
    assert await site.is_unchanged("adx_webroles", ROLE, version=FIRST)
    await site.update("adx_webroles", ROLE, {"adx_name": "New"}, version=FIRST)
    assert not await site.is_unchanged("adx_webroles", ROLE, version=FIRST)
    with pytest.raises(Changed) as refused:
        await site.update("adx_webroles", ROLE, {"adx_name": "Late"}, version=FIRST)
    assert refused.value.status == 412
    with pytest.raises(Changed):
        await site.delete("adx_webroles", ROLE, version=FIRST)
    newest = await site.row("adx_webroles", ROLE, ["adx_name"])
    assert newest["adx_name"] == "New"
    await site.delete("adx_webroles", ROLE, version=newest["@odata.etag"])
    assert await listed(site, "adx_webroles", select=["adx_name"]) == []


async def test_a_row_that_is_there_is_not_made_again(site):
    with pytest.raises(Changed):
        await site.create("adx_webroles", ROLE, {"adx_name": "Another"})


async def test_what_is_not_a_column_is_not_written(site):
    with pytest.raises(Refused):
        await site.update("adx_webroles", ROLE, {"adx_nmae": "x"}, version="*")


async def test_a_row_is_bound_to_another_one_later(site):
    other = {"adx_websiteid": NOTE, "adx_name": "Other"}
    await site.together("make another", [Change.create("adx_websites", other)])
    bound = {"adx_websiteid@odata.bind": f"/adx_websites({NOTE})"}
    await site.update("adx_webroles", ROLE, bound, version="*")
    rows = await listed(site, "adx_webroles", select=["adx_name"],
                        filter=f"adx_websiteid/adx_websiteid eq {NOTE}")  # fmt: skip
    assert len(rows) == 1


async def test_links_are_made_and_read(site):
    link = "adx_websiteaccesses", ACCESS, "adx_websiteaccess_webrole", "adx_webroles", ROLE
    expand = "adx_websiteaccess_webrole($select=adx_webroleid)"

    async def ends():
        rows = await listed(site, "adx_websiteaccesses", select=["adx_websiteaccessid"],
                            expand=expand, page_size=0)  # fmt: skip
        return [end["adx_webroleid"] for row in rows for end in row["adx_websiteaccess_webrole"]]

    await site.associate(*link)
    assert await ends() == [ROLE]
    with pytest.raises(Refused, match=r"requires \$id"):  # Dataverse takes this form too
        await site.disassociate(*link)


async def test_a_note_hangs_on_one_of_several_tables(site):
    file = {"adx_webfileid": FILE, "adx_name": "logo.png"}
    note = {
        "annotationid": NOTE, "isdocument": True, "filename": "logo.png",
        "documentbody": "aGVsbG8=", "objectid_adx_webfile@odata.bind": "$1",
    }  # fmt: skip
    await site.together("make a file", [
        Change.create("adx_webfiles", file), Change.create("annotations", note),
    ])  # fmt: skip
    rows = await listed(site, "annotations", select=["filename"],
                        filter=f"objectid_adx_webfile/adx_webfileid eq {FILE}")  # fmt: skip
    assert [row["filename"] for row in rows] == ["logo.png"]


async def test_pages_are_followed_to_the_end_as_their_links_say(site, asked):
    settings = [
        Change.create("adx_sitesettings", {
            "adx_sitesettingid": f"{number:08}-2222-4333-8444-555555555555",
            "adx_name": f"Search/{number:02}",
        })
        for number in range(25)
    ]  # fmt: skip
    await site.together("make settings", settings)
    asked.clear()
    rows = await listed(site, "adx_sitesettings", select=["adx_name"],
                        order_by="adx_sitesettingid", page_size=7)  # fmt: skip
    assert [row["adx_name"] for row in rows] == [f"Search/{number:02}" for number in range(25)]
    assert len(asked) == 4
    assert {request.headers["Prefer"] for request in asked} == {"odata.maxpagesize=7"}
    assert all(str(request.url).startswith(f"{ORIGIN}{ROOT}/") for request in asked)


async def test_a_question_that_is_too_long_is_asked_in_a_batch_page_by_page(site, asked):
    ids = " or ".join([*(f"adx_webroleid eq {SITE}" for _ in range(900)),
                       f"adx_webroleid eq {ROLE}"])  # fmt: skip
    rows = await listed(site, "adx_webroles", select=["adx_name"], filter=ids, page_size=1)
    assert [row["adx_webroleid"] for row in rows] == [ROLE]
    assert asked[-1].url.path == f"{ROOT}/$batch"


async def test_what_is_gone_is_no_row(site):
    with pytest.raises(NotThere):
        await site.row("adx_webroles", NOTE, ["adx_name"])


async def test_a_table_that_is_not_there_is_an_error(site):
    with pytest.raises(NotThere):
        await listed(site, "adx_blogs", select=["adx_name"])
