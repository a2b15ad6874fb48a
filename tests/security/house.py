"""The product for one module of tests, with one person of each kind, and things to point at."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from sqlite3 import connect
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session, col, select
from starlette.types import ASGIApp

from app.practice.people import OTHER_TENANT_ID, TENANT_ID
from app.practice.stock import Stock
from app.store.tables import ACTIVE, AuditEntry, Run
from app.web.product import Product
from tests.clock import MovedClock
from tests.product import Person, Practice, people_of, practising, running, settings_beside
from tests.security.deciding import decided_column, file_of_decisions
from tests.security.expected import EXPECTED, Expected, expectation
from tests.security.routes import ROUTES, Route
from tests.security.standing import all_ended, linked, statement, wait, waiting_run
from tests.security.writing import written_run

PUBLIC = "https://setup.contoso.example"
"""Served as it is meant to be: under https."""
KINDS = ("nobody", "reader", "operator", "admin", "stranger")
"""The stranger is an administrator, of another tenant that may sign in here as well."""
BEATS = {"browser_session": {"seen_at"}, "executor": {"seen_at"}}
"""Columns that tell the time by themselves."""

QUEUE = ("workflow_", "operation_")
"""Tables of the job engine's queue, which closes its books a little after a run has ended."""

PATIENCE = 40
"""Seconds of real time. A lease or a lost run is waited for by the clock, which stands still."""

Places = dict[str, str]
Around = Callable[[ASGIApp], ASGIApp]


@dataclass
class House:
    app: FastAPI
    practice: Practice
    clock: MovedClock
    make: Callable[[], Person]
    people: dict[str, Person] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    prepared: dict[str, Mapping[str, str]] = field(default_factory=dict)
    seen: int = 0  # routes tried so far

    @property
    def product(self) -> Product:
        return self.app.state.product

    async def person(self, kind: str) -> Person:
        """Signed in once, and again after a sign-out."""
        if kind not in self.people:
            self.people[kind] = self.make()
        person = self.people[kind]
        session = "__Host-session"
        if kind != "nobody" and session not in person.browser.cookies:
            await person.sign_in(kind)
            assert session in person.browser.cookies, person.seen.text
        return person

    async def ask(
        self, kind: str, route: Route, places: Places, *, csrf: str | None = None, **more: Any
    ) -> httpx.Response:
        """As the person's browser would. `csrf` sends another token, or none if it is empty."""
        person = await self.person(kind)
        address = route.at(places)
        expected, fields = expectation(route), self.fields(route)
        if route.is_safe:
            params = {**expected.fields, **more.pop("params", {})}
            return await person.browser.request(route.method, address, params=params, **more)
        token = await token_of(person) if csrf is None else csrf
        fields = {**({"csrf": token} if token else {}), **fields}
        answer = await person.browser.request(route.method, address, data=fields, **more)
        if answer.status_code == expected.answer:
            self.made.clear()  # whatever it was done to is not what it was
        return answer

    def fields(self, route: Route) -> dict[str, str]:
        """What its form sends, and the address of a page that shows what was asked for."""
        return {**expectation(route).fields, **self.prepared.get(route.name, {})}

    async def _next_minute(self) -> None:
        """Now and then: how many deeds fit into a minute is for another test to say."""
        self.seen += 1
        if self.seen % 40 == 0:
            self.clock.advance(61)
            await self.settled()

    async def places(self, route: Route, kind: str = "admin") -> Places:
        """Something of the tenant Contoso to stand in every place of the path."""
        await self._next_minute()
        if expectation(route).before:
            self.made.clear()  # what another test did to it is not done to a new one
        for name in route.places:
            if name not in MAKERS:
                pytest.fail(
                    f"{route} has {{{name}}} in its path. Say in MAKERS of tests/security/house.py"
                    " how such a thing is made, or found."
                )
            if name not in self.made:
                self.made[name] = await MAKERS[name](self, self.made)
        places = {name: self.made[name] for name in route.places}
        for name in expectation(route).before:
            earlier = next(route for route in ROUTES if route.name == name)
            answer = await self.ask(kind, earlier, places)
            assert answer.status_code == EXPECTED[name].answer, (name, answer.text)
            await self.settled()
        if prepare := expectation(route).prepare:
            self.prepared[route.name] = await prepare(self, places)
            await self.settled()
        return places

    async def audited(self) -> list[tuple[str, str]]:
        """Every entry so far: who, what."""
        query = select(AuditEntry).order_by(col(AuditEntry.id))
        return await self.product.database(
            lambda s: [(entry.user_name, entry.action) for entry in s.exec(query)], ro=True
        )

    async def settled(self) -> None:
        """Only time or a person can move a run on. What waits for time itself gets a minute."""
        with anyio.move_on_after(PATIENCE) as patience:
            await self.product.engine.settled()
        if patience.cancelled_caught:
            print("not settled:", await self.product.database(under_way, ro=True))  # noqa: T201
            self.clock.advance(61)
            await self.product.engine.settled()

    def digest(self, *, without: frozenset[str] = frozenset()) -> Mapping[str, str]:
        """What stands in each table, in short."""
        return {name: said for name, said in digests(self.product).items() if name not in without}


