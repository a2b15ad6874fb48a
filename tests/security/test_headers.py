"""What every answer of every route carries, whoever asks and whatever comes of it."""

import re
from http.cookies import SimpleCookie

import pytest

from tests.security.routes import ROUTES, Route, each

pytestmark = pytest.mark.anyio

ALWAYS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
NOTHING_BY_DEFAULT = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
    "img-src": "'self' data:", "font-src": "'self'", "connect-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
STATIC = re.compile(r"^/static/")


def policy(answer) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def look_at(answer) -> None:
    assert ALWAYS.items() <= dict(answer.headers).items()
    assert policy(answer) == NOTHING_BY_DEFAULT
    lasts = re.match(r"max-age=(\d+)", answer.headers["strict-transport-security"])
    assert int(lasts[1]) >= 365 * 24 * 3600
    assert not {"server", "x-powered-by", "access-control-allow-origin"} & answer.headers.keys()
    if answer.request.url.path != "/static" and not STATIC.match(answer.request.url.path):
        assert answer.headers["cache-control"] == "no-store"
    for written in answer.headers.get_list("set-cookie"):
        look_at_cookie(written)


def look_at_cookie(written: str) -> None:
    [(name, cookie)] = SimpleCookie(written).items()
    assert name.startswith("__Host-")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() in ("lax", "strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


@each(ROUTES)
async def test_every_answer_of_a_route_is_guarded(house, route):
    places = await house.places(route)
    for kind in ("nobody", "reader"):
        look_at(await house.ask(kind, route, places))
    look_at(await house.ask("admin", route, places, csrf="x", headers={"hx-request": "true"}))
    look_at(await house.ask("admin", route, places, params={"lang": "ko"}))
    lost = dict.fromkeys(route.places, "0" * 32)
    look_at(await house.ask("admin", route, lost))


async def test_the_cookies_of_a_sign_in_are_guarded(house):
    person = house.make()
    kept: list[str] = []

    async def keep(answer) -> None:
        kept.extend(answer.headers.get_list("set-cookie"))
        look_at(answer)

    person.browser.event_hooks["response"].append(keep)
    await person.sign_in("operator")
    await person.post("/appearance", look="dark")
    await person.get("/?lang=ko")
    await person.post("/sign-out")
    names = {written.partition("=")[0] for written in kept}
    assert names == {
        "__Host-session", "__Host-sign-in", "__Host-portal-setup-look", "__Host-portal-setup-lang"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/nothing.js", 404),
        ("GET", "/static/../app/main.py", 404),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
        ("GET", "/openapi.json", 404),
        ("GET", "/debug", 404),
        ("GET", "/.git/config", 404),
        ("GET", "/sign-in/", 307),
        ("POST", "/", 405),
        ("TRACE", "/", 405),
        ("TRACE", "/health", 405),
        ("CONNECT", "/", 405),
        ("OPTIONS", "/", 405),
        ("GET", "/environments/%00", 404),
        ("GET", "/environments/%ff%fe", 404),
        ("GET", "/environments/..%2f..%2fetc%2fpasswd", 404),
    ],
)
async def test_an_error_is_guarded_too_and_says_nothing_about_the_server(
    house, method, address, status
):
    admin = await house.person("admin")
    answer = await admin.browser.request(method, address)
    look_at(answer)
    assert answer.status_code == status
    for word in ("Traceback", "uvicorn", "starlette", "fastapi", "sqlalchemy", "site-packages"):
        assert word.lower() not in answer.text.lower()


async def test_a_foreign_host_name_a_long_body_and_a_broken_form_are_guarded(house):
    admin = await house.person("admin")
    foreign = await admin.browser.get("/", headers={"host": "evil.example"})
    long = await admin.browser.post("/environments/add", data={"address": "x" * 600_000})
    broken = await admin.browser.post(
        "/environments/add", content=b"--x", headers={"content-type": "multipart/form-data"}
    )
    assert (foreign.status_code, long.status_code) == (421, 413)
    assert broken.status_code in (400, 403)
    for answer in (foreign, long, broken):
        look_at(answer)


async def test_files_for_everybody_may_be_kept_and_pages_may_not(house):
    admin = await house.person("admin")
    await admin.get("/")
    look_at(admin.seen)
    links = [tag["href"] for tag in admin.soup().select("link[rel=stylesheet]")]
    file = await admin.browser.get(links[0])
    look_at(file)
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_every_route_is_looked_at():
    assert len(ROUTES) > 20
    assert Route("GET", "/", "environments.list") in ROUTES
