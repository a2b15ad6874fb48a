import json

import httpx
import pytest

from app.microsoft.endpoints import cloud
from app.microsoft.entra import Entra
from app.microsoft.errors import NotThere, Refused, Unavailable, UnexpectedReply

TENANT = "aaaaaaaa-1111-4aaa-8aaa-aaaaaaaaaaaa"
AUTHORITY = f"https://login.microsoftonline.com/{TENANT}"
SCOPE = "https://contoso.crm4.dynamics.com/user_impersonation"
DISCOVERY = {
    "issuer": f"{AUTHORITY}/v2.0",
    "authorization_endpoint": f"{AUTHORITY}/oauth2/v2.0/authorize",
    "token_endpoint": f"{AUTHORITY}/oauth2/v2.0/token",
    "jwks_uri": f"{AUTHORITY}/discovery/v2.0/keys",
}


def entra(**answers) -> Entra:
    """Answers by the last part of the path; the discovery is good unless it is given."""
    answers = {"openid-configuration": httpx.Response(200, json=DISCOVERY), **answers}

    def answer(request: httpx.Request) -> httpx.Response:
        reply = answers.get(request.url.path.rsplit("/", 1)[-1], httpx.Response(501))
        if isinstance(reply, Exception):
            raise reply
        return reply

    http = httpx.Client(transport=httpx.MockTransport(answer))
    return Entra(cloud("public"), "client", "secret-canary", "http://localhost/auth/callback", http)


def discovery_of(reply) -> Entra:
    return entra(**{"openid-configuration": reply})


def test_the_sign_in_page_gets_no_more_than_it_needs():
    flow = entra().start(TENANT, ["https://graph.microsoft.com/User.Read"], prompt="select_account")
    url = httpx.URL(str(flow["auth_uri"]))
    assert str(url).startswith(f"{AUTHORITY}/oauth2/v2.0/authorize?")
    assert url.params["response_mode"] == "query"
    assert url.params["prompt"] == "select_account"
    assert url.params["redirect_uri"] == "http://localhost/auth/callback"
    assert flow["code_verifier"] not in str(url)
    assert "secret-canary" not in json.dumps(flow)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (httpx.Response(400, json={"error": "invalid_tenant"}), Refused),
        (httpx.Response(200, text="<html>"), Refused),
        (httpx.Response(200, json={}), UnexpectedReply),
        (httpx.Response(200, content=b" " * (3 * 1024 * 1024)), Unavailable),
        (httpx.Response(503), Unavailable),
        (httpx.Response(302, headers={"Location": "https://evil.com"}), Unavailable),
        (httpx.ConnectTimeout("x"), Unavailable),
        (httpx.ConnectError("x"), Unavailable),
    ],
)
def test_a_sign_in_service_that_does_not_describe_itself_starts_nothing(reply, kind):
    with pytest.raises(kind):
        discovery_of(reply).start(TENANT, [SCOPE])


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (httpx.Response(404), NotThere),
        (httpx.Response(503), Unavailable),
        (httpx.Response(200, json={"keys": 7}), UnexpectedReply),
        (httpx.Response(302, headers={"Location": "https://evil.com"}), UnexpectedReply),
        (httpx.ReadTimeout("x"), Unavailable),
    ],
)
def test_without_signing_keys_there_is_an_error_and_no_empty_list(reply, kind):
    with pytest.raises(kind):
        entra(keys=reply).signing_keys(TENANT)


def test_the_issuer_and_its_keys_are_read():
    found = entra(keys=httpx.Response(200, json={"keys": [{"kid": "k1", "kty": "RSA"}]}))
    assert found.issuer(TENANT) == f"{AUTHORITY}/v2.0"
    assert found.signing_keys(TENANT) == {"keys": [{"kid": "k1", "kty": "RSA"}]}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (httpx.Response(200, text="<html>"), Refused),
        (httpx.Response(200, json={"id_token": "broken", "access_token": "at"}), Refused),
        (httpx.Response(503, text="<html>"), Unavailable),
        (httpx.ReadError("x"), Unavailable),
    ],
)
def test_a_code_that_cannot_be_traded_in_is_sorted(reply, kind):
    service = entra(token=reply)
    flow = service.start(TENANT, [SCOPE])
    with pytest.raises(kind):
        service.redeem(TENANT, flow, {"code": "c", "state": str(flow["state"])})


def test_a_cache_without_an_account_needs_a_sign_in():
    assert entra().silent(TENANT, SCOPE, "{}").error == "no_refresh_token"


def test_the_sign_in_service_cannot_send_us_elsewhere_even_if_the_client_would():
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(307, headers={"Location": "https://evil.com/"})

    http = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    with pytest.raises(Unavailable):
        Entra(cloud("public"), "client", "s", "http://localhost/", http).start(TENANT, [SCOPE])
    assert len(asked) == 1
