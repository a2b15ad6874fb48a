"""The whole product beside a practice tenant, and people who click through its pages."""

import re
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from bs4 import BeautifulSoup
from fastapi import FastAPI
from pydantic import SecretStr

from app.main import create_app
from app.practice.clock import Clock as PracticeClock
from app.practice.controls import Controls
from app.practice.people import PEOPLE
from app.practice.stock import Stock
from app.practice.tenant import Tenant
from app.settings import Settings
from app.store.migrate import migrate
from tests.clock import MovedClock
from tests.serving import free_socket, served

PUBLIC = "http://127.0.0.1:8000"
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""The practice tenant speaks http: reading this machine's list for each person takes long."""


@dataclass
class Practice:
    """The practice tenant on a port of its own."""

    tenant: Tenant
    address: str


@contextmanager
def practising(
    stock: Stock, clock: MovedClock, folder: Path, *, public: str = PUBLIC, around=lambda app: app
) -> Iterator[Practice]:
    """`around` may listen in on what the tenant is asked and what it answers."""
    folder.mkdir(parents=True, exist_ok=True)
    listening = free_socket()
    tenant = Tenant(
        port=listening.getsockname()[1], stock=stock, wizard_origin=public,
        state_file=folder / "practice.json", clock=PracticeClock(clock.now()),
        controls=Controls(throttle_share=0),
    )  # fmt: skip
    with served(around(tenant.app), listening) as address:
        yield Practice(tenant, address)


def settings_beside(practice: Practice, folder: Path, **knobs: object) -> Settings:
    """The settings of a wizard that knows this practice tenant, and may pick its exports."""
    exports = folder / "exports"
    exports.mkdir()
    for name, content in practice.tenant.exports.items():
        (exports / name).write_bytes(content)
    usual = {
        "data_dir": folder / "wizard",
        "public_url": PUBLIC,
        "microsoft_at": practice.address,
        "tenant": practice.tenant.tenant_id,
        "client_id": practice.tenant.client_id,
        "client_secret": SecretStr(practice.tenant.client_secret),
        "exports_folder": exports,
        "queue_poll_seconds": 0.05,
    }
    return Settings(**{**usual, **knobs})


@asynccontextmanager
async def running(settings: Settings, clock: MovedClock) -> AsyncIterator[FastAPI]:
    """The application, running, with its state."""
    settings.data_dir.mkdir(mode=0o700)
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
    _read: tuple[httpx.Response | None, BeautifulSoup | None] = (None, None)

    async def sign_in(self, part: str = "admin", *, next_page: str = "/") -> httpx.Response:
        """Through the practice tenant's page, like everybody."""
        leaving = await self.browser.get(f"/auth/login?next={next_page}")
        there = next(person for person in PEOPLE if person.part == part)
        answer = await self.outside.post(leaving.headers["location"], data={"person": there.oid})
        return await self.follow(await self.browser.get(answer.headers["location"]))

    async def get(self, address: str, **headers: str) -> httpx.Response:
        self.seen = await self.browser.get(address, headers=headers)
        return self.seen

    async def post(self, action: str, /, *, files=None, headers=None, **fields: str):
        """Send a form with the token that the last page carried. Redirects are followed."""
        data = {"csrf": self.token(), "from_page": self.path(), **fields}
        answer = await self.browser.post(action, data=data, files=files, headers=headers)
        if answer.status_code == 307:
            answer = await self.browser.post(answer.headers["location"], data=data)
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
        """The page as it was answered, read once: whoever asks must not change it."""
        page, read = self._read
        if read is None or page is not self.seen:
            read = BeautifulSoup(self.seen.text if self.seen else "", "html.parser")
            self._read = (self.seen, read)
        return read

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


@asynccontextmanager
async def people_of(app: FastAPI, public: str = PUBLIC):
    """Makes people, each with cookies of their own. They see a page also where we have failed."""
    clients: list[httpx.AsyncClient] = []

    def make() -> Person:
        inside = httpx.ASGITransport(app, raise_app_exceptions=False)
        browser = httpx.AsyncClient(transport=inside, base_url=public)
        outside = httpx.AsyncClient(trust_env=False, verify=NO_AUTHORITIES)
        clients.extend((browser, outside))
        return Person(browser, outside)

    yield make
    for client in clients:
        await client.aclose()
