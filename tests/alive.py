"""The whole product on a port, in a thread with a loop of its own: for a real browser.

A test stands outside of that loop, and moves the clock in it.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import anyio
import httpx
import uvicorn
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from app.practice.environments import ENVIRONMENTS
from app.practice.stock import Stock
from app.settings import Settings
from tests.clock import MovedClock
from tests.product import Practice, practising, running, settings_beside
from tests.serving import free_socket


@dataclass
class Alive:
    """A product that can be visited, its practice tenant, and their clocks, moved together."""

    address: str
    app: FastAPI
    practice: Practice
    clock: MovedClock
    portal: BlockingPortal

    def settled(self) -> None:
        """Until only time, or a person, can move a run on."""
        self.portal.call(self.app.state.product.engine.settled)

    def later(self, seconds: float, times: int = 1) -> None:
        """Time passes here and at Microsoft."""
        for _ in range(times):
            self.portal.call(self.clock.advance, seconds)
            self.practice.tenant.clock.advance(seconds)
            self.practice.tenant.services.settle()
            self.settled()

    def by_hand(self, action: str, domain: str, **fields: str) -> None:
        """What an administrator does in Microsoft's pages: here the practice tenant's own."""
        chosen = next(one.id for one in ENVIRONMENTS if one.domain == domain)
        address = f"{self.practice.address}/_practice/{action}"
        with httpx.Client(trust_env=False) as outside:
            answer = outside.post(address, data={"environment": chosen, **fields})
        assert answer.status_code == httpx.codes.OK, answer.text
        self.later(60)


@contextmanager
def alive(stock: Stock, folder: Path, **knobs: object) -> Iterator[Alive]:
    clock = MovedClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - MSAL looks too
    listening = free_socket()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with (
        practising(stock, clock, folder, public=address) as practice,
        start_blocking_portal() as portal,
    ):
        settings = settings_beside(practice, folder, public_url=address, **knobs)
        with portal.wrap_async_context_manager(_served(settings, clock, listening)) as app:
            yield Alive(address, app, practice, clock, portal)
    listening.close()


@asynccontextmanager
async def _served(settings: Settings, clock: MovedClock, listening) -> AsyncIterator[FastAPI]:
    async with running(settings, clock) as app, anyio.create_task_group() as group:
        config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        group.start_soon(server.serve, [listening])
        yield app
        server.should_exit = True
