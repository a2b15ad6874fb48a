"""Nothing is changed by a request that a page of ours did not send, and nothing by looking."""

import pytest

from tests.security.expected import BELOW_OPERATOR, QUESTIONS, WITHOUT_SESSION, WRITES, expectation
from tests.security.house import token_of
from tests.security.routes import READING, ROUTES, UNSAFE, each

pytestmark = pytest.mark.anyio

ELSEWHERE = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"origin": "https://evil.example"},
    {"origin": "http://setup.contoso.example"},
    {"origin": "https://setup.contoso.example.evil.example"},
    {"origin": "https://setup.contoso.example:8443"},
    {"origin": "null"},
)
TOKENED = [r for r in UNSAFE if r.name not in WITHOUT_SESSION | {"appearance"}]


def test_only_two_deeds_need_no_token_of_a_session():
    assert {route.name for route in UNSAFE} - {route.name for route in TOKENED} <= BELOW_OPERATOR


@each(TOKENED)
async def test_a_deed_without_the_sessions_token_is_refused(house, route):
    places = await house.places(route)
    minji = await house.person("operator")
    theirs = await token_of(minji)
    own = await token_of(await house.person("admin"))
    assert own
    assert own != theirs
    before = house.digest()
    for csrf in ("", "x", theirs, own[:-1], own.swapcase()):
        answer = await house.ask("admin", route, places, csrf=csrf)
        assert answer.status_code == 403, csrf
    for headers in ({"x-csrf-token": own}, {"cookie": f"csrf={own}"}):
        answer = await house.ask("admin", route, places, csrf="", headers=headers)
        assert answer.status_code in (303, 403), headers
    beside = await house.ask("admin", route, places, csrf="", params={"csrf": own})
    assert beside.status_code == 403
    assert house.digest() == before


@each(UNSAFE)
async def test_a_deed_asked_for_by_another_site_is_refused(house, route):
    places = await house.places(route)
    before = house.digest()
    for headers in ELSEWHERE:
        answer = await house.ask("admin", route, places, headers=headers)
        assert answer.status_code == 403, headers
    stranger = await house.ask("nobody", route, places, csrf="x", headers=ELSEWHERE[0])
    assert stranger.status_code == 403
    assert house.digest() == before


@each(UNSAFE)
async def test_a_deed_is_none_when_it_is_asked_for_by_a_link(house, route):
    """Also where the same address shows a page, and by every other method."""
    places = await house.places(route)
    shown = {other.path for other in READING}
    admin = await house.person("admin")
    fields = {"csrf": await token_of(admin), **house.fields(route)}
    before = house.digest()
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"):
        answer = await admin.browser.request(method, route.at(places), params=fields)
        wanted = {200} if method == "GET" and route.path in shown else {403, 404, 405}
        assert answer.status_code in wanted, (method, answer.status_code)
    assert house.digest() == before


@each(READING)
async def test_looking_changes_nothing(house, route):
    places = await house.places(route)
    await house.settled()
    spared = WRITES.get(route.name, frozenset())
    for kind in ("admin", "nobody"):
        await house.person(kind)
        before = house.digest(without=spared)
        await house.ask(kind, route, places)
        assert house.digest(without=spared) == before, kind


@each([route for route in UNSAFE if route.name in QUESTIONS])
async def test_a_question_that_is_sent_as_a_form_changes_nothing_either(house, route):
    places = await house.places(route)
    before = house.digest()
    answer = await house.ask("admin", route, places)
    assert answer.status_code == expectation(route).answer
    assert house.digest() == before


def test_what_looks_and_what_changes_are_told_apart_by_the_method():
    assert {route.method for route in ROUTES} <= {"GET", "POST"}
