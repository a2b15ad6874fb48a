"""The bytes of a web file are read from where the row has them, and written back to there."""

import base64
import json

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Dataverse, Place
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
FILE = "11111111-2222-4333-8444-555555555555"
NEW, OLD = "aaaaaaaa-0000-4000-8000-000000000002", "aaaaaaaa-0000-4000-8000-000000000001"
BYTES = b"\x89PNG\x00 bytes"


def note(note_id: str, **more: object) -> dict[str, object]:
    return {
        "@odata.etag": f'W/"{note_id[-1]}"', "annotationid": note_id, "filename": "logo.png",
        "mimetype": "image/png", "filesize": len(BYTES), "_objectid_value": FILE, **more,
    }  # fmt: skip


class Organization:
    """As much of Dataverse as web files need: definitions from examples, notes, a file column."""

    def __init__(self, service, *, notes=(), column: bytes | None = None, moved=False) -> None:
        service.has(
            "tables", "definition_of_webfile", "lengths_of_webfile_string",
            "lengths_of_webfile_memo",
        )  # fmt: skip
        self._service, self.notes, self.column, self.moved = service, notes, column, moved
        self.changes: list[httpx.Request] = []
        self.refuses: httpx.Response | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.rpartition("/v9.2/")[2]
        if request.method != "GET":
            self.changes.append(request)
            return self.refuses or httpx.Response(204)
        if path.startswith("annotations("):
            path = "annotation"
        column = httpx.Response(204 if self.column is None else 200, content=self.column or b"")
        moved = httpx.Response(200, json={"adx_migratedtofilecontent": self.moved})
        body = {"documentbody": base64.b64encode(BYTES).decode()}
        replies = {
            "annotations": httpx.Response(200, json={"value": list(self.notes)}),
            "annotation": httpx.Response(200, json=body),
            f"adx_webfiles({FILE})/adx_filecontent/$value": column,
            f"adx_webfiles({FILE})": moved,
        }
        return replies.get(path) or self._service(request)

    @property
    def dataverse(self) -> Dataverse:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Dataverse(Transport(http, self._service.token), ORIGIN)

    @property
    def change(self) -> httpx.Request:
        [request] = self.changes
        return request


async def put(organization, **more) -> None:
    await organization.dataverse.put_content(
        FILE, BYTES, name="logo.png", media_type="image/png", **more
    )


async def test_the_newest_note_is_what_the_site_gives_out(service):
    organization = Organization(service, notes=[note(NEW), note(OLD)])
    stored = await organization.dataverse.stored_file(FILE)
    assert (stored.place, stored.note_id, stored.version) == (Place.NOTE, NEW, 'W/"2"')
    assert await organization.dataverse.content(FILE) == BYTES


async def test_bytes_that_have_moved_to_the_column_are_read_there(service):
    organization = Organization(service, notes=[note(OLD)], column=b"newer", moved=True)
    assert await organization.dataverse.content(FILE) == b"newer"


async def test_a_file_without_bytes_has_none(service):
    assert await Organization(service).dataverse.content(FILE) is None
    assert await Organization(service, moved=True).dataverse.content(FILE) is None


async def test_notes_of_many_files_are_asked_for_in_small_groups(service):
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params["$filter"].count("_objectid_value"))
        return httpx.Response(200, json={"value": []})

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    dataverse = Dataverse(Transport(http, service.token), ORIGIN)
    ids = [f"11111111-2222-4333-8444-{number:012}" for number in range(45)]
    assert await dataverse.stored_files(ids) == {}
    assert asked == [20, 20, 5]


async def test_bytes_that_cannot_be_read_are_no_empty_file(service):
    organization = Organization(service, notes=[note(NEW)])

    def answer(request: httpx.Request) -> httpx.Response:
        if "annotations(" in request.url.path:
            return httpx.Response(200, json={"documentbody": "not base64!"})
        return organization(request)

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    with pytest.raises(errors.UnexpectedReply):
        await Dataverse(Transport(http, service.token), ORIGIN).content(FILE)


async def test_new_bytes_go_into_the_note_that_is_there(service):
    organization = Organization(service, notes=[note(NEW), note(OLD)])
    await put(organization, version='W/"2"')
    assert organization.change.url.path.endswith(f"annotations({NEW})")
    assert organization.change.headers["If-Match"] == 'W/"2"'
    sent = json.loads(organization.change.content)
    assert base64.b64decode(sent["documentbody"]) == BYTES
    assert "isdocument" not in sent


async def test_a_file_without_a_note_gets_one_whose_id_is_the_same_each_time(service):
    organization = Organization(service)
    await put(organization)
    await put(organization)
    first, second = organization.changes
    assert first.url == second.url
    assert first.headers["If-None-Match"] == "*"
    sent = json.loads(first.content)
    assert sent["objectid_adx_webfile@odata.bind"] == f"/adx_webfiles({FILE})"
    assert sent["isdocument"] is True


async def test_new_bytes_go_into_the_column_when_the_row_uses_it(service):
    organization = Organization(service, column=b"old", moved=True)
    await organization.dataverse.put_content(FILE, BYTES, name="größe.png", media_type="image/png")
    sent = organization.change
    assert sent.url.path.endswith(f"adx_webfiles({FILE})/adx_filecontent")
    assert (sent.method, sent.content) == ("PATCH", BYTES)
    assert sent.headers["Content-Type"] == "application/octet-stream"
    assert sent.headers["x-ms-file-name"] == "gr%C3%B6%C3%9Fe.png"


async def test_an_attachment_that_is_not_allowed_is_refused_with_its_reason(service):
    organization = Organization(service, notes=[note(NEW)])
    organization.refuses = httpx.Response(
        400, json={"error": {"code": "0x80044a02", "message": "is too large"}}
    )
    with pytest.raises(errors.Refused, match="too large"):
        await put(organization)
