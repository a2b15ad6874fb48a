"""The first slice in a real browser, in both languages: sign in, look, merge, decide, download."""

from pathlib import Path

import pytest

from app.exports import read_export
from tests.browser import chromium, visit  # noqa: F401 - fixtures
from tests.chaos.test_wizard_kill import wizard_beside

ENOUGH = 30_000


@pytest.fixture(scope="module")
def wizard(tmp_path_factory):
    """The wizard as its own process, beside a practice tenant that offers its exports."""
    folder = tmp_path_factory.mktemp("browser")
    with wizard_beside(folder, offers_exports=True) as (wizard, _tenant):
        yield wizard


class Walk:
    """One person's way through the pages, with everything the pages complained about."""

    def __init__(self, seen) -> None:
        self.visit, self.page, self.faults = seen, seen.page, []
        self.checks = True  # the checker itself needs scripts

    def look(self) -> None:
        if not self.checks:
            return
        place = self.page.url.partition("?")[0]
        self.faults += [f"{place}: {fault}" for fault in self.visit.axe() + self.visit.nameless()]
        if self.visit.scrolls_sideways():
            self.faults.append(f"{place}: scrolls sideways")

    def submit(self, form: str) -> None:
        with self.page.expect_event("load"):
            self.page.click(f"form[action$='{form}'] button.button")

    def sign_in(self) -> None:
        self.page.click("main a.button.primary")
        self.page.wait_for_url("http://localhost:*/**")
        with self.page.expect_navigation(url="http://127.0.0.1:*/**"):
            self.page.click("button[name=person] >> nth=0")

    def environment(self, address: str) -> str:
        """The address of Contoso UAT in the wizard, added if it is not there yet."""
        self.page.goto(f"{address}/environments/add")
        self.look()
        if self.page.query_selector("input[value*='contoso-uat']"):
            with self.page.expect_event("load"):
                self.page.click("form:has(input[value*='contoso-uat']) button")
        else:
            self.page.goto(address)
            with self.page.expect_event("load"):
                self.page.click("a.row >> nth=0")
        self.look()
        return self.page.url

    def check(self, environment: str) -> None:
        """Click the check of dual-write and see the block settle by itself."""
        page = self.page
        page.goto(f"{environment}/maps")
        with page.expect_response("**/maps/look"):
            page.click("#looked form button")
        settled = "#looked:not([hx-get]) details dl"
        page.wait_for_selector(settled, state="attached", timeout=ENOUGH)
        page.goto(f"{environment}/maps")  # an earlier look may have settled the block, too
        page.wait_for_selector(settled, state="attached", timeout=ENOUGH)

    def merge(self, environment: str) -> str:
        self.page.goto(f"{environment}/update")
        self.look()
        for slot in ("base", "site", "template"):
            self.page.select_option(f"select#{slot}", f"folder:{slot}.zip")
        self.submit("/merges")
        return self.page.url

    def decide(self, conflict: str, choice: str) -> None:
        self.page.goto(conflict)
        self.page.check(f"input[name=choice][value={choice}]")
        self.submit("/decide")


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_site_is_merged_from_sign_in_to_download(wizard, visit, locale):  # noqa: F811
    walk = Walk(visit(f"{wizard.address}/", locale=locale))
    page = walk.page
    assert page.get_attribute("html", "lang") == locale[:2]
    walk.look()
    walk.sign_in()
    walk.look()
    environment = walk.environment(wizard.address)

    walk.check(environment)
    assert page.locator("#looked .findings > li").count() >= 6
    walk.look()

    review = walk.merge(environment)
    walk.look()
    page.goto(review)
    conflicts = [
        wizard.address + link.get_attribute("href")
        for link in page.query_selector_all("a.row[href*='/conflicts/']")
    ]
    assert len(conflicts) >= 8, "answered already or not: what the other merge had is taken over"
    walk.decide(conflicts[0], "site")
    page.goto(conflicts[0])
    walk.look()
    walk.submit("/take-back")
    for conflict in conflicts:
        walk.decide(conflict, "template")
    page.goto(review)
    walk.look()
    with page.expect_download() as fetched:
        page.click("a[href$='merged.zip']")
    assert len(read_export(Path(fetched.value.path()).read_bytes()).rows) > 100
    assert walk.faults == []
    assert walk.visit.complaints == []


def test_narrow_and_dark_nothing_is_cut_off(wizard, visit):  # noqa: F811
    walk = Walk(visit(f"{wizard.address}/", locale="ko-KR", width=320, color_scheme="dark"))
    walk.look()
    walk.sign_in()
    walk.look()
    environment = walk.environment(wizard.address)
    for step in ("licensing", "maps", "provisioning", "update"):
        page = f"{environment}/{step}"
        walk.page.goto(page)
        walk.look()
    review = walk.merge(environment)
    walk.look()
    walk.page.goto(wizard.address + walk.page.get_attribute("a[href*='/conflicts/']", "href"))
    walk.look()
    walk.page.goto(review)
    walk.page.goto(wizard.address + walk.page.get_attribute("a[href*='/records/']", "href"))
    walk.look()
    assert walk.faults == []


def test_everything_works_without_javascript(wizard, visit):  # noqa: F811
    walk = Walk(visit(f"{wizard.address}/", script=False))
    walk.checks = False
    walk.sign_in()
    environment = walk.environment(wizard.address)
    walk.page.goto(f"{environment}/maps")
    walk.submit("/look")
    assert walk.page.url.endswith("/maps")
    review = walk.merge(environment)
    link = walk.page.get_attribute("a[href*='/conflicts/']", "href")
    walk.decide(wizard.address + link, "site")
    assert walk.page.url.startswith(review)
