"""A wizard that is killed, the practice tenant that it speaks to, and the state both are in.

The tenant is in this process, behind a gate; the wizard is a process of its own. A state is what
both have on disk, so it can be copied and gone on from as often as wanted.
"""

import contextlib
import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import anyio
import httpx

from app.practice.controls import Controls
from app.practice.stock import Stock
from app.practice.tenant import Tenant
from tests.chaos.held import PATIENCE, Gate
from tests.chaos.nursery import Nursery, Nursling
from tests.chaos.test_wizard_kill import CLIENT, answers
from tests.product import NO_AUTHORITIES, Person
from tests.serving import free_socket, served

T = TypeVar("T")
Row = tuple[object, ...]
_STUCK = frozenset({"failed", "stopped", "waiting_for_sign_in", "needs_token"})


def wait_for(holds: Callable[[], object], otherwise: Callable[[], str]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, otherwise()
        threading.Event().wait(0.1)


@dataclass
class Place:
    tenant: Tenant
    gate: Gate
    wizard: Nursling
    folder: Path

    def story(self, tell: Callable[[Person], Awaitable[T]]) -> T:
        """What a person does in a browser. Its cookies outlive the wizard's deaths."""
        return anyio.run(self._told, tell)

    async def _told(self, tell: Callable[[Person], Awaitable[T]]) -> T:
        jar = self.folder / "cookies.json"
        cookies = json.loads(jar.read_text()) if jar.exists() else {}
        async with (
            httpx.AsyncClient(
                base_url=self.wizard.address, cookies=cookies, trust_env=False, timeout=PATIENCE,
                verify=NO_AUTHORITIES,
            ) as browser,
            httpx.AsyncClient(trust_env=False, timeout=60, verify=NO_AUTHORITIES) as outside,
        ):  # fmt: skip
            told = await tell(Person(browser, outside))
            jar.write_text(json.dumps(dict(browser.cookies)))
            return told

    def rows(self, query: str, *values: object) -> list[Row]:
        """What the wizard has stored, whether it is alive or not."""
        file = self.folder / "wizard" / "portal-setup.db"
        with contextlib.closing(sqlite3.connect(file)) as connection:
            return connection.execute(query, values).fetchall()

    def start(self) -> None:
        self.wizard.start()
        wait_for(lambda: answers(f"{self.wizard.address}/health"), self._how_it_is)

    def reach(self, reached: threading.Event) -> None:
        """Until the wizard is where it is to die. Where only time brings it there, time goes by."""
        while True:
            wait_for(lambda: reached.is_set() or self._is_at_rest(), self._how_it_is)
            if reached.is_set():
                return
            assert any(state == "waiting" for state, *_ in self._runs()), self._how_it_is()
            self.later()

    def finish(self) -> None:
        """Until every run has succeeded by itself. Where only time can help, time goes by."""
        while True:
            wait_for(self._is_at_rest, self._how_it_is)
            if all(state == "succeeded" for state, *_ in self._runs()):
                return
            assert not _STUCK & {str(state) for state, *_ in self._runs()}, self._how_it_is()
            self.later()

    def later(self, minutes: int = 11) -> None:
        """Killed while it waits, and started when that time has gone by."""
        self.wizard.kill()
        self._age(timedelta(minutes=minutes))
        self.tenant.clock.advance(120)
        self.start()

    def _runs(self) -> list[Row]:
        return self.rows("SELECT state, due_at, job, cause, detail FROM run ORDER BY created_at")

    def _is_at_rest(self) -> bool:
        under_way = [run for run in self._runs() if run[0] not in _STUCK | {"succeeded"}]
        return all(state == "waiting" and _is_far(due) for state, due, *_ in under_way)

    def _how_it_is(self) -> str:
        log = (self.folder / "wizard.log").read_text()
        return f"{self._runs()}\n{log[-3000:]}"

    def _age(self, by: timedelta) -> None:
        """As if the wizard had been dead for so long."""
        file = self.folder / "wizard" / "portal-setup.db"
        with contextlib.closing(sqlite3.connect(file)) as connection, connection:
            for table, column in (("run", "due_at"), ("run_effect", "at"), ("site_write", "at")):
                connection.execute(
                    f"UPDATE {table} SET {column} = datetime({column}, ?) "  # noqa: S608
                    f"|| substr({column}, 20) WHERE {column} IS NOT NULL",
                    (f"-{int(by.total_seconds())} seconds",),
                )


def _is_far(due: object) -> bool:
    if due is None:
        return False
    return datetime.fromisoformat(f"{due}").replace(tzinfo=UTC).timestamp() > time.time() + 3


@dataclass(frozen=True)
class Ground:
    """What all places share. One wizard lives at a time, so one port does for all."""

    stock: Stock
    port: int
    exports: Path
    nursery: Nursery


@contextmanager
def living(ground: Ground, state: Path, folder: Path) -> Iterator[Place]:
    """Go on in `folder` from a copy of this state, with the wizard not started yet."""
    shutil.copytree(state, folder)
    listening = free_socket()
    tenant = Tenant(
        port=listening.getsockname()[1], client_id=CLIENT, stock=ground.stock,
        wizard_origin=f"http://127.0.0.1:{ground.port}", state_file=folder / "practice.json",
        controls=Controls(throttle_share=0),
    )  # fmt: skip
    gate = Gate(tenant.app)
    with served(gate, listening) as address:
        wizard = Nursling(folder / "wizard", ground.port, address, tenant, ground.exports)
        wizard.nursery = ground.nursery
        try:
            yield Place(tenant, gate, wizard, folder)
        finally:
            wizard.kill()
