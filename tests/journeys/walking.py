"""One person's way through the product in a real browser, and all that was wrong on it."""

import os

from playwright.sync_api import Page

from tests import inspecting
from tests.alive import Alive
from tests.browser import Visit


class Walk:
    """Every page that is looked at is inspected; `faults` says what was wrong, and where."""

    def __init__(self, seen: Visit, there: Alive, language: str) -> None:
        self.visit, self.page, self.there, self.language = seen, seen.page, there, language
        self.faults: list[str] = []
        self._shown = 0

    def open(self, address: str) -> Page:
        """A page of the product, by its address or its path."""
        self.page.goto(address if "://" in address else self.there.address + address)
        return self.look()

    def look(self) -> Page:
        self._shown += 1
        words = inspecting.foreign_words(self.page.content(), self.language)
        faults = words + inspecting.sideways(self.visit)
        place = self.page.url.removeprefix(self.there.address)
        self.faults += [f"{place}: {fault}" for fault in faults]
        if os.getenv("PORTAL_SETUP_SCREENS"):
            self.visit.screenshot(f"walk/{self.language} {self._shown:02}")
        return self.page

    def follow(self, link: str) -> Page:
        with self.page.expect_event("load"):
            self.page.click(link)
        return self.look()

    def send(self, form: str, button: str = "button.button") -> Page:
        """Press the first button of a form, and wait for what comes of it.

        A form that replaces a block leaves the page where it is: it is opened again.
        """
        found = self.page.locator(f"form[action$='{form}']").first
        pressed = found.locator(button).first
        if found.get_attribute("hx-post"):
            with self.page.expect_response(f"**{form}"):
                pressed.click()
            self.there.settled()
            return self.open(self.page.url)
        with self.page.expect_event("load"):
            pressed.click()
        self.there.settled()
        return self.look()

    def path(self) -> str:
        return self.page.url.removeprefix(self.there.address).partition("?")[0]

    def words(self, selector: str = "main") -> str:
        return " ".join(self.page.inner_text(selector).split())

    def complaints(self) -> list[str]:
        """Of the console, so also against the CSP. A poll of a page that was left is none."""
        return inspecting.complaints(self.visit, 200)
