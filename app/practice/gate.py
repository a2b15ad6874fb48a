"""The front gate: which service a Host means, who may come in, and what goes wrong on purpose."""

from collections.abc import Mapping

import anyio
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.practice.controls import LOST, Controls

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """`services` are the programs by Host. `origins` are the pages that may send a form here."""

    def __init__(
        self,
        services: Mapping[str, ASGIApp],
        origins: frozenset[str],
        throttled: frozenset[str],
        controls: Controls,
    ) -> None:
        self._services, self._origins = services, origins
        self._throttled, self._controls = throttled, controls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        service = self._services.get(host)
        if service is None:
            answer = _refusal("MisdirectedRequest", "No such host in the practice tenant.", 421)
            await answer(scope, receive, send)
            return
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins and scope["method"] not in _SAFE:
            answer = _refusal("ForeignOrigin", "A page of another site may not do this.", 403)
            await answer(scope, receive, send)
            return
        await self._enter(service, host, scope, receive, send)

    async def _enter(
        self, service: ASGIApp, host: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if ":" in host:  # a browser on this machine: nothing goes wrong there
            await service(scope, receive, send)
            return
        if self._controls.latency > 0:
            await anyio.sleep(self._controls.latency)
        trouble = self._controls.take_trouble(f"{host}{scope['path']}")
        if trouble and trouble.status == LOST:
            await service(scope, receive, _swallow)
            await _hang_up(send)
        elif trouble:
            answer = _refusal("Practice", "Asked for at the controls.", trouble.status)
            await answer(scope, receive, send)
        elif host in self._throttled and self._controls.is_throttled():
            message = "Number of requests exceeded the limit of 6000 over a time window of 300 s."
            await _refusal("0x80072322", message, 429)(scope, receive, send)
        else:
            await service(scope, receive, send)


async def _swallow(_: Message) -> None:
    """The answer of a request whose answer is to be lost."""


async def _hang_up(send: Send) -> None:
    """Promise more than is sent: the server then closes the connection."""
    length = [(b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": length})


def _refusal(code: str, message: str, status: int) -> JSONResponse:
    headers = {"Retry-After": "1"} if status in (429, 503) else {}
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)
