"""The pages of the product, each driven to its state once and kept to be looked at.

To add a page, write a function in a module of tests/journeys/pages:

    @page("maps: before the first look")
    async def before(stage: Stage) -> Shown:
        environment = await stage.environment("contoso-uat")
        return await stage.avery.get(f"{environment}/maps")

It talks to the product the way the tests of tests/journeys do, and gives the answer that shows
the page; any status will do. The functions of one module are one story: they run from top to
bottom on one stage, a fresh product beside a fresh practice tenant. The answer is then asked for
again in Korean. Where asking twice would not show the same page (somebody signed out), give both:
`[english, korean]`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import anyio
import httpx
from fastapi import FastAPI
from starlette.responses import Response
from starlette.routing import Match

from app.i18n.translator import LANGUAGES
from app.pages.routers import ROUTERS as PAGE_ROUTERS
from app.practice.stock import Stock
from app.steps.order import ROUTERS as STEP_ROUTERS
from tests.clock import MovedClock
from tests.product import Person, Practice, people_of, practising, running, settings_beside

Shown = httpx.Response | Sequence[httpx.Response]
Drive = Callable[["Stage"], Awaitable[Shown]]
NOT_KEPT = {"set-cookie", "content-length"}
REFUSALS = ("error", "sign in refused")
SHOWN = {200, 409, 422}
"""What a page may be answered with whose name does not begin with one of the refusals."""


@dataclass(frozen=True)
class Entry:
    name: str
    story: str
    drive: Drive


PAGES: dict[str, Entry] = {}


def page(name: str) -> Callable[[Drive], Drive]:
    """Puts a page into the gallery under a name that says what is seen."""

    def add(drive: Drive) -> Drive:
        assert name not in PAGES, f"two pages are called {name!r}"
        PAGES[name] = Entry(name, drive.__module__.rpartition(".")[2], drive)
        return drive

    return add


@dataclass
class Stage:
    """A running product, its practice tenant, and people who click. `notes` is for the story."""

    app: FastAPI
    practice: Practice
    clock: MovedClock
    make: Callable[[], Person]
    people: dict[str, Person] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def avery(self) -> Person:
        """The administrator; signed in when the curtain rises."""
        return self.people["admin en"]

    def nobody(self, language: str = "en") -> Person:
        """Somebody with a new browser, not signed in."""
        person = self.make()
        person.browser.headers["accept-language"] = language
        return person

    async def person(self, part: str, language: str = "en") -> Person:
        """One of the practice tenant's people, signed in."""
        key = f"{part} {language}"
        if key not in self.people:
            self.people[key] = self.nobody(language)
            await self.people[key].sign_in(part)
        return self.people[key]

    async def environment(self, name: str = "contoso-uat") -> str:
        """The path of an environment, added if it was not yet."""
        if name not in self.notes:
            self.notes[name] = await self.avery.add(name)
        return self.notes[name]

    async def settled(self) -> None:
        """Until only time, or a person, can move a run on."""
        await self.app.state.product.engine.settled()

    async def later(self, seconds: float, times: int = 1) -> None:
        """Time passes here and at Microsoft."""
        for _ in range(times):
            self.clock.advance(seconds=seconds)
            self.practice.tenant.clock.advance(seconds)
            self.practice.tenant.services.settle()
            await self.settled()

    async def send(self, page: str, action: str, /, **fields: str) -> httpx.Response:
        """Open a page and send one of its forms; wait until nothing moves."""
        await self.avery.get(page)
        await self.avery.post(action, **fields)
        await self.settled()
        return self.avery.seen

    async def look(self, page: str) -> None:
        """Click "Check again" on the page of a step, and wait for the end of it."""
        await self.send(page, f"{page}/look")

    async def refreshes(self, shown: httpx.Response) -> None:
        """What htmx asks for by itself is rendered without the rest of its page."""
        if shown.request.method != "GET":
            return
        path = shown.request.url.raw_path.decode()
        headers = {**shown.request.headers, "HX-Request-Type": "partial"}
        answer = await self.avery.browser.send(
            httpx.Request("GET", shown.request.url, headers=headers)
        )
        assert answer.status_code == shown.status_code, f"{path} alone: {answer.status_code}"

    async def again(self, shown: httpx.Response, language: str) -> httpx.Response:
        """The same request, from a browser that prefers another language."""
        asked, client = shown.request, self.avery.browser
        headers = {**asked.headers, "accept-language": language}
        return await client.send(
            httpx.Request(asked.method, asked.url, headers=headers, content=await asked.aread())
        )


