import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import anyio
import pytest

from app.access.keys import KeyRing
from app.jobs import start as begin
from app.jobs.around import Around
from app.jobs.engine import Engine
from app.settings import Settings
from app.store import environments, runs
from app.store.database import Database
from app.store.migrate import migrate
from app.store.tables import Environment, Run
from tests.clock import MovedClock

KEYS = KeyRing({"00" * 8: bytes(32)})
AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def anyio_backend():
    return "asyncio"


def add_environment(session, organization="o1") -> Environment:
    return environments.add(
        session, tenant_id="t1", organization_id=organization,
        url=f"https://{organization}.crm4.dynamics.com", name="Contoso UAT", by="u1", at=AT,
    )  # fmt: skip


@dataclass
class Product:
    """An engine on a database, and the few things a person does with it."""

    database: Database
    clock: MovedClock
    environment: Environment
    jobs: dict = field(default_factory=dict)
    engine: Engine | None = None
    drain_seconds: float = 4
    keys: KeyRing = KEYS

    def connect(self, environment, actor):
        return f"{actor} at {environment.url}"

    async def up(self) -> None:
        settings = Settings(queue_poll_seconds=0.02)
        around = Around(self.database, self.clock, self.jobs, self.connect, self.keys)
        self.engine = Engine(around, settings, drain_seconds=self.drain_seconds)
        await self.engine.launch()

    async def down(self) -> None:
        if self.engine:
            engine, self.engine = self.engine, None
            await engine.shutdown()

    async def again(self) -> None:
        await self.down()
        await self.up()

    async def start(self, job, *, environment=None, by="u1", **args) -> Run:
        self.jobs.setdefault(job.name, job)
        where = (environment or self.environment).id
        return await self.database(
            lambda s: begin.start(
                s, self.engine, job, where, by=by, by_name="Kim", at=self.clock.now(), args=args
            )
        )

    async def stop(self, run) -> Run:
        return await self.database(lambda s: begin.stop(s, run.id, at=self.clock.now()))

    async def resume(self, run, by="u1") -> Run:
        return await self.database(
            lambda s: begin.resume(
                s, self.engine, run.id, by=by, by_name="Lee", at=self.clock.now()
            )
        )

    async def signed_in(self, user) -> list[Run]:
        return await self.database(
            lambda s: begin.resume_for(s, self.engine, user, at=self.clock.now())
        )

    async def settled(self) -> None:
        await asyncio.wait_for(self.engine.settled(), 20)

    async def until(self, condition) -> None:
        """For what no clock of ours decides: how far dbos is."""
        with anyio.fail_after(20):
            while not await condition():  # noqa: ASYNC110
                await anyio.sleep(0.01)

    async def later(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await self.settled()

    async def see(self, run) -> Run:
        return await self.database(lambda s: runs.find(s, run.id), ro=True)

    async def effects(self, run) -> int:
        return await self.database(lambda s: runs.effects(s, run.id), ro=True)


async def _launch_once(url: str) -> None:
    database = Database(url)
    around = Around(database, MovedClock(AT), {}, lambda *_: None, KEYS)
    engine = Engine(around, Settings(queue_poll_seconds=0.02))
    await engine.launch()
    await engine.shutdown()
    database.dispose()


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory) -> bytes:
    """A SQLite file in which an engine has run before, made once."""
    folder = tmp_path_factory.mktemp("prepared")
    url = f"sqlite:///{folder / 'prepared.db'}"
    migrate(url, folder / "backups", AT)
    asyncio.run(_launch_once(url))
    database = Database(url)
    with database.app_engine.connect() as connection:
        connection.rollback()
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return (folder / "prepared.db").read_bytes()


@pytest.fixture
def url(tmp_path, prepared_database) -> str:
    (tmp_path / "jobs.db").write_bytes(prepared_database)
    return f"sqlite:///{tmp_path / 'jobs.db'}"


@asynccontextmanager
async def product_on(url):
    database = Database(url, pauses=(0.0, 0.0))
    environment = await database(add_environment)
    product = Product(database, MovedClock(AT), environment)
    await product.up()
    try:
        yield product
    finally:
        await product.down()
        database.dispose()


@pytest.fixture
async def product(url):
    async with product_on(url) as product:
        yield product


@pytest.fixture
async def second_environment(product):
    return await product.database(partial(add_environment, organization="o2"))
