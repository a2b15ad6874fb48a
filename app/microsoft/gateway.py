"""The gateway behind Microsoft's dual-write page. Undocumented, unsupported: expert mode only.

Speaks with a token that a person pasted, to the one host it was pasted for. It can look, set a map
up, and start it. It cannot stop or pause a map, switch versions, reset a link or discard a queue.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar
from urllib.parse import quote, urlsplit

from pydantic import JsonValue, ValidationError

from app.microsoft.errors import Refused, SignInNeeded, TokenNeeded, UnexpectedReply
from app.microsoft.gateway_shapes import (
    ConnectionSet,
    Execution,
    Fields,
    GatewayMap,
    Request,
    Shape,
    listed,
)
from app.microsoft.refusals import Answer
from app.microsoft.transport import Call, Content, Transport

PAGE = "https://dataintegrator.trafficmanager.net/"
SCOPE = "https://IntegratorApp.com/.default"
_OURS = "/api/DualWriteManagement/1.0"
S = TypeVar("S", bound=Shape)


class Master(StrEnum):
    """Whose values win where both sides have a row."""

    FINANCE = "AX"
    DATAVERSE = "CRM"


class Pass(Protocol):
    """What a person pasted for this gateway."""

    @property
    def origin(self) -> str: ...
    async def token(self, scope: str, *, refused: str = "") -> str:
        """Raises TokenNeeded when it is over, or is the one that was refused."""
        ...

    def refused(self) -> None:
        """The gateway does not take the token: it is of no use any more."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The ids that a command names a map by. `name` is for people."""

    name: str
    cid: str
    tid: str
    pid: str = ""


