"""File columns: bytes in one request or in chunks, and read back whole or in part."""

import base64
import re
from dataclasses import dataclass, field
from secrets import token_urlsafe
from urllib.parse import quote, unquote
from uuid import uuid4

from app.practice.dataverse.calls import Call, Reply, said
from app.practice.dataverse.faults import Fault, bad_request
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.found import Found, check_conditions
from app.practice.dataverse.notes import check_name
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import Changes
from app.practice.dataverse.writer import writer_for

NOTHING = 204
CHUNK = 4 * 1024 * 1024
LARGEST_AT_ONCE = 128 * 1024 * 1024
_BODY = "#body"  # kept in the row of the attachment, shown to nobody
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_PART = re.compile(r"bytes=(\d+)-(\d*)")


@dataclass
class _Upload:
    path: str
    name: str
    content: bytearray = field(default_factory=bytearray)


class Files:
    """Uploads under way are forgotten when the practice tenant stops, as their tokens would be."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._uploads: dict[str, _Upload] = {}

    def answer(self, call: Call, found: Found) -> Reply:
        check_conditions(call, found)
        match call.method, found.place.shape:
            case "GET", "value":
                return self._download(call, found)
            case "GET", "property":
                return self._download_as_json(call, found)
            case "PATCH", "property" if token := call.option("sessiontoken"):
                return self._chunk(call, found, token)
            case "PATCH", "property" if call.header("x-ms-transfer-mode") == "chunked":
                return self._begin(call, found)
            case "PATCH" | "PUT", "property":
                self._keep(call, found, _name(call), call.body)
            case "DELETE", "property":
                self._clear(call, found)
            case _:
                raise Fault(405, "0x0", f"{call.method} does not fit a file column.")
        return Reply(204)

    def _begin(self, call: Call, found: Found) -> Reply:
        name, token = _name(call), token_urlsafe(24)
        if not found.row:
            raise found.missing
        check_name(self._organization, name)
        self._uploads[token] = _Upload(call.path, name)
        headers = {
            "Location": f"{self._organization.root}{call.path}?sessiontoken={token}",
            "x-ms-chunk-size": str(CHUNK),
            "Accept-Ranges": "bytes",
            "Access-Control-Expose-Headers": "x-ms-chunk-size,Location,Accept-Ranges",
        }
        return Reply(200, headers=headers)

    def _chunk(self, call: Call, found: Found, token: str) -> Reply:
        upload = self._uploads.get(token)
        part = _RANGE.fullmatch(call.header("content-range"))
        if not upload or upload.path != call.path or not part:
            raise bad_request("The session token or the Content-Range is not valid.", "0x80090017")
        start, end, total = (int(number) for number in part.groups())
        fits = start == len(upload.content) and end - start + 1 == len(call.body) <= CHUNK
        if not fits or end >= total:
            raise bad_request("The chunk does not follow the one before it.", "0x80090017")
        upload.content += call.body
        if end + 1 < total:
            return Reply(206)
        del self._uploads[token]
        self._keep(call, found, upload.name, bytes(upload.content))
        return Reply(204)

    def _keep(self, call: Call, found: Found, name: str, content: bytes) -> None:
        check_name(self._organization, name)
        if len(content) > LARGEST_AT_ONCE:
            raise bad_request("The file is too large for this column.", "0x80090017")
        file_id, column = str(uuid4()), found.place.name
        file: Entity = {
            "fileattachmentid": file_id,
            "filename": name,
            "mimetype": call.header("content-type") or "application/octet-stream",
            "filesizeinbytes": len(content),
            "regardingfieldname": column,
            "_objectid_value": found.id,
            "#objectid": found.table.name,
            "createdon": self._organization.now,
            "modifiedon": self._organization.now,
            _BODY: base64.b64encode(content).decode(),
        }
        with self._organization.store.transaction():
            self._forget(found.there, column)
            self._organization.store.put("fileattachment", file)
            self._point(call, found, {column: file_id, f"{column}_name": name})

    def _clear(self, call: Call, found: Found) -> None:
        column = found.place.name
        with self._organization.store.transaction():
            self._forget(found.there, column)
            self._point(call, found, {column: None, f"{column}_name": None})

    def _point(self, call: Call, found: Found, columns: Entity) -> None:
        writer = writer_for(self._organization, call)
        writer.update(found.table, found.there, Changes(columns))

    def _forget(self, row: Entity, name: str) -> None:
        store, old = self._organization.store, str(row.get(name) or "")
        if store.find("fileattachment", old):
            store.delete("fileattachment", old, self._organization.clock.now())

    def _download_as_json(self, call: Call, found: Found) -> Reply:
        """Asked for as any other property, bytes come as JSON has them."""
        whole = self._download(call, found)
        if whole.status == NOTHING:
            return whole
        where = f"{found.table.entity_set}({found.id})/{found.place.name}"
        context = f"{self._organization.root}$metadata#{where}"
        value = base64.b64encode(whole.body).decode()
        headers = {name: text for name, text in whole.headers.items() if name != "Content-Type"}
        return said({"@odata.context": context, "value": value}, headers, whole.status)

    def _download(self, call: Call, found: Found) -> Reply:
        file = self._organization.find("fileattachment", found.there.get(found.place.name))
        if not file:
            return Reply(NOTHING)
        content = base64.b64decode(str(file[_BODY]))
        name = quote(str(file["filename"]))
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "mimetype": str(file["mimetype"]),
            "x-ms-file-name": name,
            "x-ms-file-size": str(len(content)),
        }
        part = _PART.fullmatch(call.header("range"))
        if not part:
            return Reply(200, content, headers)
        start, end = int(part.group(1)), int(part.group(2) or len(content) - 1)
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
