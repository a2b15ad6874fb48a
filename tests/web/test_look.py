"""The sample page in a real browser, under the real CSP."""

import anyio
import pytest

from app.access.sessions import cookie_name
from tests.browser import chromium, visit  # noqa: F401 - fixtures
from tests.serving import free_socket, served
from tests.web.conftest import make_site


@pytest.fixture(scope="module")
def place(tmp_path_factory, assets, pages):
    """The address of a served site, and the cookie of somebody signed in."""
    listening = free_socket()
    public = f"http://127.0.0.1:{listening.getsockname()[1]}"
    folder = tmp_path_factory.mktemp("look")
    site = make_site(folder, assets, pages, public_url=public, microsoft_at="http://127.0.0.1:1")
    cookie, _ = anyio.run(site.session)
    with served(site.app, listening) as address:
        yield (
            address,
            [{"name": cookie_name(site.product.settings), "value": cookie, "url": public}],
        )
    site.product.database.dispose()


@pytest.fixture
def sample(place, visit):  # noqa: F811
    address, cookies = place

    def open_sample(path: str = "/sample", **like: object):
        return visit(address + path, cookies=cookies, **like)

    return open_sample


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_to_complain_about(sample, scheme, language, width):
    seen = sample(f"/sample?lang={language}", width=width, color_scheme=scheme)
    seen.screenshot(f"parts-{scheme}-{language}-{width}")
    assert seen.axe() == []
    assert seen.nameless() == []
    assert seen.complaints == []
    assert not seen.scrolls_sideways()


def test_high_contrast(sample):
    seen = sample(forced_colors="active")
    seen.screenshot("parts-contrast")
    assert seen.axe() == []
    assert seen.complaints == []


def test_without_script_the_form_posts_and_gets_the_whole_page(sample):
    seen = sample(script=False)
    seen.page.fill("#url", "contoso")
    seen.page.click("text=Add the environment")
    seen.screenshot("parts-without-script")
    assert seen.page.title().startswith("Error: ")
    assert seen.page.input_value("#url") == "contoso"


def test_after_an_error_the_focus_is_on_the_summary(sample):
    seen = sample()
    seen.page.fill("#url", "contoso")
    seen.page.click("text=Add the environment")
    seen.page.wait_for_selector("[role=alert]")
    seen.page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    seen.screenshot("parts-error")
    assert seen.page.input_value("#url") == "contoso"
    assert seen.page.title().startswith("Error: ")
    assert seen.axe() == []
    assert [c for c in seen.complaints if "422" not in c] == []


def test_every_tab_stop_shows_the_focus(sample):
    assert sample().tab_stops_without_outline() == []


def test_a_blocked_button_does_nothing_but_can_be_reached(sample):
    seen = sample()
    seen.page.focus("[aria-disabled=true]")
    seen.page.keyboard.press("Enter")
    assert seen.page.url.endswith("/sample")


def test_a_poll_ends_when_the_server_says_so_and_leaves_the_reader_alone(sample):
    seen = sample("/sample?left=8")
    seen.page.click("#poll summary")
    seen.page.fill("#note", "half a sentence")
    seen.page.wait_for_selector("#left:text-is('0')")
    assert seen.page.get_attribute("#poll", "hx-get") is None
    assert seen.page.get_attribute("#poll details", "open") is not None
    assert seen.page.evaluate("document.activeElement.id") == "note"
    assert seen.page.input_value("#note") == "half a sentence"
    assert seen.complaints == []


def test_a_lost_connection_is_said_and_the_poll_goes_on(sample):
    seen = sample("/sample?left=100000")
    seen.page.context.set_offline(True)
    seen.page.wait_for_selector("#connection", state="visible")
    seen.page.context.set_offline(False)
    seen.page.wait_for_selector("#connection", state="hidden")


def test_the_chosen_appearance_wins_over_the_systems(sample):
    seen = sample(color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = seen.page.evaluate(colour)
    seen.page.click("button[value=dark]")
    seen.page.wait_for_selector("html[data-theme=dark]")
    assert seen.page.evaluate(colour) != light
    assert seen.page.url.endswith("/sample")


def test_paper_is_light_and_has_no_buttons(sample):
    seen = sample(color_scheme="dark")
    seen.page.emulate_media(media="print")
    seen.screenshot("parts-paper")
    assert not seen.page.is_visible(".top")
    assert (
        seen.page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        == "rgb(36, 36, 36)"
    )
