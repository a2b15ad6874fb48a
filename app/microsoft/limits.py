"""How much one person may ask of one host: less than what Microsoft turns down.

Dataverse counts by person and server: 52 requests at once, 6,000 in five minutes. Other processes
of this product ask in the same name, so some room is left; a 429 is still possible, and obeyed.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from time import monotonic
from typing import Final, TypeAlias

import anyio

from app.microsoft.errors import Unavailable

MOST_AT_ONCE: Final = 40
MOST_IN_WINDOW: Final = 5_500
WINDOW: Final = 300.0
_HINT: Final = "x-ms-dop-hint"
Seconds: TypeAlias = Callable[[], float]


class Limiter:
    """Turns for one person at one host."""

    def __init__(self, now: Seconds = monotonic) -> None:
        self._now, self._sent = now, deque[float]()
        self._slots = anyio.CapacityLimiter(MOST_AT_ONCE)

    @property
    def at_once(self) -> int:
        return int(self._slots.total_tokens)

    @asynccontextmanager
    async def turn(self, operation: str) -> AsyncIterator[None]:
        """Waits for one of the places. With the window full, nothing is sent: Unavailable."""
        holder = object()
        await self._slots.acquire_on_behalf_of(holder)
        try:
            self._count(operation)
            yield
        finally:
            self._slots.release_on_behalf_of(holder)

    def heed(self, headers: Mapping[str, str]) -> None:
        """How many requests at once the service thinks good. Never more than ours."""
        hint = headers.get(_HINT, "").strip()
        if hint.isascii() and hint.isdecimal():
            self._slots.total_tokens = min(max(int(hint[:6]), 1), MOST_AT_ONCE)

    def _count(self, operation: str) -> None:
        now = self._now()
        while self._sent and self._sent[0] <= now - WINDOW:
            self._sent.popleft()
        if len(self._sent) >= MOST_IN_WINDOW:
            raise Unavailable(
                operation,
                retry_after=timedelta(seconds=self._sent[0] + WINDOW - now),
                code="own_limit",
                reason="nothing was sent: Microsoft takes no more from one person in five minutes",
            )
        self._sent.append(now)


class Limits:
    """The same one for every client that asks the same host in the same name."""

    def __init__(self, now: Seconds = monotonic) -> None:
        self._now, self._known = now, dict[tuple[str, str], Limiter]()

    def of(self, user: str, host: str) -> Limiter:
        key = (user, host.lower())
        if key not in self._known:
            self._known[key] = Limiter(self._now)
        return self._known[key]
