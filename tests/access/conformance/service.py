"""oidc-provider, a sign-in service that nobody here wrote, in the place of Entra.

The product is left as it is: the redirect that leads it to the practice tenant leads here.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from typing_extensions import override

from app.microsoft.egress import open_clients
from app.microsoft.endpoints import cloud
from app.microsoft.entra import Entra
from tests.access.provider import CLIENT, HOST, OID, OTHER_TENANT, TENANT
from tools.assets import find

_SERVICE = Path(__file__).with_name("sign_in_service.mjs")
SECRET = "secret-canary"  # of nothing  # noqa: S105
REDIRECT = "http://127.0.0.1:8000/auth/callback"
SIGNED_OUT = "http://127.0.0.1:8000/sign-in"
PS256 = "11112222-3333-4444-5555-000000000256"
SCOPE = "https://contoso.crm4.dynamics.com/user_impersonation"
GRAPH = "https://graph.microsoft.com/User.Read"


def registration(client_id: str, **more: object) -> dict[str, object]:
    return {
        "client_id": client_id,
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT],
        "post_logout_redirect_uris": [SIGNED_OUT],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "client_secret_post",
        **more,
    }


def person(**claims: object) -> dict[str, object]:
    named = {"name": "Avery Example", "preferred_username": "avery@contoso.example"}
    return {
        "ver": "2.0",
        "tid": TENANT,
        "oid": OID,
        "roles": ["Wizard.Operator"],
        **named,
        **claims,
    }


_OTHER_SIGNATURE = {"id_token_signed_response_alg": "PS256"}
SETUP = {
    "issuer": f"{HOST}/{TENANT}/v2.0",
    "tenant": TENANT,
    "scopes": [SCOPE, GRAPH],
    "clients": [registration(CLIENT), registration(PS256, **_OTHER_SIGNATURE)],
    "people": {
        "avery": person(),
        "nobody": person(roles=[]),
        "stranger": person(tid=OTHER_TENANT),
        "old": person(ver="1.0"),
        "nameless": {"ver": "2.0", "tid": TENANT, "roles": ["Wizard.Operator"]},
    },
}


@dataclass
class Service:
    port: int

    @property
    def at(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def seen(self) -> list[str]:
        """What became of each request for tokens, in its own words."""
        told: list[str] = httpx.get(f"{self.at}/seen", trust_env=False).json()
        return told


@contextmanager
def running() -> Iterator[Service]:
    command = [find("node"), str(_SERVICE), json.dumps(SETUP)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            ports = (line for line in process.stdout if line.startswith("port "))
            yield Service(int(next(ports).removeprefix("port ")))
        finally:
            process.kill()


@contextmanager
def way_to(at: str) -> Iterator[httpx.Client]:
    """The product's own way out, with the redirect that is made for the practice tenant."""
    _, http = open_clients(cloud("public"), at)
    with http:
        yield http


def entra(http: httpx.Client, client_id: str = CLIENT, secret: str = SECRET) -> Entra:
    return Entra(cloud("public"), client_id, secret, REDIRECT, http)


class _Door(httpx.BaseTransport):
    """Leads to the service for Microsoft's address, as the product's way out does."""

    def __init__(self, at: str) -> None:
        self._at, self._inner = httpx.URL(at), httpx.HTTPTransport(trust_env=False)

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert (request.url.scheme, request.url.host) == ("https", cloud("public").login)
        url = request.url.copy_with(scheme="http", host=self._at.host, port=self._at.port)
        sent = httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        return self._inner.handle_request(sent)

    @override
    def close(self) -> None:
        self._inner.close()


class Browser:
    """Keeps the cookies of the service, which the product never sees."""

    def __init__(self, at: str) -> None:
        self.http = httpx.Client(transport=_Door(at), trust_env=False)

    def sign_in(self, url: str, who: str) -> dict[str, str]:
        """The person picks themselves; `""` declines. What the product gets is answered."""
        answer = self.http.get(url)
        page = answer.url.join(answer.headers["location"])
        answer = self.http.post(page, data={"person": who})
        while not (back := answer.headers["location"]).startswith(REDIRECT):
            answer = self.http.get(answer.url.join(back))
        return dict(httpx.URL(back).params)
