from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import Form, Request
from sqlmodel import SQLModel

from app.access.identity import Identity
from app.access.keys import KeyRing
from app.access.roles import Role
from app.access.sessions import cookie_name, find_ended, open_session
from app.microsoft.errors import Refused, SignInNeeded, Unavailable
from app.settings import Settings
from app.store import environments
from app.store.database import Database
from app.web.deps import AdminDep, EnvironmentDep, NowDep, VisitorDep
from app.web.frame import new_app
from app.web.guard import drafted
from app.web.product import Product
from app.web.render import Pages, page, see_other
from app.web.static import Assets
from tests.web.sample import add_sample

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 12, 14, 21, tzinfo=UTC)
TENANT = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def anyio_backend():
    return "asyncio"


@dataclass
class HandClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def advance(self, **span: float) -> None:
        self.at += timedelta(**span)

    async def wait(self, _bell, seconds):
        self.advance(seconds=seconds)


@dataclass
class Site:
    """A small product with a few pages, and a browser without script."""

    product: Product
    app: object
    clock: HandClock
    done: list = field(default_factory=list)

    def browser(self, **headers: str) -> httpx.AsyncClient:
        # Starlette raises after it has answered with the 500 page; a browser sees the answer
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        origin = self.product.settings.public_url
        return httpx.AsyncClient(transport=transport, base_url=origin, headers=headers)

    async def signed_in(self, role: Role = Role.OPERATOR, **headers: str) -> httpx.AsyncClient:
        cookie, _ = await self.session(role)
        browser = self.browser(**headers)
        browser.cookies.set(cookie_name(self.product.settings), cookie)
        return browser

    async def session(self, role: Role = Role.OPERATOR, user: str = "ada") -> tuple[str, str]:
        """Gives the cookie and the form token of a new session."""
        now, settings = self.clock.now(), self.product.settings
        who = Identity(f"{TENANT}/{user}", TENANT, "Ada Kim", f"{user}@contoso.com", role)

        def open_one(session):
            cookie = open_session(session, who, now=now, settings=settings)
            session.flush()
            return cookie, find_ended(session, cookie).csrf

        return await self.product.database(open_one)

    async def environment(self, tenant: str = TENANT) -> str:
        made = await self.product.database(
            lambda session: environments.add(
                session, tenant_id=tenant, organization_id="o-1", name="Contoso UAT",
                url="https://contoso.crm.dynamics.com", by="ada", at=NOW,
            )
        )  # fmt: skip
        return made.id


def make_site(folder: Path, assets: Assets, pages: Pages, **knobs: object) -> Site:
    settings = Settings(data_dir=folder, **knobs)
    database = Database(settings.database)
    SQLModel.metadata.create_all(database.app_engine)
    clock = HandClock()
    unused = dict.fromkeys(("sign_in", "tokens", "engine", "connections"))
    product = Product(
        settings=settings, database=database, clock=clock, pages=pages,
        keys=KeyRing.open(folder / "keys.json"), journey=lambda _session, _environment: (),
        **unused,
    )  # fmt: skip
    app = new_app(settings, assets)
    app.state.product = product
    site = Site(product, app, clock)
    add_note(app, site)
    add_others(app, site)
    add_sample(app)
    return site


def add_note(app, site: Site) -> None:
    @app.get("/note", name="note")
    async def note(request: Request, visitor: VisitorDep):
        return page(request, "note.html", typed=await drafted(request))

    @app.post("/note")
    async def save_note(request: Request, visitor: VisitorDep, text: Annotated[str, Form()]):
        site.done.append(text)
        return see_other(request, "note")

    @app.post("/update/merges")
    async def upload(request: Request, visitor: VisitorDep):
        form = await request.form()
        site.done.append((await form["file"].read())[:9])
        return see_other(request, "note")

    @app.get("/block", name="block")
    async def block(request: Request, visitor: VisitorDep):
        return page(request, "note.html", block="part", typed={})


def add_others(app, site: Site) -> None:
    @app.post("/admin")
    async def admin_only(request: Request, visitor: AdminDep):
        site.done.append("admin")

    @app.get("/environments/{environment_id}")
    async def overview(environment: EnvironmentDep, now: NowDep):
        return {"name": environment.name, "at": now.isoformat()}

    @app.get("/broken")
    async def broken():
        msg = "the secret is hunter2"
        raise ValueError(msg)

    @app.get("/refused")
    async def refused(kind: str = "refused"):
        if kind == "away":
            raise Unavailable("list environments", status=503, request_id="ms-9")
        if kind == "demand":
            raise SignInNeeded("list environments", status=401, claims='{"access_token":{}}')
        raise Refused(
            "list environments", status=400, code="Bad", reason="<b>no</b>", request_id="ms-9"
        )


@pytest.fixture(scope="session")
def assets() -> Assets:
    return Assets()


@pytest.fixture(scope="session")
def pages(assets) -> Pages:
    return Pages(assets, HERE / "templates")


@pytest.fixture
def new_site(tmp_path, assets, pages):
    made: list[Site] = []

    def make(**knobs: object) -> Site:
        made.append(make_site(tmp_path, assets, pages, **knobs))
        return made[-1]

    yield make
    for site in made:
        site.product.database.dispose()


@pytest.fixture
def site(new_site) -> Site:
    return new_site()
