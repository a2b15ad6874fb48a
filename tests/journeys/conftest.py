"""The whole product beside a practice tenant, and people who click through its pages."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import pytest
from bs4 import BeautifulSoup
from pydantic import SecretStr

from app.main import create_app
from app.practice.clock import Clock as PracticeClock
from app.practice.controls import Controls
from app.practice.people import PEOPLE
from app.practice.stock import make_stock
from app.practice.tenant import Tenant
from app.settings import Settings
from app.store.migrate import migrate
from tests.clock import MovedClock
from tests.serving import free_socket, served

PUBLIC = "http://127.0.0.1:8000"


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def stock():
    return make_stock()


@pytest.fixture
def clock():
    return MovedClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - MSAL looks too


@dataclass
class Practice:
    """The practice tenant on a port of its own."""

    tenant: Tenant
    address: str


@pytest.fixture
def practice(stock, clock, tmp_path):
    listening = free_socket()
    tenant = Tenant(
        port=listening.getsockname()[1], stock=stock, wizard_origin=PUBLIC,
        state_file=tmp_path / "practice.json", clock=PracticeClock(clock.now()),
        controls=Controls(throttle_share=0),
    )  # fmt: skip
    with served(tenant.app, listening) as address:
        yield Practice(tenant, address)


@pytest.fixture
def settings(practice, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    for name, content in practice.tenant.exports.items():
        (exports / name).write_bytes(content)
    return Settings(
        data_dir=tmp_path / "wizard",
        public_url=PUBLIC,
        microsoft_at=practice.address,
        tenant=practice.tenant.tenant_id,
        client_id=practice.tenant.client_id,
        client_secret=SecretStr(practice.tenant.client_secret),
        exports_folder=exports,
        queue_poll_seconds=0.02,
    )


@pytest.fixture
async def product(settings, clock):
    """The application, running, with its state."""
    settings.data_dir.mkdir()
    migrate(settings.database, settings.data_dir / "backups", clock.now())
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        yield app


@dataclass
class Person:
    """Somebody with a browser of their own. Forms are sent as the last page had them."""

    browser: httpx.AsyncClient
    outside: httpx.AsyncClient
    seen: httpx.Response | None = field(default=None)

    async def sign_in(self, part: str = "admin", *, next_page: str = "/") -> httpx.Response:
        """Through the practice tenant's page, like everybody."""
        leaving = await self.browser.get(f"/auth/login?next={next_page}")
        there = next(person for person in PEOPLE if person.part == part)
        answer = await self.outside.post(leaving.headers["location"], data={"person": there.oid})
        back = answer.headers["location"].removeprefix(PUBLIC)
        return await self.follow(await self.browser.get(back))

    async def get(self, address: str, **headers: str) -> httpx.Response:
        self.seen = await self.browser.get(address, headers=headers)
        return self.seen

    async def post(self, action: str, /, *, files=None, headers=None, **fields: str):
        """Send a form with the token that the last page carried. Redirects are followed."""
        data = {"csrf": self.token(), "from_page": self.path(), **fields}
        answer = await self.browser.post(action, data=data, files=files, headers=headers)
        return await self.follow(answer)

    async def follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = await self.browser.get(answer.headers["location"])
        self.seen = answer
        return answer

    def token(self) -> str:
        found = self.soup().find("input", {"name": "csrf"})
        return found["value"] if found else ""

    def path(self) -> str:
        return self.seen.request.url.raw_path.decode() if self.seen else "/"

    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.seen.text if self.seen else "", "html.parser")

    def words(self) -> str:
        """What the main part of the page says, in one line."""
        return re.sub(r"\s+", " ", self.soup().main.get_text(" ")).strip()

    async def add(self, name: str = "contoso-uat") -> str:
        """Add an environment by its address. Gives the path of its overview."""
        await self.get("/environments/add")
        await self.post("/environments/add", address=f"https://{name}.crm4.dynamics.com")
        return self.path()

    async def merge(self, environment: str, **picks: str) -> str:
        """Merge three exports that are on the server. Gives the path of the review."""
        chosen = {"base": "base.zip", "site": "site.zip", "template": "template.zip"}
        fields = {slot: f"folder:{name}" for slot, name in chosen.items()} | picks
        await self.get(f"{environment}/update")
        await self.post(f"{environment}/update/merges", **fields)
        return self.path()


@pytest.fixture
async def somebody(product):
    """Makes people, each with cookies of their own."""
    clients: list[httpx.AsyncClient] = []

    def make() -> Person:
        browser = httpx.AsyncClient(transport=httpx.ASGITransport(product), base_url=PUBLIC)
        outside = httpx.AsyncClient(trust_env=False)
        clients.extend((browser, outside))
        return Person(browser, outside)

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
async def avery(somebody):
    """The administrator, signed in."""
    person = somebody()
    await person.sign_in()
    return person
