"""A run that reads a site from the practice tenant, with our own store beneath it."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.access.keys import KeyRing
from app.jobs.job import Context, Journalled, Stopped
from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.stock import make_stock
from app.practice.tenant import Tenant
from app.store import environments, runs
from app.store.database import Database
from app.store.migrate import migrate

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
KEYS = KeyRing({"00" * 8: bytes(32)})


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def stock():
    return make_stock()


@pytest.fixture
def tenant(stock):
    return Tenant(stock=stock, clock=Clock(AT), controls=Controls(throttle_share=0))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    url = f"sqlite:///{folder / 'store.db'}"
    migrate(url, folder / "backups", AT)
    return (folder / "store.db").read_bytes()


@pytest.fixture
def database(empty_database, tmp_path):
    (tmp_path / "store.db").write_bytes(empty_database)
    opened = Database(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.dispose()


def nothing(_request) -> None:
    """What usually happens beside a request."""


class Calls:
    """Counts what is asked of Microsoft, by path; `before` and `after` may end the process."""

    def __init__(self, tenant):
        self._inner = httpx.ASGITransport(tenant.app)
        self.asked: list[str] = []
        self.before = self.after = nothing

    async def __call__(self, request):
        self.asked.append(f"{request.method} {request.url.path.rpartition('/v9.2/')[2]}")
        self.before(request)
        answer = await self._inner.handle_async_request(request)
        self.after(request)
        return httpx.Response(
            answer.status_code, headers=answer.headers, content=await answer.aread()
        )


@pytest.fixture
async def calls(tenant):
    return Calls(tenant)


@pytest.fixture
async def microsoft(tenant, calls):
    """From the name of an environment to its clients, in the administrator's name."""
    person = next(one for one in tenant.people if one.part == "admin")

    async def token(scope, *, refused=""):
        origin = scope.removesuffix("/user_impersonation")
        return tenant.scene.mint.access_token(person, origin, "user_impersonation")

    async with httpx.AsyncClient(transport=httpx.MockTransport(calls)) as http:
        connections = Connections(cloud("public"), http)
        yield lambda name: connections.to(token, f"https://{name}.crm4.dynamics.com")


class Record:
    """What a run remembers, without an engine: the journal in memory, our store in a file."""

    def __init__(self, database):
        self._database, self.journalled, self.told, self.saved = database, {}, [], {}
        self.stops_after: int | None = None

    async def find(self, key):
        return Journalled(self.journalled[key]) if key in self.journalled else None

    async def journal(self, key, out):
        self.journalled[key] = json.loads(json.dumps(out))
        return self.journalled[key]

    async def progress(self, progress):
        self.told.append(json.loads(json.dumps(progress)))

    async def save(self, step, facts):
        self.saved[step] = facts

    async def read(self, query):
        return await self._database(query, ro=True)

    async def write(self, change):
        return await self._database(change)

    def check(self):
        if self.stops_after is not None:
            self.stops_after -= 1
            if self.stops_after < 0:
                raise Stopped


class StillClock:
    def __init__(self):
        self.at = AT

    def now(self):
        return self.at

    def advance(self, **by):
        self.at += timedelta(**by)


@pytest.fixture
async def ctx(database, microsoft):
    """A run in the environment that holds the customised site."""

    def put(session):
        environment = environments.add(
            session, tenant_id="t1", organization_id="o1", name="Contoso UAT", by="u1", at=AT,
            url="https://contoso-uat.crm4.dynamics.com",
        )  # fmt: skip
        run = runs.add(
            session, environment.id, "update.read", lane="x", by="u1", by_name="Kim", at=AT
        )
        return environment, run

    environment, run = await database(put)
    return Context(
        run_id=run.id,
        environment=environment,
        actor="u1",
        args={},
        clock=StillClock(),
        microsoft=microsoft("contoso-uat"),
        record=Record(database),
        keys=KEYS,
        connect=lambda other: microsoft(other.name),
    )
