"""The front gate: which service a Host means, who may come in, and what goes wrong on purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime

import anyio
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.practice.clock import Clock
from app.practice.controls import LOST, RESET, Controls
from app.practice.line import cut
from app.practice.plot import Waits
from app.practice.services import Services

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Doors:
    """`services` are the programs by Host. `origins` are the pages that may send a form here.

    `guests` are the pages that may send one to a single host. `throttled` hosts ask to wait,
    and `spared` ones have no bad luck.
    """

    services: Mapping[str, ASGIApp]
    origins: frozenset[str]
    guests: Mapping[str, frozenset[str]]
    throttled: frozenset[str]
    spared: frozenset[str]

    def may_enter(self, origin: str, host: str) -> bool:
        return origin in self.origins or origin in self.guests.get(host, frozenset())


class Gate:
    def __init__(self, doors: Doors, controls: Controls, behind: Services) -> None:
        self._doors, self._controls, self._behind = doors, controls, behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        service = self._doors.services.get(host)
        if service is None:
            answer = _refusal("MisdirectedRequest", "No such host in the practice tenant.", 421)
            await answer(scope, receive, send)
            return
        origin = headers.get("origin")
        is_foreign = origin is not None and not self._doors.may_enter(origin, host)
        if is_foreign and scope["method"] not in _SAFE:
            answer = _refusal("ForeignOrigin", "A page of another site may not do this.", 403)
            await answer(scope, receive, send)
            return
        self._behind.settle()
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
            await cut(scope, receive)
        elif trouble and trouble.status == RESET:
            await cut(scope, receive)
        elif status := trouble.status if trouble else self._bad_luck(host):
            await self._later("Practice", "Asked for at the controls.", status)(
                scope, receive, send
            )
        elif host in self._doors.throttled and self._controls.is_throttled():
            message = "Number of requests exceeded the limit of 6000 over a time window of 300 s."
            await self._later("0x80072322", message, 429)(scope, receive, send)
        else:
            await service(scope, receive, send)

    def _bad_luck(self, host: str) -> int:
        return 0 if host in self._doors.spared else self._controls.bad_luck()

    def _later(self, code: str, message: str, status: int) -> JSONResponse:
        """With a word on how long to wait, in one of the two forms HTTP has for it."""
        answer = _refusal(code, message, status)
        if status in (429, 503):
            moment = format_datetime(Clock().now() + timedelta(seconds=2), usegmt=True)
            is_date = self._behind.plot.waits is Waits.DATE
            answer.headers["Retry-After"] = moment if is_date else "1"
        return answer


async def _swallow(_: Message) -> None:
    """The answer of a request whose answer is to be lost."""


def _refusal(code: str, message: str, status: int) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status)
