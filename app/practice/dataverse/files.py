"""File columns: bytes in one request or in chunks, and read back whole or in part."""

import base64
import re
from dataclasses import dataclass, field
from secrets import token_urlsafe
from urllib.parse import quote, unquote
from uuid import uuid4

from app.practice.dataverse.calls import Call, Reply
from app.practice.dataverse.conditions import check_conditions
from app.practice.dataverse.faults import Fault, bad_request, no_such_row
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.notes import check_name
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import Changes
from app.practice.dataverse.places import Place
from app.practice.dataverse.tables import Table
from app.practice.dataverse.users import user_id
from app.practice.dataverse.writer import Writer

CHUNK = 4 * 1024 * 1024
LARGEST_AT_ONCE = 128 * 1024 * 1024
_BODY = "#body"  # kept in the row of the attachment, shown to nobody
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_PART = re.compile(r"bytes=(\d+)-(\d*)")


@dataclass
class _Upload:
    place: Place
    name: str
    content: bytearray = field(default_factory=bytearray)


class Files:
    """Uploads under way are forgotten when the practice tenant stops, as their tokens would be."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._uploads: dict[str, _Upload] = {}

    def answer(self, call: Call, table: Table, place: Place) -> Reply:
        row = self._organization.find(table.name, place.id)
        check_conditions(call, table, row, place.id)
        if not row:
            raise no_such_row(table.name, place.id)
        match call.method, place.shape:
            case "GET", "value":
                return self._download(call, row, place.name)
            case "PATCH", "property" if token := call.option("sessiontoken"):
                return self._chunk(call, table, row, place, token)
            case "PATCH", "property" if call.header("x-ms-transfer-mode") == "chunked":
                return self._begin(call, place)
            case "PATCH" | "PUT", "property":
                self._keep(call, table, row, place, _name(call), call.body)
                return Reply(204)
            case "DELETE", "property":
                self._clear(call, table, row, place.name)
                return Reply(204)
        raise Fault(405, "0x0", f"{call.method} does not fit a file column.")

    def _begin(self, call: Call, place: Place) -> Reply:
        name, token = _name(call), token_urlsafe(24)
        check_name(self._organization, name)
        self._uploads[token] = _Upload(place, name)
        at = f"{self._organization.root}{call.path}?sessiontoken={token}"
        headers = {
            "Location": at,
            "x-ms-chunk-size": str(CHUNK),
            "Accept-Ranges": "bytes",
            "Access-Control-Expose-Headers": "x-ms-chunk-size,Location,Accept-Ranges",
        }
        return Reply(200, headers=headers)

    def _chunk(self, call: Call, table: Table, row: Entity, place: Place, token: str) -> Reply:
        upload = self._uploads.get(token)
        found = _RANGE.fullmatch(call.header("content-range"))
        if not upload or upload.place != place or not found:
            raise bad_request("The session token or the Content-Range is not valid.", "0x80090017")
        start, end, total = (int(number) for number in found.groups())
        fits = start == len(upload.content) and end - start + 1 == len(call.body) <= CHUNK
        if not fits or end >= total:
            raise bad_request("The chunk does not follow the one before it.", "0x80090017")
        upload.content += call.body
        if end + 1 < total:
            return Reply(206)
        del self._uploads[token]
        self._keep(call, table, row, place, upload.name, bytes(upload.content))
        return Reply(204)

    def _keep(
        self, call: Call, table: Table, row: Entity, place: Place, name: str, content: bytes
    ) -> None:
        check_name(self._organization, name)
        if len(content) > LARGEST_AT_ONCE:
            raise bad_request("The file is too large for this column.", "0x80090017")
        file_id = str(uuid4())
        file: Entity = {
            "fileattachmentid": file_id,
            "filename": name,
            "mimetype": call.header("content-type") or "application/octet-stream",
            "filesizeinbytes": len(content),
            "regardingfieldname": place.name,
            "_objectid_value": place.id,
            "#objectid": table.name,
            "createdon": self._organization.now,
            "modifiedon": self._organization.now,
            _BODY: base64.b64encode(content).decode(),
        }
        with self._organization.store.transaction():
            self._forget(row, place.name)
            self._organization.store.put("fileattachment", file)
            self._point(call, table, row, {place.name: file_id, f"{place.name}_name": name})

    def _clear(self, call: Call, table: Table, row: Entity, name: str) -> None:
        with self._organization.store.transaction():
            self._forget(row, name)
            self._point(call, table, row, {name: None, f"{name}_name": None})

    def _point(self, call: Call, table: Table, row: Entity, columns: Entity) -> None:
        writer = Writer(self._organization, user_id(self._organization.id, call.person.oid))
        writer.update(table, row, Changes(columns))

    def _forget(self, row: Entity, name: str) -> None:
        store, old = self._organization.store, str(row.get(name) or "")
        if store.find("fileattachment", old):
            store.delete("fileattachment", old, self._organization.clock.now())

    def _download(self, call: Call, row: Entity, name: str) -> Reply:
        file = self._organization.find("fileattachment", row.get(name))
        if not file:
            return Reply(204)
        content = base64.b64decode(str(file[_BODY]))
        headers = {
            "Content-Type": "application/octet-stream",
            "mimetype": str(file["mimetype"]),
            "x-ms-file-name": quote(str(file["filename"])),
            "x-ms-file-size": str(len(content)),
        }
        found = _PART.fullmatch(call.header("range"))
        if not found:
            return Reply(200, content, headers)
        start, end = int(found.group(1)), int(found.group(2) or len(content) - 1)
        if start >= len(content):
            raise Fault(416, "0x0", "The requested range is not there.")
        end = min(end, len(content) - 1)
        headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
        return Reply(206, content[start : end + 1], headers)


def _name(call: Call) -> str:
    name = call.option("x-ms-file-name") or unquote(call.header("x-ms-file-name"))
    if not name:
        raise bad_request("Send the name of the file as x-ms-file-name.", "0x80090017")
    return name
