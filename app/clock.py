"""The time, handed in wherever it is needed, so that tests can move it instead of waiting."""

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present, aware and in UTC."""
        ...

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        """Return after so many seconds, or at once when the bell rings."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bell.wait(), seconds)
