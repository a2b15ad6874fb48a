"""MSAL itself signs people in here, gets tokens, and is refused as Entra would refuse it."""

import jwt
import pytest

ORGANIZATION = "https://contoso-uat.crm4.dynamics.com"
LOGIN = "https://login.microsoftonline.com"


def refused(answer):
    return answer["error"], answer["error_codes"]


def test_msal_signs_a_person_in_with_code_and_pkce(browser, tenant):
    answer = browser.sign_in("operator")
    claims = answer["id_token_claims"]
    assert claims["tid"] == tenant.tenant_id
    assert claims["roles"] == ["Wizard.Operator"]
    assert claims["preferred_username"] == "minji@contoso.example"
    assert claims["ver"] == "2.0"
    assert answer["expires_in"] == 3599


def test_the_id_token_stands_against_the_published_keys(browser, tenant):
    answer = browser.sign_in()
    discovery = browser.http.get(f"{LOGIN}/organizations/v2.0/.well-known/openid-configuration")
    keys = jwt.PyJWKSet.from_dict(browser.http.get(discovery.json()["jwks_uri"]).json())
    token = answer["id_token"]
    key = keys[jwt.get_unverified_header(token)["kid"]]
    issuer = discovery.json()["issuer"].replace("{tenantid}", tenant.tenant_id)
    assert jwt.decode(token, key, ["RS256"], audience=tenant.client_id, issuer=issuer)


def test_what_a_browser_opens_is_on_loopback_and_the_rest_keeps_its_address(browser, tenant):
    address = f"{LOGIN}/{tenant.tenant_id}/v2.0/.well-known/openid-configuration"
    told = browser.http.get(address).json()
    assert told["authorization_endpoint"].startswith("http://localhost:8001/")
    assert told["end_session_endpoint"].startswith("http://localhost:8001/")
    assert told["token_endpoint"].startswith(f"{LOGIN}/{tenant.tenant_id}/")
    assert told["issuer"] == f"{LOGIN}/{tenant.tenant_id}/v2.0"


def test_a_refresh_brings_a_token_for_another_service_and_then_the_cache_serves(browser):
    browser.sign_in()
    first = browser.silent(ORGANIZATION)
    claims = jwt.decode(first["access_token"], options={"verify_signature": False})
    assert claims["aud"] == ORGANIZATION
    assert browser.silent(ORGANIZATION)["access_token"] == first["access_token"]


def test_response_mode_query_comes_back_as_a_redirect(browser):
    flow = browser.begin()
    address = flow["auth_uri"].replace("response_mode=form_post", "response_mode=query")
    answer = browser.choose(address)
    assert "access_token" in browser.msal().acquire_token_by_auth_code_flow(flow, answer)


def test_a_code_works_once(browser):
    flow = browser.begin()
    answer = browser.choose(flow["auth_uri"])
    browser.msal().acquire_token_by_auth_code_flow(dict(flow), answer)
    again = browser.msal().acquire_token_by_auth_code_flow(dict(flow), answer)
    assert refused(again) == ("invalid_grant", [54005])


def test_a_code_is_worth_nothing_without_its_verifier(browser):
    flow = browser.begin()
    answer = browser.choose(flow["auth_uri"])
    stolen = {**flow, "code_verifier": "x" * 43}
    result = browser.msal().acquire_token_by_auth_code_flow(stolen, answer)
    assert refused(result) == ("invalid_grant", [501481])


def test_a_made_up_code_is_refused(browser):
    flow = browser.begin()
    answer = {**browser.choose(flow["auth_uri"]), "code": "practice-code-forged"}
    assert refused(browser.msal().acquire_token_by_auth_code_flow(flow, answer))[0] == (
        "invalid_grant"
    )


def test_a_code_dies_after_ten_minutes(browser, tenant):
    flow = browser.begin()
    answer = browser.choose(flow["auth_uri"])
    tenant.clock.advance(601)
    result = browser.msal().acquire_token_by_auth_code_flow(flow, answer)
    assert refused(result) == ("invalid_grant", [70008])


def test_a_wrong_secret_is_refused(browser, tenant):
    tenant.client_secret = "not-it"  # what MSAL will send  # noqa: S105
    assert refused(browser.sign_in()) == ("invalid_client", [7000215])


def test_the_person_of_another_tenant_gets_in_by_organizations_only(browser, tenant):
    claims = browser.sign_in("stranger")["id_token_claims"]
    assert claims["tid"] != tenant.tenant_id
    flow = browser.begin(authority=tenant.tenant_id)
    assert "AADSTS50020" in browser.choose(flow["auth_uri"], "stranger")["error_description"]


def test_the_person_without_a_role_has_no_roles_claim(browser):
    assert "roles" not in browser.sign_in("no_role")["id_token_claims"]


def test_without_pkce_there_is_no_sign_in(browser):
    address = browser.begin()["auth_uri"].replace("code_challenge_method=S256", "x=y")
    assert "AADSTS9002325" in browser.choose(address)["error_description"]


def test_an_unregistered_address_is_told_nothing(browser):
    address = browser.begin()["auth_uri"].replace("127.0.0.1%3A8000", "evil.example")
    answer = browser.http.get(address)
    assert answer.status_code == 400
    assert "AADSTS50011" in answer.text
    assert "location" not in answer.headers


def test_prompt_none_asks_for_a_sign_in(browser):
    flow = browser.begin(prompt="none")
    answer = browser.http.get(flow["auth_uri"])
    assert "login_required" in answer.text


def test_one_token_is_for_one_service(browser):
    browser.sign_in()
    app = browser.msal()
    [account] = app.get_accounts()
    scopes = [f"{ORGANIZATION}/.default", "https://service.powerapps.com/.default"]
    assert refused(app.acquire_token_silent_with_error(scopes, account)) == (
        "invalid_request",
        [28000],
    )


@pytest.mark.parametrize("grant", ["password", "urn:ietf:params:oauth:grant-type:jwt-bearer"])
def test_other_grants_are_not_given(browser, tenant, grant):
    form = {
        "grant_type": grant,
        "client_id": tenant.client_id,
        "client_secret": tenant.client_secret,
    }
    answer = browser.http.post(f"{LOGIN}/{tenant.tenant_id}/oauth2/v2.0/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_an_unknown_tenant_is_not_found(browser):
    answer = browser.http.get(f"{LOGIN}/nowhere/v2.0/.well-known/openid-configuration")
    assert (answer.status_code, answer.json()["error_codes"]) == (400, [90002])
