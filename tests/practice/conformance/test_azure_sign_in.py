"""MSAL and azure-identity, as they are, over TLS at Microsoft's address of Entra."""

import re
from urllib.parse import urlsplit

import jwt
import pytest

from app.practice.people import OTHER_TENANT_ID
from tests.partners import python_partner
from tests.practice.asking import GRAPH, NEW
from tests.practice.conftest import ORGANIZATION, REDIRECT

python_partner("azure.identity")
python_partner("trustme")

import msal  # noqa: E402 - azure-identity is the one that can be missing
from azure.core.exceptions import ClientAuthenticationError  # noqa: E402
from azure.identity import ClientSecretCredential, DeviceCodeCredential  # noqa: E402
from azure.identity.aio import ClientSecretCredential as AsyncSecretCredential  # noqa: E402

LOGIN = "https://login.microsoftonline.com"
ON_THIS_MACHINE = "http://localhost:54321"
SCOPE = f"{ORGANIZATION}/user_impersonation"


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def application(street, tenant):
    """MSAL's own applications, told of proxy and authority by their parameters."""

    def make(kind=msal.ConfidentialClientApplication, authority="", **more):
        client_id = tenant.client_id
        if kind is msal.PublicClientApplication:
            client_id = tenant.public_client_id
        else:
            more = {"client_credential": tenant.client_secret, **more}
        where = f"{LOGIN}/{authority or tenant.tenant_id}"
        ways = {"verify": street.authority, "proxies": street.proxies}
        return kind(client_id, authority=where, **ways, **more)

    return make


@pytest.fixture
def azure(street, tenant):
    """What azure-identity's credentials take."""
    return {
        "tenant_id": tenant.tenant_id,
        "proxies": street.proxies,
        "connection_verify": street.authority,
        "retry_total": 0,
    }


def read(token: str) -> dict[str, object]:
    return jwt.decode(token, options={"verify_signature": False})


def source(found: dict[str, str]) -> str:
    """Where MSAL says it has the token from."""
    return found["token_source"]


def approve(browser, code: str, part: str = "admin", **more: str):
    """A person types the code in, and then says who they are."""
    page = "http://localhost:8001/device"
    assert 'name="code"' in browser.http.get(page).text
    shown = browser.http.post(page, data={"code": code.lower()})
    [kept] = re.findall(r'name="code" value="(\w+)"', shown.text)
    person = next(one for one in browser.tenant.people if one.part == part)
    assert person.name in shown.text
    return browser.http.post(page, data={"code": kept, **(more or {"person": person.oid})})


def test_code_and_pkce_end_in_tokens_for_the_person(application, browser, tenant):
    app = application(authority="organizations")
    flow = app.initiate_auth_code_flow([SCOPE], redirect_uri=REDIRECT, response_mode="form_post")
    found = app.acquire_token_by_auth_code_flow(flow, browser.choose(flow["auth_uri"], "operator"))
    assert found["id_token_claims"]["preferred_username"] == "minji@contoso.example"
    assert found["id_token_claims"]["roles"] == ["Wizard.Operator"]
    claims = read(found["access_token"])
    assert (claims["aud"], claims["scp"]) == (ORGANIZATION, "user_impersonation")


def test_a_program_without_a_secret_signs_a_person_in_on_their_own_machine(application, browser):
    app = application(msal.PublicClientApplication)
    flow = app.initiate_auth_code_flow(
        [SCOPE], redirect_uri=ON_THIS_MACHINE, response_mode="form_post"
    )
    found = app.acquire_token_by_auth_code_flow(flow, browser.choose(flow["auth_uri"]))
    assert found["id_token_claims"]["aud"] == browser.tenant.public_client_id
    assert "roles" not in found["id_token_claims"]
    assert read(found["access_token"])["appid"] == browser.tenant.public_client_id


