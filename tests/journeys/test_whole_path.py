"""The whole path in a real browser, once in each language: from the sign-in to the restore."""

import pytest

from app.i18n.translator import load_translators
from app.practice.stock import make_stock
from tests.alive import alive
from tests.browser import chromium, visit  # noqa: F401 - fixtures
from tests.journeys.walking import Walk
from tests.journeys.writing import SETTING, allow, setting

WAYS = {
    "en": {"color_scheme": "light"},
    "ko": {"color_scheme": "dark", "width": 320},
}
NAMES = ("contoso-new", "contoso-uat", "contoso-template")
TRANSLATORS = load_translators()
INSTALLED_BY = 6  # times ten minutes


@pytest.fixture
def there(tmp_path):
    with alive(make_stock(), tmp_path) as product:
        yield product


def said(language: str, text: str) -> str:
    """A text of the product in a language."""
    return TRANSLATORS[language].gettext(text)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", WAYS)
def test_the_whole_path_is_walked_from_the_sign_in_to_the_restore(there, visit, language):  # noqa: F811
    walk = Walk(visit(f"{there.address}/?lang={language}", **WAYS[language]), there, language)
    sign_in(walk)
    new, uat, template = [add(walk, name) for name in NAMES]
    look_at_licences(walk, new)
    install_and_link(walk, new)
    provision(walk, new)
    review = read_and_merge(walk, uat, template)
    decide_all(walk, review)
    before = setting(there.practice.tenant)
    run = apply(walk, review, before)
    restore(walk, run, before)
    look_back(walk, new, uat)
    assert not walk.faults, "\n".join(walk.faults)
    assert walk.complaints() == []


def sign_in(walk: Walk) -> None:
    walk.look()
    walk.page.click("main a.button.primary")
    walk.page.wait_for_url("http://localhost:*/**")
    with walk.page.expect_navigation(url="http://127.0.0.1:*/**"):
        walk.page.click("button[name=person] >> nth=0")
    walk.look()


def add(walk: Walk, name: str) -> str:
    """From the list of the tenant. Gives the path of its overview."""
    walk.open("/environments/add")
    with walk.page.expect_event("load"):
        walk.page.click(f"form:has(input[value*='{name}.']) button")
    walk.look()
    return walk.path()


def look_at_licences(walk: Walk, environment: str) -> None:
    walk.open(f"{environment}/licensing")
    walk.send("/licensing/look")
    sections = walk.page.locator("#looked section")
    assert sections.count() == 5, "the look, three questions, and the person who looked"


def install_and_link(walk: Walk, environment: str) -> None:
    maps = f"{environment}/maps"
    walk.open(maps)
    walk.send("/maps/look")
    walk.follow("a.button[href$='/maps/install']")
    assert walk.page.locator("input[name=package]").count() == 5
    walk.send("/maps/install")
    for _ in range(INSTALLED_BY):
        if not walk.page.locator("#ground form[action$='/stop']").count():
            break
        walk.there.later(60, times=10)
        walk.open(maps)
    walk.there.by_hand("link", "contoso-new")
    walk.send("/maps/look")
    assert not walk.page.locator("a[href$='/maps/install']").count(), "still a package is missing"
    claim_a_map(walk)


def claim_a_map(walk: Walk) -> None:
    claimed = walk.page.locator("#maps-title ~ ul > li:has(form[action$='/claim'])").first
    anchor = claimed.get_attribute("id")
    claimed.locator("details:has(> form[action$='/claim']) > summary").click()
    claimed.locator("input[name=note]").fill("R1")
    with walk.page.expect_response("**/maps/claim"):
        claimed.locator("form[action$='/claim'] button").click()
    walk.page.wait_for_selector(f"#{anchor} form[action$='/withdraw']")
    assert walk.words(f"#{anchor} blockquote") == "R1"
    walk.look()


def provision(walk: Walk, environment: str) -> None:
    step = f"{environment}/provisioning"
    walk.open(step)
    walk.send("/provisioning/look")
    walk.follow("a.button[href$='/provisioning/new']")
    walk.page.fill("#name", "Contoso Portal")
    walk.page.fill("#subdomain", "contoso-customers")
    walk.page.select_option("#language", "1033")
    walk.send("/provisioning/new")
    assert "contoso-customers.powerappsportals.com" in walk.words()
    walk.send("/provisioning/create")
    assert walk.page.locator("#create-title").count(), "nothing says that it is under way"
    walk.there.later(30, times=6)
    walk.open(step)
    walk.send("/provisioning/look")
    assert walk.words("#portal-title") == "Contoso Portal"
    assert said(walk.language, "The portal is there") in walk.words()
    walk.open(f"{environment}/update")
    kept = walk.page.locator("#kept-title ~ ul a.row")
    assert [name.endswith(".zip") for name in kept.all_inner_texts()] == [True]


def read_and_merge(walk: Walk, environment: str, template: str) -> str:
    for one in (template, environment):
        walk.open(f"{one}/update")
        walk.send("/update/look")
    source = template.rpartition("/")[2]
    walk.page.select_option("#take_template", f"environment:{source}")
    walk.page.select_option("#take_base", "folder:base.zip")
    walk.send("/update/read")
    walk.open(f"{environment}/update")
    walk.follow("#taking a.button.primary")
    return walk.path()


def decide_all(walk: Walk, review: str) -> None:
    """One after the other, as each leads to the next: ours first, then the template's."""
    walk.follow("a.button.primary[href*='/conflicts/']")
    choice, decided = "site", 0
    while "/conflicts/" in walk.path():
        walk.page.check(f"input[name=choice][value={choice}]")
        walk.send("/decide")
        choice, decided = "template", decided + 1
    assert decided >= 8
    assert walk.path() == review
    assert said(walk.language, "Everything is decided") in walk.words()


def apply(walk: Walk, review: str, before: str) -> str:
    """Stops at what the organization forbids, and goes on. Gives the path of the run."""
    tenant = walk.there.practice.tenant
    walk.follow(f"a.button[href='{review}/check']")
    walk.send("/apply")
    run = walk.path()
    walk.open(run)
    stuck = said(walk.language, "This environment takes no attachments of this kind.")
    assert stuck in walk.words("[id^=stuck-]")
    assert setting(tenant) == before
    allow(tenant, "js")
    walk.send("/resume")
    walk.page.wait_for_selector("#writing:not([hx-get])")
    assert said(walk.language, "Nothing is left to do") in walk.words(), walk.words()
    assert setting(tenant) != before, SETTING
    return run


def restore(walk: Walk, run: str, before: str) -> None:
    walk.follow(f"a.button[href='{run}/restore']")
    walk.send("/restore/look")
    walk.open(f"{run}/restore")
    walk.send("/restore")
    walk.open(walk.path())
    assert said(walk.language, "The state before is back") in walk.words(), walk.words()
    assert setting(walk.there.practice.tenant) == before


def look_back(walk: Walk, *environments: str) -> None:
    """The overviews tell who did what, newest first."""
    for environment, least in zip(environments, (4, 5), strict=True):
        walk.open(environment)
        told = walk.page.locator("#events-title ~ ul li").all_inner_texts()
        assert len(told) >= least, told
        assert all("Avery Example" in one for one in told), told
    walk.open("/")
