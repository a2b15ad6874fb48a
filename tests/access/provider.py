"""A strict sign-in service on the other end of HTTP: it rotates refresh tokens, and takes a token
that comes back a second time for stolen, which ends the whole grant."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

TENANT = "aaaaaaaa-1111-4aaa-8aaa-aaaaaaaaaaaa"
OTHER_TENANT = "bbbbbbbb-2222-4bbb-8bbb-bbbbbbbbbbbb"
OID = "a0000000-0000-4000-8000-000000000001"
USER = f"{TENANT}/{OID}"
CLIENT = "11112222-3333-4444-5555-666677778888"
HOST = "https://login.microsoftonline.com"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    def __init__(self, now: Callable[[], float]) -> None:
        self._now, self._lock = now, threading.Lock()
        self._codes: dict[str, dict[str, str]] = {}
        self._grants: dict[str, str] = {}  # refresh token -> grant
        self._used: dict[str, str] = {}
        self._revoked: set[str] = set()
        self.asked: list[str] = []
        self.renewals = 0
        self.while_renewing: Callable[[], None] | None = None
        self.claims: dict[str, Any] = {}
        self.without: tuple[str, ...] = ()
        self.sign_with: tuple[Any, str, dict[str, str]] = (KEY, "RS256", {"kid": "k1"})
        self.key_extra: dict[str, str] = {}
        self.refusal: dict[str, Any] | None = None
        self.issuer = f"{HOST}/{TENANT}/v2.0"
        self.secrets: list[str] = []
        self.fault: Exception | httpx.Response | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if isinstance(self.fault, Exception):
            raise self.fault
        if self.fault is not None:
            return self.fault
        if path.endswith("/.well-known/openid-configuration"):
            return httpx.Response(200, json=self._discovery(path.split("/")[1]))
        if path.endswith("/keys"):
            return httpx.Response(200, json={"keys": [self._jwk()]})
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        with self._lock:
            return self._token(form)

    def answer(self, auth_uri: str, **changes: str) -> dict[str, str]:
        """What the browser brings back after the person signed in at `auth_uri`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(auth_uri).query).items()}
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return {"code": code, "state": asked["state"], **changes}

    def _discovery(self, tenant: str) -> dict[str, str]:
        base = f"{HOST}/{tenant}"
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"http://localhost:8001/{tenant}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "end_session_endpoint": f"http://localhost:8001/{tenant}/oauth2/v2.0/logout",
        }

    def _jwk(self) -> dict[str, object]:
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {**jwk, "kid": "k1", "use": "sig", **self.key_extra}

    def _token(self, form: dict[str, str]) -> httpx.Response:
        if self.refusal:
            return httpx.Response(400, json=self.refusal)
        if form["grant_type"] == "authorization_code":
            asked = self._codes.pop(form["code"], None)
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if asked is None or asked["code_challenge"] != challenge:
                return _no("AADSTS54005: the code was used already, or by somebody else")
            return self._given(form["scope"], secrets.token_hex(4), asked["nonce"])
        return self._renewed(form)

    def _renewed(self, form: dict[str, str]) -> httpx.Response:
        old = form["refresh_token"]
        if old in self._used:
            self._revoked.add(self._used[old])
            return _no("AADSTS54006: this refresh token was used before; the grant has ended")
        grant = self._grants.pop(old, "")
        if not grant or grant in self._revoked:
            return _no("AADSTS70000: the grant has ended")
        self._used[old] = grant
        if self.while_renewing:
            self.while_renewing()
        self.renewals += 1
        return self._given(form["scope"], grant)

    def _given(self, scope: str, grant: str, nonce: str = "") -> httpx.Response:
        access, refresh = f"at-{secrets.token_hex(16)}", f"rt-{secrets.token_hex(16)}"
        self._grants[refresh] = grant
        self.secrets += [access, refresh]
        info = json.dumps({"uid": OID, "utid": TENANT}).encode()
        reply = {
            "token_type": "Bearer",
            "scope": scope,
            "expires_in": 3599,
            "access_token": access,
            "refresh_token": refresh,
            "id_token": self._id_token(nonce),
            "client_info": base64.urlsafe_b64encode(info).rstrip(b"=").decode(),
        }
        return httpx.Response(200, json=reply)

    def _id_token(self, nonce: str) -> str:
        now = int(self._now())
        claims = {
            "ver": "2.0", "iss": f"{HOST}/{TENANT}/v2.0", "aud": CLIENT, "tid": TENANT, "oid": OID,
            "sub": "s", "preferred_username": "avery@contoso.example", "name": "Avery Example",
            "roles": ["Wizard.Operator"], "iat": now, "nbf": now, "exp": now + 3599,
            "nonce": nonce, **self.claims,
        }  # fmt: skip
        key, algorithm, headers = self.sign_with
        kept = {name: value for name, value in claims.items() if name not in self.without}
        return jwt.encode(kept, key, algorithm, headers=headers)


def _no(description: str) -> httpx.Response:
    return httpx.Response(400, json={"error": "invalid_grant", "error_description": description})