@pytest.mark.parametrize(
    "uri", ["http://localhost.evil.example/", "https://evil.example", REDIRECT]
)
def test_such_a_program_is_answered_nowhere_else(application, browser, uri):
    app = application(msal.PublicClientApplication)
    flow = app.initiate_auth_code_flow([SCOPE], redirect_uri=uri, response_mode="form_post")
    refused = browser.http.get(flow["auth_uri"])
    assert (refused.status_code, "AADSTS50011" in refused.text) == (400, True)


def signed_in(application, browser):
    app = application()
    flow = app.initiate_auth_code_flow([SCOPE], redirect_uri=REDIRECT, response_mode="form_post")
    app.acquire_token_by_auth_code_flow(flow, browser.choose(flow["auth_uri"]))
    return app


def test_a_token_is_kept_and_renewed_when_that_is_forced(application, browser):
    app = signed_in(application, browser)
    [account] = app.get_accounts()
    first = app.acquire_token_silent_with_error([SCOPE], account)
    assert source(first) == "cache"
    second = app.acquire_token_silent_with_error([SCOPE], account, force_refresh=True)
    assert source(second) == "identity_provider"
    other = app.acquire_token_silent_with_error([f"{NEW}/.default"], account)
    assert read(other["access_token"])["aud"] == NEW


def test_a_sign_in_that_was_revoked_is_told_in_entras_words(application, browser, tenant):
    app = signed_in(application, browser)
    [account] = app.get_accounts()
    tenant.revoke_grants()
    refused = app.acquire_token_silent_with_error([SCOPE], account, force_refresh=True)
    assert (refused["error"], refused["error_codes"]) == ("invalid_grant", [50173])


def test_a_refresh_token_is_of_no_use_to_another_application(application, browser):
    app = signed_in(application, browser)
    [kept] = app.token_cache.search("RefreshToken")
    other = application(msal.PublicClientApplication)
    refused = other.acquire_token_by_refresh_token(kept["secret"], [SCOPE])
    assert (refused["error"], refused["error_codes"]) == ("invalid_grant", [700009])


def test_an_application_gets_a_token_for_itself(application, tenant):
    app = application()
    found = app.acquire_token_for_client([f"{GRAPH}/.default"])
    assert not {"refresh_token", "id_token", "client_info"} & set(found)
    claims = read(found["access_token"])
    assert claims["roles"] == [
        "Application.Read.All",
        "LicenseAssignment.Read.All",
        "Organization.Read.All",
    ]
    assert (claims["idtyp"], claims["appid"]) == ("app", tenant.client_id)
    assert claims["oid"] == claims["sub"]
    assert not {"scp", "name", "preferred_username"} & set(claims)
    again = app.acquire_token_for_client([f"{GRAPH}/.default"])
    assert (source(again), again["access_token"]) == ("cache", found["access_token"])


def test_an_application_was_given_no_roles_in_other_services(application):
    claims = read(application().acquire_token_for_client([f"{NEW}/.default"])["access_token"])
    assert (claims["aud"], "roles" in claims, "scp" in claims) == (NEW, False, False)


def test_what_an_application_gets_to_see_for_itself(application, browser):
    app = application()

    def status(origin: str, path: str) -> int:
        token = app.acquire_token_for_client([f"{origin}/.default"])["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        return browser.http.get(f"{origin}{path}", headers=headers).status_code

    assert status(GRAPH, "/v1.0/subscribedSkus") == 200
    assert status(GRAPH, "/v1.0/me") == 400
    assert status(NEW, "/environmentmanagement/environments?api-version=2024-10-01") == 403
    assert status(ORGANIZATION, "/api/data/v9.2/WhoAmI") == 403


@pytest.mark.parametrize(
    ("authority", "scope", "error", "code"),
    [
        ("organizations", f"{GRAPH}/.default", "invalid_request", 50059),
        ("", f"{GRAPH}/User.Read", "invalid_scope", 1002012),
        ("", "https://nowhere.example/.default", "invalid_resource", 500011),
        (
            OTHER_TENANT_ID,
            f"{GRAPH}/.default",
            "unauthorized_client",
            700016,
        ),
    ],
)
# What MSAL advises against is what is to be refused.
@pytest.mark.filterwarnings("ignore:Using /common or /organizations:DeprecationWarning")
def test_an_application_is_refused_in_entras_words(application, authority, scope, error, code):
    refused = application(authority=authority).acquire_token_for_client([scope])
    assert (refused["error"], refused["error_codes"]) == (error, [code])


@pytest.mark.parametrize(("secret", "code"), [("wrong", 7000215), (None, 7000218)])
def test_without_its_secret_an_application_gets_nothing(application, secret, code):
    app = application(client_credential=secret)
    refused = app.acquire_token_for_client([f"{GRAPH}/.default"])
    assert (refused["error"], refused["error_codes"]) == ("invalid_client", [code])


def poll(app: msal.PublicClientApplication, flow: dict[str, object]) -> dict[str, str]:
    """Once, as if the time that MSAL waits in between had gone by."""
    flow["latest_attempt_at"] = 0
    return app.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)


