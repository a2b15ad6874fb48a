"""Wherever a page is asked to lead to: the browser stays on this site."""

from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from tests.security.house import PUBLIC, token_of

pytestmark = pytest.mark.anyio

WISHES = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example",
    "\\\\evil.example", "/\\/evil.example", "https:evil.example", "https:/evil.example",
    "https://evil.example", "HTTPS://evil.example", "http://setup.contoso.example@evil.example",
    "https://setup.contoso.example.evil.example", "/%2fevil.example", "/%5cevil.example",
    "%2f%2fevil.example", "/.//evil.example", "/..//evil.example", "/a/..//evil.example",
    "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/\x00/evil",
    "/\r\nLocation: https://evil.example", "/\r\n\r\n<script>xss()</script>", "javascript:xss()",
    "JaVaScRiPt:xss()", "data:text/html,xss", "//evil.example/%2e%2e", "//evil%E3%80%82example",
    "//\u3002evil.example", "/\u2028/evil.example", "\ufeff//evil.example", "//[::1]/", "//0x7f.1",
    "?next=//evil.example", "#//evil.example", ";//evil.example", "@evil.example", ":80/evil",
    "/%0d%0aSet-Cookie:%20a=b", "//evil.example:443\\@setup.contoso.example/", "",
]  # fmt: skip


def leads_to(address: str) -> str:
    """Where a browser would go: it drops tabs and line ends, and reads backslashes as slashes."""
    seen = address.strip("".join(map(chr, range(33))))
    for mark in "\t\r\n":
        seen = seen.replace(mark, "")
    parts = urlsplit(urljoin(f"{PUBLIC}/sign-in", seen.replace("\\", "/")))
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.parametrize("wish", WISHES)
async def test_the_sign_in_leads_back_to_this_site(house, wish):
    person = house.make()
    await person.get(f"/sign-in?next={quote(wish)}")
    for link in person.soup().main.select("a[href]"):
        assert leads_to(link["href"]) == PUBLIC
        inner = unquote(link["href"].partition("next=")[2])
        assert leads_to(inner) == PUBLIC

    leaving = await person.browser.get(f"/auth/login?next={quote(wish)}")
    assert urlsplit(leaving.headers["location"]).hostname == "localhost" or leads_to(
        leaving.headers["location"]
    ).startswith("https://login.microsoftonline.com")
    assert "evil" not in leaving.headers["location"]


async def test_every_wish_ends_on_a_page_of_ours_after_signing_in(house):
    for wish in WISHES:
        person = house.make()
        went: list[str] = []
        person.browser.event_hooks["response"].append(noting(went))
        await person.sign_in("reader", next_page=quote(wish))
        assert {leads_to(address) for address in went[1:]} == {PUBLIC}, wish
        assert person.seen.url.host == urlsplit(PUBLIC).hostname


def noting(went: list[str]):
    async def note(answer) -> None:
        if "location" in answer.headers:
            assert "\n" not in answer.headers["location"]
            went.append(answer.headers["location"])

    return note


@pytest.mark.parametrize("wish", WISHES)
async def test_a_form_leads_back_to_this_site_whatever_page_it_says_it_was_on(house, wish):
    admin = await house.person("admin")
    fields = {"csrf": await token_of(admin), "look": "dark", "from_page": wish}
    answer = await admin.browser.post("/appearance", data=fields)
    assert leads_to(answer.headers["location"]) == PUBLIC
    nobody = house.make()
    led = await nobody.browser.post("/environments/add", data={"address": "x", "from_page": wish})
    assert leads_to(led.headers["location"]) == PUBLIC
    assert leads_to(unquote(led.headers["location"].partition("next=")[2])) == PUBLIC


@pytest.mark.parametrize("wish", [wish for wish in WISHES if wish.startswith("/")])
async def test_an_address_that_looks_like_another_site_leads_nowhere(house, wish):
    """Also where the server itself adds or takes a slash."""
    nobody = house.make()
    request = nobody.browser.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=quote(wish, safe="/%\\").encode() + b"/")
    answer = await nobody.browser.send(request)
    if "location" in answer.headers:
        assert leads_to(answer.headers["location"]) == PUBLIC
