"""What every call of the Web API shares: its address, its headers, its token."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote, urlsplit
from uuid import uuid4

from pydantic import BaseModel

from app.microsoft.dataverse import multipart
from app.microsoft.errors import UnexpectedReply
from app.microsoft.refusals import Answer, error_for
from app.microsoft.transport import Call, Transport, read_answer

_PLAIN = ",()/'"
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NAME = re.compile(r"\w+")
_LONGEST_URL = 30_000
"""Of 32,768; in a batch an address may have 65,536."""
_READ = TypeVar("_READ", bound=BaseModel)


class Service:
    def __init__(self, transport: Transport, origin: str) -> None:
        self._transport, self.origin = transport, origin

    @property
    def _root(self) -> str:
        return f"{self.origin}/api/data/v9.2"

    async def _read(self, call: Call, reply: type[_READ]) -> _READ:
        """A GET; one whose address is too long for a request goes inside a batch."""
        if len(call.url) <= _LONGEST_URL:
            return await self._transport.get(call, reply)
        return read_answer(call, await self._inside_a_batch(call), reply)

    async def _inside_a_batch(self, call: Call) -> Answer:
        parts = urlsplit(call.url)
        headers = {"Accept": "application/json", **call.headers}
        inner = multipart.Request("GET", f"{parts.path}?{parts.query}", headers)
        [answer] = await self._batch(call.operation, [inner], together=False)
        if not answer.is_success:
            raise error_for(call.operation, answer, call.scope)
        return answer

    async def _batch(
        self, operation: str, requests: list[multipart.Request], *, together: bool
    ) -> list[Answer]:
        """The answer of every part. What failed is an answer here, of a part or of all."""
        call = replace(self._change(operation, "$batch"), also=tuple(range(400, 500)))
        content = multipart.content(f"batch_{uuid4()}", requests, together=together)
        answer = await self._transport.send("POST", call, content)
        kind = answer.headers.get("content-type", "").lower()
        if not answer.is_success and not kind.startswith("multipart/"):
            raise error_for(operation, answer, call.scope)
        found = multipart.answers(call, answer)
        failed = [one for one in found if not one.is_success]
        if len(found) != len(requests) and not (failed and len(failed) == len(found)):
            raise UnexpectedReply(operation, status=answer.status, code="batch_incomplete")
        return found

    def _call(self, operation: str, path: str, *, prefer: str = "", **options: str) -> Call:
        """A call that reads."""
        headers = {"If-None-Match": "null"} | ({"Prefer": prefer} if prefer else {})
        return self._make(operation, path, headers, options)

    def _change(
        self, operation: str, path: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Call:
        """A call that writes; `headers` say what it is conditional on."""
        return self._make(operation, path, headers, {})

    def _make(
        self, operation: str, path: str, headers: Mapping[str, str], options: Mapping[str, str]
    ) -> Call:
        query = "&".join(
            f"${name}={quote(value, safe=_PLAIN)}" for name, value in options.items() if value
        )
        return Call(
            operation,
            f"{self._root}/{path}" + (f"?{query}" if query else ""),
            f"{self.origin}/user_impersonation",
            {"OData-MaxVersion": "4.0", "OData-Version": "4.0", **headers},
        )


def at(entity_set: str, row_id: str) -> str:
    """The path of one row. Anything that is no id is refused here: it would name another thing."""
    if not _NAME.fullmatch(entity_set) or not _GUID.fullmatch(row_id):
        msg = f"this names no row: {entity_set[:100]!r} {row_id[:100]!r}"
        raise ValueError(msg)
    return f"{entity_set}({row_id.lower()})"


def quoted(text: str) -> str:
    """A text in a filter: a quote is doubled, so that no name can end the text early."""
    return "'" + text.replace("'", "''") + "'"
