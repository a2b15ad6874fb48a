"""The pages of provisioning in a real browser: nothing cut off, nothing without a name."""

import pytest

from app.exports import read_export
from tests.browser import chromium, visit  # noqa: F401 - fixtures
from tests.chaos.test_wizard_kill import wizard_beside
from tests.journeys.test_browser import ENOUGH, Walk
from tests.journeys.websites import Websites

WISH = {"name": "Contoso Portal", "subdomain": "contoso-customers"}


@pytest.fixture
def place(tmp_path):
    """The wizard as its own process, and sites in front of its practice tenant."""
    found: list[Websites] = []

    def sites_in_front(tenant):
        sites = Websites(tenant.clock)
        rows = read_export(tenant.exports["site.zip"]).rows
        sites.record_id = next(row.id for row in rows if row.table == "adx_website")
        sites.app = tenant.app
        found.append(sites)
        return sites

    with wizard_beside(tmp_path, in_front=sites_in_front) as (wizard, _tenant):
        yield wizard, found[0]


def looked(walk: Walk, environment: str, step: str) -> None:
    """Click the check and wait until its block has settled by itself."""
    block = "#looked" if step == "maps" else "#state"
    walk.page.goto(f"{environment}/{step}")
    with walk.page.expect_response(f"**/{step}/look"):
        walk.page.click("form[action$='/look'] button")
    walk.page.wait_for_selector(f"{block}:not([hx-get]) dl.facts", state="attached", timeout=ENOUGH)


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("en-US", 1280, "light"), ("ko-KR", 320, "dark")]
)
def test_from_the_first_look_to_the_portal(place, visit, locale, width, scheme):  # noqa: F811
    wizard, websites = place
    walk = Walk(visit(f"{wizard.address}/", locale=locale, width=width, color_scheme=scheme))
    walk.sign_in()
    environment = walk.environment(wizard.address)
    for step in ("maps", "provisioning"):
        looked(walk, environment, step)
        walk.look()
    walk.page.click("a[href$='/provisioning/new']")
    walk.look()
    walk.submit("/new")
    assert walk.page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    walk.look()
    for field, text in WISH.items():
        walk.page.fill(f"#{field}", text)
    walk.page.select_option("#language", "1042")
    walk.submit("/new")
    walk.look()
    walk.submit("/create")
    walk.page.wait_for_selector("#create-title")
    walk.page.wait_for_selector("form[action$='/stop']", timeout=ENOUGH)
    walk.look()
    walk.page.click("form[action$='/stop'] button")
    walk.page.wait_for_selector("form[action$='/resume']", timeout=ENOUGH)
    walk.look()
    websites.clock.advance(180)
    looked(walk, environment, "provisioning")
    walk.page.wait_for_selector("#portal-title")
    walk.look()
    assert walk.faults == []
    assert [told for told in walk.visit.complaints if "422" not in told] == []
