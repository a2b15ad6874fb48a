"""What a person sees: plain words, two languages, no password, nothing that needs a script."""

import re

import pytest

from app.practice.plot import Plot
from app.practice.render import PAGES
from app.practice.words import WORDS

FRONT = "http://localhost:8001/"


def test_the_sign_in_page_shows_everybody_and_asks_for_no_password(browser, tenant):
    page = browser.http.get(browser.begin()["auth_uri"])
    for person in tenant.people:
        assert person.name in page.text
    assert 'type="password"' not in page.text
    assert "not Microsoft" in page.text
    assert "<script" not in page.text


def test_the_person_expected_is_marked(browser):
    page = browser.http.get(browser.begin(login_hint="sam@contoso.example")["auth_uri"])
    [marked] = re.findall(r'value="([\w-]+)" class="person hinted"', page.text)
    assert marked.endswith("0003")


@pytest.mark.parametrize(
    ("headers", "query", "lang"),
    [
        ({}, "", "en"),
        ({"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}, "", "ko"),
        ({"Accept-Language": "fr,en;q=0.8"}, "", "en"),
        ({"Accept-Language": "en"}, "?ui_locales=ko", "ko"),
    ],
)
def test_pages_speak_the_readers_language(browser, headers, query, lang):
    page = browser.http.get(f"{FRONT}{query}", headers=headers)
    assert f'<html lang="{lang}">' in page.text
    assert ("연습용 테넌트" in page.text) == (lang == "ko")


def test_every_word_on_a_page_exists_and_every_word_is_used():
    used = set()
    for file in PAGES.glob("*.html"):
        used |= set(re.findall(r't\("(\w+)"[,)]', file.read_text("utf-8")))
    assert used <= set(WORDS)
    by_place = {"env_", "export_"}
    parts = {"admin", "operator", "reader", "no_role", "stranger"}
    buttons = {"expire", "revoke", "fail", "lose", "throttle_on", "throttle_off", "forward"}
    buttons |= {"forward_little", "hand_link", "hand_unlink", "hand_run", "hand_stop", "hand_trial"}
    buttons |= {"hand_scripts", "hand_no_scripts", "reset", "set_latency", "set_throttle_share"}
    buttons |= {"demand_on", "demand_off"}
    for name, values in Plot.choices().items():
        buttons |= {f"plot_{name}", *(f"{name}_{value}" for value in values)}
    assert buttons <= set(WORDS)
    rest = set(WORDS) - used - parts - buttons
    assert {word for word in rest if not word.startswith(tuple(by_place))} == set()


@pytest.mark.parametrize(
    "path", ["", "limits", "organizations/oauth2/v2.0/logout", "gateway-token", "device", "nowhere"]
)
def test_every_page_allows_little(browser, path):
    page = browser.http.get(f"{FRONT}{path}")
    if path == "nowhere":
        assert page.status_code == 404
        return
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert not re.search(r"<style|style=|\son\w+=|<script>", page.text)


def test_signing_in_may_end_at_the_wizard_and_nowhere_else(browser):
    page = browser.http.get(browser.begin()["auth_uri"])
    policy = page.headers["content-security-policy"]
    assert "form-action 'self' http://127.0.0.1:8000;" in policy


def test_what_a_query_brings_is_shown_as_text(browser):
    address = browser.begin()["auth_uri"] + "&x=%22%3E%3Cscript%3E"
    assert "<script>" not in browser.http.get(address).text
    refused = browser.http.get(f"{FRONT}organizations/oauth2/v2.0/authorize?client_id=<script>")
    assert "<script>" not in refused.text


def test_the_way_back_from_signing_out_leads_to_the_wizard_only(browser):
    root = f"{FRONT}organizations/oauth2/v2.0/logout?post_logout_redirect_uri="
    assert 'href="http://127.0.0.1:8000/"' in browser.http.get(f"{root}http://127.0.0.1:8000/").text
    page = browser.http.get(f"{root}http://evil.example/").text
    assert 'href="http://evil' not in page


def test_the_front_page_offers_the_exports_and_leads_to_the_limits(browser, tenant):
    page = browser.http.get(FRONT).text
    assert '<a href="/limits">' in page
    for name in tenant.exports:
        answer = browser.http.get(f"{FRONT}exports/{name}")
        assert f"/exports/{name}" in page
        assert answer.content == tenant.exports[name]
    assert browser.http.get(f"{FRONT}exports/other.zip").status_code == 404


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("501 NotSimulated", "made up")), ("ko", ("501", "지어낸"))]
)
def test_the_limits_have_a_page_of_their_own(browser, lang, words):
    page = browser.http.get(f"{FRONT}limits?ui_locales={lang}").text
    assert all(word in page for word in words)
    assert page.count("<li>") == len([name for name in WORDS if name.startswith("limit_")])


