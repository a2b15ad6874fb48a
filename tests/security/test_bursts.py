"""There is an end to what one browser, one person or one network can ask for."""

from dataclasses import dataclass
from datetime import timedelta

import anyio
import httpx
import pytest
from sqlmodel import select
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.access.audit import record
from app.access.pace import MOST, WITHIN
from app.store import runs
from app.store.tables import BrowserSession
from tests.security.house import PUBLIC, token_of

pytestmark = pytest.mark.anyio

OFFICE, PROXY = "203.0.113.5", "10.0.0.9"


@dataclass(frozen=True)
class Named:
    user_id: str
    name: str


async def user_id_of(house, name: str) -> str:
    query = select(BrowserSession.user_id).where(BrowserSession.name == name)
    return await house.product.database(lambda s: s.exec(query).first(), ro=True)


def browser_at(app, address: str, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url=PUBLIC, headers=headers)


async def start(app, address: str, **headers: str) -> int:
    async with browser_at(app, address, **headers) as browser:
        return (await browser.get("/auth/login")).status_code


async def test_one_network_that_starts_sign_ins_without_end_keeps_nobody_else_out(house):
    for _ in range(50):
        assert await start(house.app, OFFICE) == 303
    assert await start(house.app, OFFICE) == 429
    spoofed = {"x-forwarded-for": "198.51.100.7", "forwarded": "for=198.51.100.7"}
    assert await start(house.app, OFFICE, **spoofed) == 429
    assert await start(house.app, f"::ffff:{OFFICE}") == 429
    assert await start(house.app, "203.0.113.6") == 303
    house.clock.advance(seconds=600)
    assert await start(house.app, OFFICE) == 303


async def test_a_trusted_proxy_says_who_asks_and_nobody_else_does(house):
    """As the server is set up when PORTAL_SETUP_TRUSTED_PROXIES names the proxy."""
    behind = ProxyHeadersMiddleware(house.app, trusted_hosts=PROXY)
    for number in range(51):
        client = {"x-forwarded-for": f"192.0.2.{number}"}
        assert await start(behind, PROXY, **client) == 303
    for number in range(50):
        client = {"x-forwarded-for": f"192.0.2.{number}"}
        assert await start(behind, "203.0.113.77", **client) == 303
    assert await start(behind, "203.0.113.77", **{"x-forwarded-for": "192.0.2.99"}) == 429


async def test_a_person_who_does_more_than_a_person_can_is_slowed_down(house):
    environment = await (await house.person("admin")).add()
    minji, avery = await house.person("operator"), await house.person("admin")
    now = house.clock.now()
    who = Named(user_id=await user_id_of(house, "Minji Example"), name="Minji Example")

    def busy(session) -> None:
        for number in range(MOST):
            record(session, who, "maps.look", at=now + timedelta(milliseconds=number))

    await house.product.database(busy)
    for person, status in ((minji, 429), (avery, 303)):
        token = await token_of(person)
        answer = await person.browser.post(f"{environment}/maps/look", data={"csrf": token})
        assert answer.status_code == status
        if status == 429:
            assert answer.headers["retry-after"] == "60"
            assert "Too many requests" in answer.text
    house.clock.advance(seconds=WITHIN.total_seconds() + 1)
    token = await token_of(minji)
    again = await minji.browser.post(f"{environment}/maps/look", data={"csrf": token})
    assert again.status_code == 303


async def test_twenty_clicks_at_once_start_one_run(house):
    avery = await house.person("admin")
    environment = await avery.add("contoso-new")
    token = await token_of(avery)
    await house.settled()
    environment_id = environment.rpartition("/")[2]
    house.practice.tenant.controls.fail_next(503, times=1, path_contains="EntityDefinitions")
    statuses: list[int] = []

    async def click() -> None:
        answer = await avery.browser.post(f"{environment}/maps/look", data={"csrf": token})
        statuses.append(answer.status_code)

    async with anyio.create_task_group() as together:
        for _ in range(20):
            together.start_soon(click)
    assert statuses == [303] * 20
    here = await house.product.database(lambda s: runs.list_for(s, environment_id), ro=True)
    assert len(here) == 1
