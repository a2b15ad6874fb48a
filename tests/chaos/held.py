"""A gate in front of the practice tenant: it counts what arrives, and holds one request back."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response

PATIENCE = 120
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_ASKS = re.compile("/listTenantSettings$")
"""What only asks, though it is a POST."""
_HANG_UP = Response(status_code=503)


@dataclass(frozen=True)
class At:
    """The request to hold: the `number`-th to a host and path like these.

    Only what arrives after so many `changes` were carried out counts; None stands for all that an
    uninterrupted run makes. With `carried_out` it does its work, and its answer is held.
    """

    method: str
    host: str
    path: str
    number: int = 1
    carried_out: bool = False
    changes: int | None = 0

    def fits(self, asked: "Asked") -> bool:
        here = self.method == asked.method and self.host in asked.host
        return here and re.search(self.path, asked.path) is not None


ANYTHING = At("GET", ".com", "")


@dataclass(frozen=True)
class Asked:
    method: str
    host: str
    path: str

    @property
    def changes(self) -> bool:
        return self.method not in _READS and not _ASKS.search(self.path)


@dataclass
class Held:
    """One request that waits at the gate, until it is let go: then it has come to nothing."""

    at: At
    changes: int
    seen: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def is_it(self, asked: Asked, changes: int) -> bool:
        if self.let_go.is_set() or changes < self.changes or not self.at.fits(asked):
            return False
        self.seen += 1
        return self.seen >= self.at.number

    async def wait(self) -> None:
        self.reached.set()
        await to_thread.run_sync(self.let_go.wait, PATIENCE * 2)


class Gate:
    """`asked` is everything that was let through or held; `changed` what was carried out."""

    def __init__(self, app) -> None:
        self._app = app
        self.asked: list[Asked] = []
        self.changed: list[Asked] = []
        self._held: Held | None = None

    @contextmanager
    def holding(self, at: At, changes: int = 0) -> Iterator[Held]:
        self._held = Held(at, changes if at.changes is None else at.changes)
        try:
            yield self._held
        finally:
            self._held.let_go.set()

    async def __call__(self, scope, receive, send) -> None:
        host = Headers(scope=scope).get("host", "")
        asked = Asked(scope["method"], host, scope["path"])
        if ".com" not in host or host.startswith("login."):
            await self._app(scope, receive, send)
            return
        self.asked.append(asked)
        held = self._held
        if held is None or not held.is_it(asked, len(self.changed)):
            await self._carry_out(asked, scope, receive, send)
            return
        if held.at.carried_out:
            await self._carry_out(asked, scope, receive, _nobody)
        await held.wait()
        await _HANG_UP(scope, receive, send)

    async def _carry_out(self, asked: Asked, scope, receive, send) -> None:
        async def noting(message) -> None:
            if message["type"] == "http.response.start" and asked.changes:
                self.changed += [asked] if message["status"] < 300 else []
            await send(message)

        await self._app(scope, receive, noting)


async def _nobody(message) -> None:
    """The answer that never arrives."""