@asynccontextmanager
async def open_house(
    stock: Stock, folder: Path, *, around: Around = lambda app: app
) -> AsyncIterator[House]:
    """Two tenants may sign in, so that one can try to reach into the other."""
    clock = MovedClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - MSAL looks too
    both = {
        "public_url": PUBLIC,
        "tenant": "organizations",
        "allowed_tenants": frozenset({TENANT_ID, OTHER_TENANT_ID}),
    }
    with practising(stock, clock, folder, public=PUBLIC, around=around) as practice:
        settings = settings_beside(practice, folder, **both)
        async with running(settings, clock) as app, people_of(app, PUBLIC) as make:
            yield House(app, practice, clock, make)


async def token_of(person: Person) -> str:
    """The token in the forms of this person's session, from a page that costs little."""
    await person.get("/sign-in")
    return person.token()


async def _environment(house: House, places: Places) -> str:
    avery = await house.person("admin")
    return (await avery.add()).rpartition("/")[2]


async def _merge(house: House, places: Places) -> str:
    avery = await house.person("admin")
    review = await avery.merge(f"/environments/{places['environment_id']}")
    return review.rpartition("/")[2]


async def _file(house: House, places: Places) -> str:
    """Merging has kept three; the page of the step offers them again."""
    await _merge(house, places)
    avery = await house.person("admin")
    await avery.get(f"/environments/{places['environment_id']}/update")
    options = avery.soup().select("option[value^='file:']")
    return options[0]["value"].partition(":")[2]


async def _linked(house: House, places: Places, kind: str) -> list[str]:
    """What comes after a word in the addresses that the review links to."""
    avery = await house.person("admin")
    await avery.get("/environments/{environment_id}/update/merges/{merge_id}".format(**places))
    found = [a["href"] for a in avery.soup().select("a[href]")]
    address = next(link for link in found if f"/{kind}/" in link)
    return address.partition(f"/{kind}/")[2].partition("?")[0].split("/")


async def _conflict(house: House, places: Places) -> str:
    return (await _linked(house, places, "conflicts"))[0]


async def _table(house: House, places: Places) -> str:
    return (await _linked(house, places, "records"))[0]


async def _record(house: House, places: Places) -> str:
    return (await _linked(house, places, "records"))[1]


async def _column(house: House, places: Places) -> str:
    """A record with something to decide, and which of its columns it is in."""
    places["table"], places["record_id"], column = await decided_column(house, places)
    return column


async def _writing(house: House, places: Places) -> str:
    if "merge_id" not in places:
        places["merge_id"] = await _merge(house, places)
    await all_ended(house, places)
    return await written_run(house, places)


async def _link(house: House, places: Places) -> str:
    """A one-time link that was opened and not answered."""
    if "environment_id" not in places:
        places["environment_id"] = await _environment(house, places)
    return (await linked(house, places))[0]


async def _token(house: House, places: Places) -> str:
    if "environment_id" not in places:
        places["environment_id"] = await _environment(house, places)
    return (await linked(house, places))[1]


def _named(name: str) -> Callable[[House, Places], Awaitable[str]]:
    async def always(house: House, places: Places) -> str:
        return name

    return always


MAKERS: dict[str, Callable[[House, Places], Awaitable[str]]] = {
    "environment_id": _environment,
    "merge_id": _merge,
    "file_id": _file,
    "run_id": waiting_run,
    "step": _named("licensing"),
    "subject": _named("entitlement"),
    "code": _named("maps.core_missing"),
    "wait_id": wait,
    "link_id": _link,
    "token": _token,
    "statement_id": statement,
    "writing_id": _writing,
    "conflict_id": _conflict,
    "table": _table,
    "record_id": _record,
    "column": _column,
    "decision_file_id": file_of_decisions,
}


def under_way(session: Session) -> list[str]:
    found = session.exec(select(Run).where(col(Run.state).in_(ACTIVE)))
    return [f"{run.job} {run.state} since {run.updated_at}, {run.progress}" for run in found]


def digests(product: Product) -> Mapping[str, str]:
    file = Path(product.settings.database.removeprefix("sqlite:///"))
    with closing(connect(f"file:{file}?mode=ro", uri=True)) as database:
        names = [
            n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: _digest_of(database, name) for name in names if not name.startswith(QUEUE)}


def _digest_of(database: Any, table: str) -> str:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info('{table}')")]
    kept = ", ".join(f'"{c}"' for c in columns if c not in BEATS.get(table, ()))
    rows = sorted(map(repr, database.execute(f'SELECT {kept} FROM "{table}"')))  # noqa: S608 - names of our own
    return f"{len(rows)} rows, {sha256(''.join(rows).encode()).hexdigest()[:12]}"


def outcome(answer: httpx.Response, expected: Expected) -> str:
    """An answer in one word."""
    if answer.headers.get("location", "").startswith("/sign-in"):
        return "sign in"
    if answer.status_code == expected.answer:
        return "done"
    return {403: "refused", 404: "not there"}.get(answer.status_code, str(answer.status_code))
