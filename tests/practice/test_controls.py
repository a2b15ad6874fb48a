"""Faults that stand or come once: asked for over HTTP, as JSON or by the forms of the page."""

import pytest

from app.practice.controls import RESET, Controls

FRONT = "http://localhost:8001/"
CONTROLS = f"{FRONT}_practice/controls"


@pytest.fixture
def ask(browser):
    return lambda wishes, **headers: browser.http.post(CONTROLS, json=wishes, headers=headers)


def test_all_controls_are_set_by_one_document_and_told_again(ask, browser, tenant):
    standing = {
        "throttle_share": 0.25, "latency": 1.5, "content_page_delay": 3.0,
        "strict_refresh": True, "consent_required": True,
        "error_rates": {"503": 0.05, "500": 0.01},
    }  # fmt: skip
    before = tenant.clock.now()
    coming = {"status": 502, "times": 2, "path_contains": "adx_"}
    answer = ask({**standing, "advance": 60, "plot": {"licences": "payg"},
                  "next": [{"what": "fail", **coming}, {"what": "reset"}]})  # fmt: skip
    assert answer.status_code == 200, answer.text
    told = browser.http.get(CONTROLS).json()
    assert {name: told[name] for name in standing} == standing
    assert (told["licences"], told["next"][0]) == ("payg", coming)
    assert tenant.controls.troubles[1].status == RESET
    assert (tenant.clock.now() - before).total_seconds() == 60
    assert ask({"error_rates": {}}).json()["error_rates"] == {}


@pytest.mark.parametrize(
    ("unfit", "named"),
    [
        ({"latency": 61}, "latency"),
        ({"throttle_share": 1.1}, "throttle_share"),
        ({"error_rates": {"200": 0.1}}, "error_rates.200"),
        ({"error_rates": {"500": 0.6, "503": 0.6}}, "error_rates"),
        ({"next": [{"what": "fail"}]}, "next.0"),
        ({"next": [{"what": "reset", "status": 500}]}, "next.0"),
        ({"next": [{"what": "explode"}]}, "next.0.what"),
        ({"plot": {"licences": "all"}}, "plot"),
        ({"advance": -1}, "advance"),
        ({"nothing": 1}, "nothing"),
    ],
)
def test_of_an_unfit_document_nothing_is_done(ask, tenant, unfit, named):
    answer = ask({"strict_refresh": True, "expire_tokens": True, **unfit})
    assert (answer.status_code, named in answer.json()["error"]) == (400, True)
    assert not tenant.controls.strict_refresh
    assert tenant.scene.directory.memory.generation == 0


def test_the_controls_are_on_this_machines_own_page_only(ask, browser):
    assert ask({}, Origin="http://evil.example").status_code == 403
    for host in ("contoso-uat.crm4.dynamics.com", "login.microsoftonline.com"):
        answer = browser.http.post(f"https://{host}/_practice/controls", json={})
        assert answer.status_code in (401, 501)
    assert browser.http.post("http://evil.example/_practice/controls", json={}).status_code == 421


def test_expired_tokens_are_refused_until_a_new_one_is_fetched(ask, browser, uat):
    assert uat.data("WhoAmI").status_code == 200
    ask({"expire_tokens": True})
    assert uat.data("WhoAmI").status_code == 401
    renewed = browser.silent("https://contoso-uat.crm4.dynamics.com", force_refresh=True)
    uat.headers["Authorization"] = f"Bearer {renewed['access_token']}"
    assert uat.data("WhoAmI").status_code == 200
    ask({"revoke_grants": True})
    refused = browser.silent("https://graph.microsoft.com", force_refresh=True)
    assert refused["error"] == "invalid_grant"


def test_a_share_of_calls_fails_by_status_and_the_same_ones_each_time(tenant, uat):
    tenant.controls.error_rates = {503: 0.05, 500: 0.02}
    seen = [uat.data("WhoAmI").status_code for _ in range(300)]
    again = Controls(seed=tenant.controls.seed, error_rates={503: 0.05, 500: 0.02})
    assert seen == [again.bad_luck() or 200 for _ in seen]
    assert 5 < seen.count(503) < 30
    assert 1 < seen.count(500) < 15


def test_an_unlucky_call_does_nothing_says_when_to_come_again_and_spares_the_sign_in(
    tenant, browser, uat
):
    tenant.controls.error_rates = {503: 1.0}
    answer = uat.send("POST", "adx_webroles", {"adx_name": "Never"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "access_token" in browser.sign_in()
    tenant.controls.error_rates = {}
    assert uat.data("adx_webroles?$filter=adx_name eq 'Never'").json()["value"] == []


def test_bad_luck_does_not_change_which_calls_are_throttled():
    lucky, unlucky = Controls(), Controls(error_rates={500: 0.5})
    throws = [(unlucky.bad_luck(), unlucky.is_throttled())[1] for _ in range(500)]
    assert throws == [lucky.is_throttled() for _ in range(500)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "5.0% of all calls but the sign-in fail with 503"), ("ko", "503 상태로 실패합니다")],
)
def test_faults_are_seen_and_changed_on_the_page(browser, tenant, lang, words):
    def send(action, **form):
        headers = {"Accept": "text/html", "Origin": "http://localhost:8001"}
        answer = browser.http.post(f"{FRONT}_practice/{action}", data=form, headers=headers)
        assert answer.status_code == 303, answer.text

    send("error-rate", status="503", share="0.05")
    send("error-rate", status="500", share="0.02")
    send("error-rate", status="500", share="0")
    send("set", latency="0.5")
    send("reset", times="1")
    page = browser.http.get(f"{FRONT}?ui_locales={lang}").text
    assert words in page
    assert "with 500" not in page
    assert 'name="latency" type="number" min="0" max="60" step="any" required value="0.5"' in page
    assert tenant.controls.error_rates == {503: 0.05}
    assert [one.status for one in tenant.controls.troubles] == [RESET]
    answer = browser.http.post(f"{FRONT}_practice/error-rate", data={"status": "503", "share": "2"})
    assert answer.status_code == 400