@asynccontextmanager
async def raised(stock: Stock, folder: Path) -> AsyncIterator[Stage]:
    """A stage in a folder of its own, until the story is told."""
    clock = MovedClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - MSAL looks too
    with practising(stock, clock, folder) as practice:
        settings = settings_beside(practice, folder)
        async with running(settings, clock) as app, people_of(app) as make:
            stage = Stage(app, practice, clock, make)
            await stage.person("admin")
            yield stage


@dataclass(frozen=True)
class Picture:
    """One page as it was answered."""

    status: int
    headers: Mapping[str, str]
    body: str
    route: str

    @classmethod
    def of(cls, shown: httpx.Response) -> "Picture":
        asked = shown.request
        kept = {name: value for name, value in shown.headers.items() if name not in NOT_KEPT}
        return cls(
            int(shown.status_code), kept, shown.text, route_of(asked.method, asked.url.path)
        )  # fmt: skip

    def answer(self) -> Response:
        return Response(self.body, self.status, dict(self.headers))


ROUTES = [route for router in (*PAGE_ROUTERS, *STEP_ROUTERS) for route in router.routes]


def route_of(method: str, path: str) -> str:
    """The name of the product's route that answered, or nothing if there is none."""
    scope = {"type": "http", "method": method, "path": path, "headers": []}
    return next((one.name for one in ROUTES if one.matches(scope)[0] is Match.FULL), "")


class Album:
    """The pictures that have been taken. A story is told when its first page is asked for."""

    def __init__(self, stock: Stock, folder: Path) -> None:
        self._stock, self._folder = stock, folder
        self._taken: dict[str, Mapping[str, Picture] | Exception] = {}
        self.templates: set[str] = set()

    def of(self, name: str) -> Mapping[str, Picture]:
        """The page in every language. Raises what went wrong on the way there."""
        if name not in self._taken:
            with ThreadPoolExecutor(1) as elsewhere:  # the browser's driver has a loop in this one
                elsewhere.submit(anyio.run, self._tell, PAGES[name].story).result()
        taken = self._taken[name]
        if isinstance(taken, Exception):
            raise taken
        return taken

    async def _tell(self, story: str) -> None:
        async with raised(self._stock, self._folder / story) as stage:
            for entry in [one for one in PAGES.values() if one.story == story]:
                try:
                    self._taken[entry.name] = await self._take(stage, entry)
                except Exception as error:  # noqa: BLE001 - raised where the page is asked for
                    self._taken[entry.name] = error
            self.templates |= templates_used(stage.app)

    async def _take(self, stage: Stage, entry: Entry) -> Mapping[str, Picture]:
        shown = await entry.drive(stage)
        if isinstance(shown, httpx.Response):
            await stage.refreshes(shown)
            others = list(LANGUAGES)[1:]
            shown = [shown, *[await stage.again(shown, language) for language in others]]
        pictures = [Picture.of(one) for one in shown]
        assert len({picture.status for picture in pictures}) == 1, (
            f"{entry.name!r} cannot be asked for twice: give the answer in every language"
        )
        is_error = entry.name.startswith(REFUSALS)
        assert is_error or pictures[0].status in SHOWN, f"{entry.name!r}: {pictures[0].status}"
        return dict(zip(LANGUAGES, pictures, strict=True))


def templates_used(app: FastAPI) -> set[str]:
    """The templates that a product has shown, itself or by extending and including them."""
    environments = app.state.product.pages._environments.values()
    return {name for environment in environments for _, name in environment.cache}
