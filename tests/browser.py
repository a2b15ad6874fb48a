"""A real browser for tests: Chromium from $CHROMIUM or PATH, with the product's own CSP left on.

Import the fixtures `chromium` and `visit` into a conftest. They are not meant for modules that
also hold asynchronous tests: the browser's driver keeps a loop of its own in the thread.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "build" / "axe.min.js"
SCREENS = ROOT / "build" / "screens"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """One page in one browser window, and everything it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, context: BrowserContext) -> "Visit":
        visit = cls(context.new_page())
        visit.page.on("console", lambda said: visit._hear(said.type, said.text))
        visit.page.on("pageerror", lambda error: visit._hear("error", str(error)))
        visit.page.on("requestfailed", lambda gone: visit._miss(gone.url, gone.failure))
        visit.page.on("request", lambda asked: visit._watch(asked.url))
        return visit

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _miss(self, url: str, why: str | None) -> None:
        """What was given up because the page was left, or was saved to a file, is no fault."""
        if why != "net::ERR_ABORTED":
            self._hear("error", f"no {url}")

    def _watch(self, url: str) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost", None):
            self.complaints.append(f"asked a third party: {url}")

    def axe(self) -> list[str]:
        """Violations. The checker runs in a world of its own, so the CSP stays as it is."""
        session = self.page.context.new_cdp_session(self.page)
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})
        place = {"contextId": world["executionContextId"]}
        session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8"), **place})
        only = json.dumps({"runOnly": RULES})
        run = f"axe.run(document,{only}).then(r=>JSON.stringify(r.violations))"
        how = {"expression": run, "awaitPromise": True, "returnByValue": True, **place}
        found = json.loads(session.send("Runtime.evaluate", how)["result"]["value"])
        session.detach()
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    def nameless(self) -> list[str]:
        """Controls without a name in the accessibility tree; axe alone misses some."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        roles = {"textbox", "radio", "checkbox", "combobox", "button", "link"}
        return [
            str(node.get("properties"))
            for node in nodes
            if node.get("role", {}).get("value") in roles
            and not node.get("ignored")
            and not node.get("name", {}).get("value", "").strip()
        ]

    def scrolls_sideways(self) -> bool:
        sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide, seen = self.page.evaluate(sizes)
        return wide > seen

    def tab_stops_without_outline(self, most: int = 60) -> list[str]:
        """What can be reached with Tab and does not show that it has the focus."""
        bare: list[str] = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            where, outline = self.page.evaluate(
                "(e => [e.outerHTML.slice(0, 120), getComputedStyle(e).outlineStyle])"
                "(document.activeElement)"
            )
            if where.startswith("<body"):
                break
            if outline == "none":
                bare.append(where)
        return bare

    def screenshot(self, name: str) -> Path:
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
        return SCREENS / f"{name}.png"


class Chromium:
    """Starts the browser once; every window is a new profile."""

    def __init__(self, playwright: Playwright, program: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="chromium-")
        self._browser = playwright.chromium.launch(
            executable_path=program, headless=True, args=list(FLAGS),
            env={"HOME": self._folder.name, "PATH": os.defpath},
        )  # fmt: skip

    def context(self, *, width: int = 1280, script: bool = True, **like: object) -> BrowserContext:
        """`like` goes to the browser as it is: color_scheme, locale, forced_colors, ..."""
        wishes = {"reduced_motion": "reduce", "locale": "en-US", **like}
        return self._browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, **wishes
        )

    def close(self) -> None:
        self._browser.close()
        self._folder.cleanup()


def program() -> str:
    """Where Chromium is, or a skip that says what is missing."""
    found = os.getenv("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("no Chromium: set CHROMIUM= or install it")
    if not AXE.exists():
        pytest.skip("no axe-core: run tools/assets.py --tests")
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    path = program()
    with sync_playwright() as playwright:
        browser = Chromium(playwright, path)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Chromium) -> Iterator:
    """Opens an address in a new window: `visit(url, width=320, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def open_page(url: str, *, cookies: list[dict] | None = None, **like: object) -> Visit:
        context = chromium.context(**like)
        contexts.append(context)
        if cookies:
            context.add_cookies(cookies)
        visit = Visit.open(context)
        visit.page.goto(url, wait_until="load")
        return visit

    yield open_page
    for context in contexts:
        context.close()
