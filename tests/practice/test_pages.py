"""What a person sees: plain words, two languages, no password, nothing that needs a script."""

import re

import pytest

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
    rest = set(WORDS) - used - parts - buttons
    assert {word for word in rest if not word.startswith(tuple(by_place))} == set()


@pytest.mark.parametrize("path", ["", "organizations/oauth2/v2.0/logout", "nowhere"])
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


def test_the_front_page_says_what_is_made_up_and_offers_the_exports(browser, tenant):
    page = browser.http.get(FRONT).text
    assert "made up" in page
    for name in tenant.exports:
        answer = browser.http.get(f"{FRONT}exports/{name}")
        assert f"/exports/{name}" in page
        assert answer.content == tenant.exports[name]
    assert browser.http.get(f"{FRONT}exports/other.zip").status_code == 404
