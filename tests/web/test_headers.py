import httpx
import pytest

from app.web.headers import POLICY, host_name

pytestmark = pytest.mark.anyio

ALWAYS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/note", "/nowhere", "/broken", "/refused", "/static/nothing"])
async def test_every_answer_carries_the_security_headers(site, path):
    answer = await (await site.signed_in()).get(path)
    assert ALWAYS.items() <= dict(answer.headers).items()
    assert answer.headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in answer.headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


async def test_over_https_browsers_are_told_to_stay_there(new_site):
    site = new_site(public_url="https://setup.contoso.com")
    answer = await site.browser().get("/nowhere")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    ("public_url", "host", "status"),
    [
        ("http://127.0.0.1:8000", "localhost:8000", 404),
        ("http://127.0.0.1:8000", "[::1]:8000", 404),
        ("http://127.0.0.1:8000", "evil.example", 421),
        ("http://127.0.0.1:8000", "127.0.0.1.evil.example", 421),
        ("https://setup.contoso.com", "setup.contoso.com", 404),
        ("https://setup.contoso.com", "SETUP.contoso.com:443", 404),
        ("https://setup.contoso.com", "127.0.0.1", 421),
        ("https://setup.contoso.com", "setup.contoso.com@evil.example", 421),
    ],
)
async def test_a_foreign_host_name_is_not_served(new_site, public_url, host, status):
    site = new_site(public_url=public_url)
    assert (await site.browser().get("/nowhere", headers={"host": host})).status_code == status


@pytest.mark.parametrize("written", ["", "a/b", "a@b", "[::1", "[zz]"])
def test_a_broken_host_header_is_no_host(written):
    assert host_name(written) == ""


async def test_there_is_no_trace_and_no_description_of_the_routes(site):
    browser = await site.signed_in()
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert (await browser.get(path)).status_code == 404
    assert (await browser.request("TRACE", "/note")).status_code in (403, 405)


async def test_cookies_over_https_are_bound_to_the_host(new_site):
    site = new_site(public_url="https://setup.contoso.com")
    answer = await site.browser().get("/nowhere?lang=ko")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-portal-setup-lang=ko;")
    assert all(word in cookie for word in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"))


async def test_static_files_keep_for_ever_under_an_address_of_their_content(site):
    browser: httpx.AsyncClient = site.browser()
    for name in ("css/base.css", "js/app.js", "vendor/htmx.js", "vendor/icons.svg"):
        answer = await browser.get(site.product.pages.assets.address(name))
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["css/base.css", "vendor/manifest.json", "000000000000/css/base.css", "..%2fapp/main.py"],
)
async def test_static_files_have_no_other_address(site, path):
    assert (await site.browser().get(f"/static/{path}")).status_code == 404
