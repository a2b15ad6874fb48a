"""A session belongs to one sign-in in one browser, and ends when it should."""

from urllib.parse import urlsplit

import pytest

from app.practice.people import PEOPLE
from tests.security.house import PUBLIC

pytestmark = pytest.mark.anyio

SESSION, FLOW = "__Host-session", "__Host-sign-in"


async def is_in(house, cookie: str) -> bool:
    """Whether somebody with this cookie is let in."""
    person = house.make()
    person.browser.cookies.set(SESSION, cookie, domain=urlsplit(PUBLIC).hostname)
    answer = await person.browser.get("/")
    assert answer.status_code in (200, 303)
    return answer.status_code == 200


async def left_for_entra(house, part: str = "reader"):
    """A browser in the middle of a sign-in, and the address that Entra sends it back to."""
    person = house.make()
    leaving = await person.browser.get("/auth/login")
    oid = next(one.oid for one in PEOPLE if one.part == part)
    answer = await person.outside.post(leaving.headers["location"], data={"person": oid})
    return person, answer.headers["location"]


async def test_a_cookie_that_was_planted_before_the_sign_in_opens_nothing_after_it(house):
    person = house.make()
    planted = "A" * 43
    person.browser.cookies.set(SESSION, planted, domain=urlsplit(PUBLIC).hostname)
    await person.sign_in("reader")
    own = person.browser.cookies.get(SESSION)
    assert own != planted
    assert await is_in(house, own)
    assert not await is_in(house, planted)


async def test_sessions_cannot_be_guessed(house):
    seen = set()
    for _ in range(3):
        person = house.make()
        await person.sign_in("reader")
        seen.add(person.browser.cookies.get(SESSION))
    assert len(seen) == 3
    assert min(map(len, seen)) * 6 >= 256
    assert not await is_in(house, "")
    assert not await is_in(house, next(iter(seen))[:-1])


async def test_the_cookie_of_before_is_dead_after_signing_in_again(house):
    person = house.make()
    await person.sign_in("reader")
    old = person.browser.cookies.get(SESSION)
    await person.sign_in("operator")
    assert not await is_in(house, old)
    assert await is_in(house, person.browser.cookies.get(SESSION))


async def test_signing_out_ends_the_session_here_and_not_only_in_the_browser(house):
    person = house.make()
    await person.sign_in("reader")
    cookie, token = person.browser.cookies.get(SESSION), person.token()
    left = await person.post("/sign-out")
    assert left.headers["clear-site-data"] == '"cache", "storage"'
    assert not await is_in(house, cookie)
    person.browser.cookies.set(SESSION, cookie, domain=urlsplit(PUBLIC).hostname)
    again = await person.browser.post("/sign-out", data={"csrf": token})
    assert again.headers["location"].startswith("/sign-in")


async def test_an_answer_works_once_and_in_the_browser_that_asked(house):
    (avery, hers), (minji, his) = [await left_for_entra(house) for _ in range(2)]
    stolen = await minji.browser.get(hers)
    assert stolen.status_code == 403
    assert SESSION not in minji.browser.cookies
    nobody = await house.make().browser.get(his)
    assert nobody.status_code == 403
    assert (await avery.browser.get(hers)).status_code == 303
    avery.browser.cookies.delete(SESSION)
    assert (await avery.browser.get(hers)).status_code == 403
    assert SESSION not in avery.browser.cookies


@pytest.mark.parametrize(
    "forged",
    ["", "?code=x", "?state=x", "?error=access_denied", "?code=x&state=x&iss=https://evil"],
)
async def test_an_invented_answer_is_refused(house, forged):
    person, _ = await left_for_entra(house)
    answer = await person.browser.get(f"/auth/callback{forged}")
    assert answer.status_code == 403
    assert SESSION not in person.browser.cookies


async def test_a_sign_in_that_took_longer_than_ten_minutes_is_void(house):
    person, back = await left_for_entra(house)
    advance(house, 600)
    assert (await person.browser.get(back)).status_code == 403
    assert SESSION not in person.browser.cookies


async def test_a_session_ends_when_nothing_is_done_in_it_and_at_the_end_of_the_day(house):
    idle, busy = house.make(), house.make()
    await idle.sign_in("reader")
    await busy.sign_in("operator")
    for _ in range(10):
        assert await is_in(house, busy.browser.cookies.get(SESSION))
        advance(house, 59 * 60)
    assert not await is_in(house, idle.browser.cookies.get(SESSION))
    assert await is_in(house, busy.browser.cookies.get(SESSION))
    advance(house, 11 * 60)
    assert not await is_in(house, busy.browser.cookies.get(SESSION))


def advance(house, seconds: float) -> None:
    house.clock.advance(seconds)
    house.practice.tenant.clock.advance(seconds)