class Gateway:
    def __init__(self, transport: Transport, allowed: Pass) -> None:
        self._transport, self._pass = transport, allowed

    async def link(self, finance: str) -> ConnectionSet | None:
        """The connection set of a finance and operations environment, or None without a link."""
        host = host_of(finance)
        what = f"{_OURS}/Environments?targetType=AX&identifier={quote(host, safe='')}"
        found = self._read(await self._get("find the dual-write link", what), ConnectionSet)
        return next((one for one in found if one.cid), None)

    async def maps(self, cid: str) -> list[GatewayMap]:
        """All maps of the link. May come back empty under load: an empty list proves nothing."""
        what = f"{_OURS}/Entities?targetType=AX&cid={_id(cid)}"
        return self._read(await self._get("list the table maps", what), GatewayMap)

    async def sequence(self, cid: str, tid: str) -> list[str]:
        """Template ids in the order to start them, prerequisites first, the map itself last."""
        what = f"{_OURS}/GetTemplatePrerequisiteSequences/{_id(cid)}"
        said = await self._post("ask for the prerequisites", what, [tid])
        first = said[0] if isinstance(said, list) and said else []
        ids = [str(one) for one in first] if isinstance(first, list) else []
        return [*(one for one in ids if one != tid), tid]

    async def initialise(self, parts: Parts) -> str:
        """Give the map its project. This copies nothing."""
        if not parts.tid:
            raise _incomplete(parts)
        return await self._command(parts, "8", {"tid": parts.tid, "cid": parts.cid})

    async def start(self, parts: Parts, *, master: Master, initial_sync: bool) -> str:
        """Ask for the map to run. The answer comes long before: look at `maps` to learn."""
        if not parts.tid or not parts.pid:
            raise _incomplete(parts)
        settings: dict[str, JsonValue] = {
            "skipInitialSync": not initial_sync,
            "conflictResolution": {"option": "1", "master": master.value},
        }
        ids = {"tid": parts.tid, "pid": parts.pid, "cid": parts.cid}
        return await self._command(parts, "1", {**ids, "parameters": settings})

    async def request(self, request_id: str) -> Request | None:
        """How far it is; None while the gateway does not show it: then it still waits."""
        said = await self._get(f"look at request {request_id}", f"{_OURS}/Status/{_id(request_id)}")
        if isinstance(said, Mapping) and "detail" not in said and "value" not in said:
            return self._read(said, Request)[0]
        found = (one for each in self._read(said, GatewayMap) for one in each.requests)
        return next((one for one in found if one.id == request_id), None)

    async def fields(self, pid: str) -> Fields:
        said = await self._get("read the field mappings", f"{_OURS}/{_id(pid)}/FieldMappings")
        return self._read(said, Fields)[0]

    async def executions(self, pid: str) -> list[Execution]:
        """The newest initial sync, company by company."""
        what = f"/api/ProjectExecutionWithCompanies/{_id(pid)}"
        said = await self._get("read the initial sync", what)
        given = said.get("projectExecutionResponses") if isinstance(said, Mapping) else said
        found = self._read(given or [], Execution)
        newest = found[0].sync_id if found else ""
        return [one for one in found if one.sync_id == newest]

    async def _command(self, parts: Parts, action: str, detail: dict[str, JsonValue]) -> str:
        operation = f"{'start' if action == '1' else 'set up'} {parts.name}"
        body: JsonValue = {"action": action, "details": [detail]}
        return _request_id(await self._post(operation, f"{_OURS}/Start", body))

    async def _get(self, operation: str, path: str) -> JsonValue:
        return await self._send("GET", self._call(operation, path))

    async def _post(self, operation: str, path: str, body: JsonValue) -> JsonValue:
        call = self._call(operation, path, {"Origin": PAGE})
        data = json.dumps(body, separators=(",", ":")).encode()
        return await self._send("POST", call, Content(data, "application/json; charset=utf-8"))

    def _call(self, operation: str, path: str, headers: Mapping[str, str] | None = None) -> Call:
        return Call(operation, f"{self._pass.origin}{path}", SCOPE, headers or {})

    async def _send(self, method: str, call: Call, content: Content | None = None) -> JsonValue:
        try:
            answer = await self._transport.send(method, call, content)
        except SignInNeeded as error:
            self._pass.refused()
            raise TokenNeeded(
                call.operation, status=error.status, code=error.code, reason=error.reason,
                request_id=error.request_id,
            ) from None  # fmt: skip
        return self._said(method, call, answer)

    def _said(self, method: str, call: Call, answer: Answer) -> JsonValue:
        """Some answers are empty, some are a bare id without quotes, some a sign-in page."""
        body = answer.body.strip()
        if not body:
            return None
        try:
            said: JsonValue = json.loads(body)
        except ValueError:
            if body.startswith(b"<"):
                self._pass.refused()
                raise TokenNeeded(call.operation, status=answer.status, code="not_json") from None
            if method == "GET":
                raise UnexpectedReply(call.operation, status=200, code="not_json") from None
            return body.decode(errors="replace")[:200]
        return said

    def _read(self, said: object, kind: type[S]) -> list[S]:
        try:
            return listed(said, kind)
        except ValidationError as error:
            places = "; ".join(
                f"{'.'.join(map(str, f['loc']))}: {f['type']}"
                for f in error.errors(include_input=False, include_url=False)[:3]
            )
            raise UnexpectedReply(kind.__name__, code="unreadable", reason=places) from None


def host_of(address: str) -> str:
    """`contoso.operations.dynamics.com` out of any spelling of it. A full URL finds nothing."""
    text = address.strip()
    return urlsplit(text if "://" in text else f"https://{text}").hostname or ""


def _id(text: str) -> str:
    return quote(text, safe="")


def _incomplete(parts: Parts) -> Refused:
    """The gateway answers an empty id with a fault that names nothing, so it is not asked."""
    missing = "no project" if parts.tid else "no template"
    return Refused(f"start {parts.name}", code="incomplete", reason=f"{parts.name}: {missing}")


def _request_id(said: JsonValue) -> str:
    """It may come in an object, alone, as a number, or not at all."""
    if isinstance(said, Mapping):
        said = said.get("requestId")
    if isinstance(said, bool) or not isinstance(said, (str, int)):
        return ""
    return str(said).strip().strip('"')
