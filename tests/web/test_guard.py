from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from fastapi.routing import iter_route_contexts
from hypothesis import given
from hypothesis import strategies as st

from app.access import flows
from app.access.roles import Role
from app.access.sessions import cookie_name, end_session, hashed
from app.web.guard import SAFE, WITHOUT_TOKEN, own_path

pytestmark = pytest.mark.anyio


async def form_on(browser, path: str = "/note", **fields: str) -> dict[str, str]:
    """The hidden fields of the page's form, as the browser would send them."""
    page = BeautifulSoup((await browser.get(path)).text, "html.parser")
    hidden = page.select('main form input[type="hidden"]')
    return {tag["name"]: tag["value"] for tag in hidden} | fields


async def test_a_form_from_our_page_is_taken(site):
    browser = await site.signed_in()
    form = await form_on(browser, text="hello")
    answer = await browser.post("/note", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/note")
    assert site.done == ["hello"]


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_form_without_the_sessions_token_is_refused(site, token):
    browser = await site.signed_in()
    answer = await browser.post("/note", data={"csrf": token, "text": "hello"})
    assert answer.status_code == 403
    assert site.done == []


async def test_the_token_of_another_session_is_refused(site):
    _, other = await site.session(user="eve")
    browser = await site.signed_in()
    assert (await browser.post("/note", data={"csrf": other, "text": "x"})).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"origin": "http://127.0.0.1:8000"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:8001"}, 403),
        ({"origin": "null"}, 403),
    ],
)
async def test_a_form_from_elsewhere_is_refused(site, headers, status):
    browser = await site.signed_in(**headers)
    form = await form_on(browser, text="hello")
    assert (await browser.post("/note", data=form)).status_code == status


async def test_every_unsafe_route_refuses_a_missing_token(site):
    browser = await site.signed_in(Role.ADMIN)
    routes = iter_route_contexts(site.app.routes)
    unsafe = [route.path for route in routes if (route.methods or SAFE) - SAFE]
    assert {"/note", *WITHOUT_TOKEN} <= set(unsafe)
    for path in unsafe:
        answer = await browser.post(path, data={"text": "x"})
        assert answer.status_code == (422 if path in WITHOUT_TOKEN else 403), path


async def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(site):
    answer = await site.browser().get("/note?tab=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fnote%3Ftab%3D2"


async def test_the_language_that_was_asked_for_comes_along_to_the_sign_in(site):
    answer = await site.browser().get("/note?lang=ko")
    assert answer.headers["location"].endswith("&lang=ko")
    other = await site.browser().get("/note?lang=xx")
    assert "&lang" not in other.headers["location"]


async def test_htmx_is_told_to_go_to_the_sign_in(site):
    answer = await site.browser(**{"hx-request": "true"}).get("/note")
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["hx-redirect"] == "/sign-in?next=%2Fnote"


async def ended(site, browser) -> None:
    cookie = browser.cookies.get(cookie_name(site.product.settings))
    await site.product.database(lambda s: end_session(s, hashed(cookie), now=site.clock.now()))


async def test_what_was_typed_survives_the_end_of_the_session(site):
    browser = await site.signed_in()
    form = await form_on(browser, text="an hour of work")
    await ended(site, browser)
    answer = await browser.post("/note", data=form)
    assert (answer.status_code, site.done) == (303, [])
    [page] = parse_qs(urlsplit(answer.headers["location"]).query)["next"]
    assert page.startswith("/note?draft=")

    again = await site.signed_in()
    assert "an hour of work</textarea>" in (await again.get(page)).text


async def test_a_draft_is_shown_to_nobody_else(site):
    browser = await site.signed_in()
    form = await form_on(browser, text="an hour of work")
    await ended(site, browser)
    answer = await browser.post("/note", data=form)
    [page] = parse_qs(urlsplit(answer.headers["location"]).query)["next"]
    cookie, _ = await site.session(user="eve")
    eve = site.browser()
    eve.cookies.set(cookie_name(site.product.settings), cookie)
    assert "an hour of work" not in (await eve.get(page)).text


async def test_an_idle_session_keeps_the_form_too(site):
    browser = await site.signed_in()
    form = await form_on(browser, text="an hour of work")
    site.clock.advance(minutes=61)
    answer = await browser.post("/note", data=form)
    assert "draft" in answer.headers["location"]


async def test_nobody_can_plant_a_draft_for_another_person(site):
    browser = await site.signed_in()
    await ended(site, browser)
    answer = await browser.post("/note", data={"csrf": "guess", "text": "x", "from_page": "/note"})
    assert answer.headers["location"] == "/sign-in?next=%2Fnote"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.READER, 403), (Role.OPERATOR, 403), (Role.ADMIN, 200)]
)
async def test_a_role_opens_what_it_may_and_no_more(site, role, status):
    cookie, token = await site.session(role)
    browser = site.browser()
    browser.cookies.set(cookie_name(site.product.settings), cookie)
    assert (await browser.post("/admin", data={"csrf": token})).status_code == status
    assert site.done == (["admin"] if status == 200 else [])


async def test_an_environment_of_another_tenant_is_not_there(site):
    own, other = await site.environment(), await site.environment("99999999-0000")
    browser = await site.signed_in()
    assert (await browser.get(f"/environments/{own}")).json()["name"] == "Contoso UAT"
    foreign, invented = (
        await browser.get(f"/environments/{other}"),
        await browser.get("/environments/x"),
    )
    assert foreign.status_code == invented.status_code == 404


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("/environments/7?tab=2", "/environments/7?tab=2"),
        ("/note?draft=old&tab=2", "/note?tab=2"),
        ("/환경", "/%ED%99%98%EA%B2%BD"),
        ("//evil.example/x", ""),
        ("////evil.example/x", ""),
        ("/a//evil.example", ""),
        ("/%2fevil.example", ""),
        ("/\\evil.example", ""),
        ("/a\\b", ""),
        ("https:evil.example", ""),
        ("https://evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/x\r\nSet-Cookie: a=b", ""),
        ("evil", ""),
        ("", ""),
    ],
)
async def test_only_a_page_of_ours_can_be_gone_back_to(wish, path):
    assert own_path(wish) == path


NEAR = st.text(alphabet="/\\.:@?#%2f5c evil\t\r\n;&=\u3002\u2028") | st.text()


@given(st.sampled_from(["", "/", "//", "////", "/%", "https:", "/.", "/?"]), NEAR)
def test_nothing_anybody_can_think_of_leads_to_another_site(start, wish):
    """As a browser reads it: without tabs and line ends, and a backslash is a slash."""
    for kept in (flows.own_path(start + wish), own_path(start + wish)):
        assert kept == "" or kept.startswith("/")
        assert not set(kept) & set("\r\n\t\\ ")
        assert urlsplit(urljoin("https://here.example/", kept)).netloc == "here.example"