def test_a_device_code_is_typed_in_by_a_person(application, browser):
    app = application(msal.PublicClientApplication)
    flow = app.initiate_device_flow([SCOPE])
    assert urlsplit(flow["verification_uri"]).hostname == "localhost"
    assert flow["user_code"] in flow["message"]
    assert (flow["expires_in"], flow["interval"]) == (900, 5)
    waiting = poll(app, flow)
    assert (waiting["error"], waiting["error_codes"]) == ("authorization_pending", [70016])
    approve(browser, flow["user_code"], "operator")
    found = poll(app, flow)
    assert found["id_token_claims"]["preferred_username"] == "minji@contoso.example"
    assert read(found["access_token"])["aud"] == ORGANIZATION
    [account] = app.get_accounts()
    renewed = app.acquire_token_silent_with_error([SCOPE], account, force_refresh=True)
    assert source(renewed) == "identity_provider"


def test_a_device_code_works_once_and_for_a_quarter_of_an_hour(application, browser, tenant):
    app = application(msal.PublicClientApplication)
    used, declined, late = (app.initiate_device_flow([SCOPE]) for _ in range(3))
    approve(browser, used["user_code"])
    assert "error" not in poll(app, used)
    assert poll(app, used)["error"] == "bad_verification_code"
    approve(browser, declined["user_code"], cancel="1")
    assert poll(app, declined)["error"] == "authorization_declined"
    tenant.clock.advance(901)
    assert poll(app, late)["error"] == "expired_token"
    page = browser.http.post("http://localhost:8001/device", data={"code": late["user_code"]})
    assert (page.status_code, 'role="alert"' in page.text) == (400, True)


def test_azure_identity_signs_in_by_device_code_and_renews_by_itself(azure, browser, tenant):
    credential = DeviceCodeCredential(
        tenant.public_client_id,
        prompt_callback=lambda _, code, __: approve(browser, code),
        **azure,
    )
    record = credential.authenticate(scopes=[SCOPE])
    assert (record.username, record.tenant_id) == ("avery@contoso.example", tenant.tenant_id)
    token = credential.get_token(f"{NEW}/.default").token
    assert (read(token)["aud"], read(token)["oid"]) == (NEW, tenant.people[0].oid)


def test_azure_identity_gets_a_token_for_an_application(azure, tenant):
    credential = ClientSecretCredential(
        client_id=tenant.client_id, client_secret=tenant.client_secret, **azure
    )
    assert read(credential.get_token(f"{GRAPH}/.default").token)["idtyp"] == "app"


@pytest.mark.anyio
async def test_so_does_its_other_half_which_does_without_msal(azure, tenant):
    credential = AsyncSecretCredential(
        client_id=tenant.client_id, client_secret=tenant.client_secret, **azure
    )
    async with credential:
        found = await credential.get_token(f"{GRAPH}/.default")
    assert "LicenseAssignment.Read.All" in read(found.token)["roles"]


def test_azure_identity_tells_entras_refusal(azure, tenant):
    credential = ClientSecretCredential(
        client_id=tenant.client_id,
        client_secret="wrong",  # noqa: S106
        **azure,
    )
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        credential.get_token(f"{GRAPH}/.default")