def test_a_token_for_the_gateway_can_be_copied_and_opens_it(browser):
    page = browser.http.get(f"{FRONT}gateway-token")
    assert page.headers["cache-control"] == "no-store"
    [token] = re.findall(r"<textarea[^>]*>([^<]+)</textarea>", page.text)
    [address] = re.findall(r"<code>(https://projectmanagementservice[^<]+)</code>", page.text)
    headers = {"Authorization": f"Bearer {token}"}
    found = browser.http.get(f"{address}/api/DualWriteManagement/1.0/Version", headers=headers)
    assert found.status_code == 200


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_choice_shows_on_the_front_page_and_can_be_made(browser, tenant, lang):
    for name, values in Plot.choices().items():
        for value in values:
            form = {name: value}
            browser.http.post(
                f"{FRONT}_practice/choose", data=form, headers={"Accept": "text/html"}
            )
            assert getattr(tenant.plot, name) == value
    page = browser.http.get(f"{FRONT}?ui_locales={lang}").text
    assert page.count(" selected>") == len(Plot.choices())


def test_a_choice_that_is_not_on_offer_is_refused(browser):
    for form in ({"licences": "all"}, {"nothing": "plain"}):
        assert browser.http.post(f"{FRONT}_practice/choose", data=form).status_code == 400


def test_choices_outlive_a_restart(reopen):
    first = reopen()
    first.http.post(f"{FRONT}_practice/choose", data={"licences": "payg"})
    assert reopen().tenant.plot.licences == "payg"


def test_people_can_do_by_hand_what_has_no_api(browser, tenant):
    environment = "e0000000-0000-4000-8000-0000000000c3"
    world = tenant.services.ground.worlds[environment]

    def act(action, **form):
        form["environment"] = environment
        return browser.http.post(f"{FRONT}_practice/{action}", data=form).status_code

    assert act("link") == 200
    assert act("run-maps") == 200
    assert world.running == set()
    maps = ["Core", "msdyn_DualWriteAppCoreMaps", "msdyn_Dynamics365FinanceExtendedMaps"]
    world.install_solutions(maps, "2.3.4.265")
    act("run-maps")
    act("clock", seconds="10")
    assert "accounts - Customers V3" in world.running
    assert "products - CDS released distinct products" not in world.running
    act("stop-map", map="accounts - Customers V3")
    act("clock", seconds="10")
    assert "accounts - Customers V3" not in world.running
    assert browser.http.post(f"{FRONT}_practice/link", data={"environment": "x"}).status_code == 400


def test_the_trial_of_a_site_can_be_ended_by_hand(browser, tenant):
    environment = "e0000000-0000-4000-8000-0000000000b2"
    form = {"environment": environment}
    browser.http.post(f"{FRONT}_practice/end-trials", data=form)
    [site] = tenant.services.hosting.listed(environment)
    assert site.is_suspended(tenant.clock.now())


def test_scripts_are_allowed_as_attachments_by_hand_and_blocked_again(browser, tenant):
    environment = "e0000000-0000-4000-8000-0000000000a1"
    organization = tenant.scene.organizations["contoso-uat.crm4.dynamics.com"]

    def blocked(action):
        form = {"environment": environment, "ending": "js"}
        assert browser.http.post(f"{FRONT}_practice/{action}", data=form).status_code == 200
        [row] = organization.rows("organization")
        return row["blockedattachments"].split(";").count("js")

    assert blocked("allow-attachments") == 0
    assert blocked("block-attachments") == 1
    assert blocked("block-attachments") == 1
