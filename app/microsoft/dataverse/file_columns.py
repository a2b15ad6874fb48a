"""Bytes in a column of a row: at once when they are few, in pieces when they are many."""

import re
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from app.microsoft.dataverse.reading import NO_SUCH_ROW
from app.microsoft.dataverse.service import at
from app.microsoft.dataverse.writing import Writing, matching
from app.microsoft.errors import NotThere, Refused, UnexpectedReply
from app.microsoft.refusals import Answer
from app.microsoft.transport import Call, Content

_PIECE = 4 * 1024 * 1024
_LARGEST = 128 * 1024 * 1024
_READING, _WRITING = "read the content of a file", "write the content of a file"
_BYTES = "application/octet-stream"
_PART = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_IN_A_NAME = " ()[]{}!#$&'+,;=@^`~.-_"


class FileColumns(Writing):
    async def column_bytes(self, entity_set: str, row_id: str, column: str) -> bytes | None:
        """All of them, or None for a row without. A file that is replaced meanwhile raises."""
        call = self._call(_READING, f"{at(entity_set, row_id)}/{column}/$value")
        found = bytearray()
        while True:
            answer = await self._piece(call, len(found))
            if answer is None or answer.status == HTTPStatus.NO_CONTENT:
                return None if not found else _gone(call)
            if answer.status != HTTPStatus.PARTIAL_CONTENT:
                return answer.body if not found else _gone(call)
            found += answer.body
            if len(found) == _whole(call, answer, len(found)):
                return bytes(found)

    async def _piece(self, call: Call, start: int) -> Answer | None:
        part = {"Range": f"bytes={start}-{start + _PIECE - 1}"}
        wanted = replace(call, headers={**call.headers, **part}, also=(416,))
        try:
            answer = await self._transport.send("GET", wanted)
        except NotThere as absent:
            if absent.code.lower() == NO_SUCH_ROW:
                return None
            raise
        if answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return Answer(200, "", {}, b"") if not start else None
        return answer

    async def put_column_bytes(
        self, entity_set: str, row_id: str, column: str, data: bytes, name: str
    ) -> None:
        """In place of those that are there. A file column knows no version to guard it with."""
        path, named = f"{at(entity_set, row_id)}/{column}", quote(name, safe=_IN_A_NAME)
        if len(data) > _LARGEST:
            raise Refused(_WRITING, code="too_large", reason="nothing was sent: over 128 MB")
        if len(data) <= _PIECE:
            call = self._change(_WRITING, path, {**matching("*"), "x-ms-file-name": named})
            await self._transport.send("PATCH", call, Content(data, _BYTES))
            return
        headers = {**matching("*"), "x-ms-transfer-mode": "chunked"}
        begin = self._change(_WRITING, f"{path}?x-ms-file-name={quote(name, safe='')}", headers)
        begun = await self._transport.send("PATCH", begin, Content(b"", _BYTES))
        await self._pieces(begin, begun, data)

    async def _pieces(self, begin: Call, begun: Answer, data: bytes) -> None:
        """To the address that was given for them. Until the last one, nothing has changed."""
        size = _size(begin, begun)
        onward = begin.follow(begun.headers.get("location", ""))
        for start in range(0, len(data), size):
            piece = data[start : start + size]
            end = start + len(piece) - 1
            place = {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
            call = replace(onward, headers={**_plain(begin), **place})
            await self._transport.send("PATCH", call, Content(piece, _BYTES))


def _plain(call: Call) -> dict[str, str]:
    return {name: text for name, text in call.headers.items() if name.startswith("OData-")}


def _size(call: Call, begun: Answer) -> int:
    said = begun.headers.get("x-ms-chunk-size", "")
    if not begun.headers.get("location") or not said.isdecimal() or not int(said):
        raise UnexpectedReply(call.operation, status=begun.status, code="no_upload_session")
    return min(int(said), _PIECE)


def _whole(call: Call, answer: Answer, so_far: int) -> int:
    """How many bytes there are; the piece that came has to be the one that was asked for."""
    part = _PART.fullmatch(answer.headers.get("content-range", ""))
    if part is None:
        raise UnexpectedReply(call.operation, status=answer.status, code="no_content_range")
    start, end, total = (int(number) for number in part.groups())
    whole = end + 1 == so_far == start + len(answer.body) <= total
    if not whole or not answer.body:
        raise UnexpectedReply(call.operation, status=answer.status, code="wrong_piece")
    return total


def _gone(call: Call) -> bytes:
    raise UnexpectedReply(call.operation, code="replaced_meanwhile")
