"""Refresh tokens: how they live on, rotate, are taken back, and survive a restart."""

import pytest

ORGANIZATION = "https://contoso-uat.crm4.dynamics.com"
LOGIN = "https://login.microsoftonline.com"


def refresh(browser, token):
    form = {
        "grant_type": "refresh_token",
        "client_id": browser.tenant.client_id,
        "client_secret": browser.tenant.client_secret,
        "refresh_token": token,
        "scope": f"{ORGANIZATION}/.default offline_access openid",
    }
    return browser.http.post(f"{LOGIN}/organizations/oauth2/v2.0/token", data=form).json()


def test_every_refresh_rotates_and_the_old_token_stays_good(browser):
    first = browser.sign_in()["refresh_token"]
    second = refresh(browser, first)["refresh_token"]
    assert second != first
    assert "access_token" in refresh(browser, first)


def test_in_strict_mode_a_second_use_revokes_the_whole_grant(browser, tenant):
    tenant.controls.strict_refresh = True
    first = browser.sign_in()["refresh_token"]
    second = refresh(browser, first)["refresh_token"]
    assert refresh(browser, first)["error"] == "invalid_grant"
    assert refresh(browser, second)["error_codes"] == [50173]


def test_a_revoked_sign_in_has_to_be_made_again(browser, tenant):
    browser.sign_in()
    tenant.revoke_grants()
    assert browser.silent(ORGANIZATION)["error_codes"] == [50173]
    browser.sign_in()
    assert "access_token" in browser.silent(ORGANIZATION)


def test_consent_can_be_made_to_be_missing(browser, tenant):
    tenant.controls.consent_required = True
    browser.sign_in()
    answer = browser.silent(ORGANIZATION)
    assert (answer["error"], answer["suberror"]) == ("invalid_grant", "consent_required")
    browser.sign_in(scopes=[f"{ORGANIZATION}/user_impersonation"])
    assert "access_token" in browser.silent(ORGANIZATION)


def test_expired_access_tokens_are_refused_and_a_forced_refresh_helps(browser, tenant, open_api):
    browser.sign_in()
    api = open_api(ORGANIZATION)
    assert api.data("WhoAmI").status_code == 200
    tenant.expire_tokens()
    assert api.data("WhoAmI").status_code == 401
    browser.silent(ORGANIZATION, force_refresh=True)
    assert open_api(ORGANIZATION).data("WhoAmI").status_code == 200


def test_an_access_token_dies_by_the_clock(browser, tenant, uat):
    tenant.clock.advance(3598)
    assert uat.data("WhoAmI").status_code == 200
    tenant.clock.advance(1)
    assert uat.data("WhoAmI").status_code == 401


def test_a_refresh_token_dies_after_ninety_quiet_days(browser, tenant):
    token = browser.sign_in()["refresh_token"]
    tenant.clock.advance(90 * 86400 + 1)
    assert refresh(browser, token)["error_codes"] == [700082]


def test_a_restarted_tenant_honours_refresh_and_access_tokens(reopen):
    before = reopen()
    token = before.sign_in()["refresh_token"]
    access = before.token(ORGANIZATION)
    after = reopen(before.cache)
    assert "access_token" in refresh(after, token)
    headers = {"Authorization": f"Bearer {access}"}
    headers |= {"OData-Version": "4.0", "OData-MaxVersion": "4.0"}
    answer = after.http.get(f"{ORGANIZATION}/api/data/v9.2/WhoAmI", headers=headers)
    assert answer.status_code == 200


def test_a_code_is_still_used_up_after_a_restart(reopen):
    before = reopen()
    flow = before.begin()
    answer = before.choose(flow["auth_uri"])
    before.msal().acquire_token_by_auth_code_flow(dict(flow), answer)
    again = reopen().msal().acquire_token_by_auth_code_flow(dict(flow), answer)
    assert again["error_codes"] == [54005]


def test_a_code_tried_with_a_wrong_verifier_is_used_up_even_after_a_restart(reopen):
    before = reopen()
    flow = before.begin()
    answer = before.choose(flow["auth_uri"])
    wrong = {**flow, "code_verifier": "x" * 43}
    before.msal().acquire_token_by_auth_code_flow(wrong, answer)
    again = reopen().msal().acquire_token_by_auth_code_flow(dict(flow), answer)
    assert again["error_codes"] == [54005]


def test_the_state_file_is_private_and_holds_no_token(reopen, state_file):
    token = reopen().sign_in()["refresh_token"]
    assert state_file.stat().st_mode & 0o777 == 0o600
    assert token not in state_file.read_text("utf-8")


@pytest.mark.parametrize("token", ["practice-refresh-forged", "x"])
def test_a_forged_refresh_token_is_refused(browser, token):
    assert refresh(browser, token)["error"] == "invalid_grant"
