"""Every page of the product in a real browser. The pages are in tests/journeys/pages.

| asked | English | Korean | without script |
|---|---|---|---|
| axe; each Tab stop has a visible outline | light, 1280 px | dark, 320 px | |
| no sideways scroll | 1280, 320 px | 320, 1280 px | 1280, 320 px |
| borders where colours are taken away | forced colours, 1280 px | | |
| names of all controls, where the focus is, language of the page and its words | x | x | |
| nothing hidden, and every control in a form that is sent | | | x |
| nothing on the console, so nothing against the CSP; no third party | x | x | x |

So each page meets the colours of both schemes, both widths and both languages, but not all eight
together: what goes wrong in the other four does not depend on the language (colours) or on the
colours (widths). Each page is driven to its state once and loaded three times. With
PORTAL_SETUP_SCREENS=1, pictures of all pages are laid down in build/screens/pages.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from starlette.responses import Response

from app.practice.stock import make_stock
from app.settings import ROOT, Settings
from app.web.frame import new_app
from app.web.static import Assets
from tests import inspecting
from tests.browser import Visit, chromium  # noqa: F401 - a fixture
from tests.gallery import PAGES, ROUTES, Album
from tests.serving import free_socket, served

HERE = Path(__file__).parent
for module in sorted((HERE / "pages").glob("*.py")):
    import_module(f"tests.journeys.pages.{module.stem}")

NO_PAGES = {
    "health.show": "says ok to a machine",
    "sign_in.start": "leads to Microsoft; how it refuses is in the gallery",
    "sign_in.finish": "leads back from Microsoft; how it refuses is in the gallery",
    "maps.finance_sign_in": "leads to Microsoft",
    "update.download": "gives a file",
    "update.download_file": "gives a file",
    "update.export": "gives a file",
}
NO_SCREENS = {"reports/merge.html": "what the command line writes; it is tested there"}
WAYS = {
    "en": {"locale": "en-US", "color_scheme": "light"},
    "ko": {"locale": "ko-KR", "color_scheme": "dark", "width": 320},
    "bare": {"locale": "en-US", "color_scheme": "light", "script": False},
}
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def album(tmp_path_factory) -> Album:
    return Album(make_stock(), tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def wall(album, tmp_path_factory) -> Iterator[str]:
    """Where the pictures hang: /<name>/<language> is the page as it was answered, headers and all.

    The static files are the product's own. Nothing else is here, so a poll hears nothing new.
    """
    statics = new_app(Settings(data_dir=tmp_path_factory.mktemp("wall")), Assets())

    async def hang(scope, receive, send) -> None:
        name, _, language = scope["path"][1:].rpartition("/")
        if scope["path"].startswith("/static/"):
            await statics(scope, receive, send)
        elif name in PAGES:
            await album.of(name)[language].answer()(scope, receive, send)
        else:
            await Response(status_code=204)(scope, receive, send)

    with served(hang, free_socket()) as address:
        yield address


@pytest.fixture(scope="module")
def windows(chromium):  # noqa: F811
    """One browser window for each way of looking, with one tab for all pages."""
    opened = {way: chromium.context(**wishes) for way, wishes in WAYS.items()}
    yield {way: Visit.open(window) for way, window in opened.items()}
    for window in opened.values():
        window.close()


@pytest.fixture
def look(album, wall, windows):
    """Shows a page in one of the ways. Gives what the browser has of it, and its status."""

    def show(name: str, way: str) -> tuple[Visit, int]:
        language = "ko" if way == "ko" else "en"
        status, seen = album.of(name)[language].status, windows[way]
        like(seen, **WAYS[way])
        seen.complaints.clear()
        seen.page.goto(f"{wall}/{name}/{language}", wait_until="load")
        if os.getenv("PORTAL_SETUP_SCREENS") and way != "bare":
            seen.screenshot(f"pages/{name.replace(':', ' -')} ({language})")
        return seen, status

    return show


def like(seen: Visit, *, color_scheme: str, width: int = 1280, **_: object) -> None:
    seen.page.emulate_media(color_scheme=color_scheme, forced_colors="none")
    seen.page.set_viewport_size({"width": width, "height": 800})


def none(faults: list[str]) -> None:
    assert not faults, "\n".join(faults)


@every_page
def test_in_english_and_light_nothing_is_in_the_way(look, name):
    seen, status = look(name, "en")
    faults = inspecting.focus(seen, status) + seen.axe() + seen.nameless()
    faults += inspecting.stops(seen) + inspecting.sideways(seen)
    seen.page.emulate_media(forced_colors="active")
    faults += inspecting.borderless(seen)
    like(seen, color_scheme="dark", width=320)
    faults += inspecting.sideways(seen)
    none(faults + inspecting.complaints(seen, status))


@every_page
def test_in_korean_dark_and_narrow_nothing_is_in_the_way(look, name):
    seen, status = look(name, "ko")
    faults = inspecting.focus(seen, status) + seen.axe() + seen.nameless()
    faults += inspecting.stops(seen) + inspecting.sideways(seen)
    like(seen, color_scheme="light")
    faults += inspecting.sideways(seen)
    none(faults + inspecting.complaints(seen, status))


@every_page
def test_without_script_nothing_is_out_of_reach(look, name):
    seen, status = look(name, "bare")
    faults = inspecting.out_of_reach(seen) + inspecting.sideways(seen)
    like(seen, color_scheme="light", width=320)
    faults += inspecting.sideways(seen)
    none(faults + inspecting.complaints(seen, status))


@pytest.mark.parametrize("language", ["en", "ko"])
@every_page
def test_every_word_is_in_the_language_of_the_page(album, name, language):
    none(inspecting.foreign_words(album.of(name)[language].body, language))


def test_every_route_that_shows_a_page_is_in_the_gallery(album):
    shown = {album.of(name)["en"].route for name in PAGES if album.of(name)["en"].status == 200}
    asked = {route.name for route in ROUTES if "GET" in route.methods}
    assert asked - shown == set(NO_PAGES)


def test_every_template_is_in_the_gallery(album):
    for name in PAGES:
        album.of(name)
    written = {
        path.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*.html")
    }
    assert written - album.templates == set(NO_SCREENS)
