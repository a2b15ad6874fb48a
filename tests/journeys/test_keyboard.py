"""The main path with nothing but a keyboard, as somebody goes it who cannot use a mouse."""

import re

from tests.browser import chromium, visit  # noqa: F401 - fixtures
from tests.journeys.test_browser import ENOUGH, wizard  # noqa: F401 - a fixture

MOST_STOPS = 60


class Keys:
    """One person's hands on a keyboard. Every stop on the way must show that it has the focus."""

    def __init__(self, page) -> None:
        self.page = page

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on it: nothing before it may hold the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.is_on(selector):
                assert self.page.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle"
                ) != "none", f"{selector} does not show the focus"  # fmt: skip
                return
        raise AssertionError(f"Tab does not lead to {selector} on {self.page.url}")

    def is_on(self, selector: str) -> bool:
        return self.page.evaluate("s => document.activeElement.matches(s)", selector)

    def press(self, key: str = "Enter") -> None:
        """A key that leads to another page. Loaded it is, so a preview that comes in is none."""
        with self.page.expect_event("load"):
            self.page.keyboard.press(key)

    def go_to(self, selector: str) -> None:
        self.tab_to(selector)
        self.press()

    def skip_to_main(self) -> None:
        """The first stop of every page leads past everything that all pages share."""
        self.page.keyboard.press("Tab")
        assert self.is_on("a.skip"), "the first stop is not the way to the main part"
        assert self.page.locator("a.skip").bounding_box()["y"] >= 0, "it is not in sight"
        self.page.keyboard.press("Enter")


def test_from_the_sign_in_to_a_decision_without_a_mouse(wizard, visit):  # noqa: F811
    page = visit(f"{wizard.address}/").page
    keys = Keys(page)
    keys.skip_to_main()
    keys.go_to("main a.button.primary")
    page.wait_for_url("http://localhost:*/**")
    keys.tab_to("button[name=person]")
    with page.expect_navigation(url="http://127.0.0.1:*/**"):
        page.keyboard.press("Enter")

    open_an_environment(keys)
    check_the_maps(keys)
    merge_three_exports(keys)
    decide_a_conflict(keys)


def open_an_environment(keys: Keys) -> None:
    keys.skip_to_main()
    keys.go_to("a[href='/environments/add']")
    keys.skip_to_main()
    keys.go_to("form:has(input[value*='contoso-uat']) button")
    keys.go_to("a.product")
    keys.skip_to_main()
    keys.go_to("a.row")
    assert re.search(r"/environments/\w", keys.page.url)


def check_the_maps(keys: Keys) -> None:
    """The block is filled by polls, and the focus stays where it was."""
    keys.go_to("#steps a[href$='/maps']")
    keys.skip_to_main()
    keys.tab_to("#looked form button")
    with keys.page.expect_response("**/maps/look"):
        keys.page.keyboard.press("Enter")
    keys.page.wait_for_selector(
        "#looked:not([hx-get]) details dl", state="attached", timeout=ENOUGH
    )
    assert keys.is_on("#looked form button"), "the focus was lost when the block was filled"
    keys.tab_to("#looked summary")
    before = keys.page.evaluate("document.activeElement.parentElement.open")
    keys.page.keyboard.press("Enter")
    assert keys.page.evaluate("document.activeElement.parentElement.open") is not before


def merge_three_exports(keys: Keys) -> None:
    keys.go_to("a.product")
    keys.skip_to_main()
    keys.go_to("a.row")
    keys.go_to("#steps a[href$='/update']")
    keys.skip_to_main()
    for slot in ("base", "site", "template"):
        keys.tab_to(f"select#{slot}")
        keys.page.keyboard.type(f"{slot}.zip")
        assert keys.page.input_value(f"select#{slot}") == f"folder:{slot}.zip"
    keys.go_to("form[action$='/merges'] button.primary")
    assert "/merges/" in keys.page.url


def decide_a_conflict(keys: Keys) -> None:
    keys.skip_to_main()
    keys.go_to("a.button.primary[href*='/conflicts/']")
    decided = keys.page.url
    keys.skip_to_main()
    keys.tab_to("input[name=choice]")
    keys.page.keyboard.press("ArrowDown")
    chosen = keys.page.get_attribute("input[name=choice]:checked", "value")
    keys.go_to("form[action$='/decide'] button")
    assert "saved=" in keys.page.url
    keys.page.goto(decided)
    assert keys.page.get_attribute("input[name=choice]:checked", "value") == chosen
