"""A clock that stands still until a test moves it."""

import asyncio
from datetime import datetime, timedelta


class MovedClock:
    """Stands still until it is moved; then whoever waited long enough goes on."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        due = self.at + timedelta(seconds=seconds)
        ringing = asyncio.ensure_future(bell.wait())
        try:
            while self.at < due and not bell.is_set():
                moving = asyncio.ensure_future(self._moved.wait())
                try:
                    await asyncio.wait({ringing, moving}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    moving.cancel()
        finally:
            ringing.cancel()
