"""ID and access tokens: signed here, and read again for the services that trust them."""

import base64
import json
from collections.abc import Collection

import jwt

from app.practice.bearer import Bearer, Refusal
from app.practice.clock import Clock
from app.practice.directory import Directory, Grant
from app.practice.people import APPLICATION, TENANT_ID, Person, find_person

LIFE = 3599  # seconds; what Entra says in expires_in


class Mint:
    def __init__(self, directory: Directory, clock: Clock, client_id: str) -> None:
        self._directory, self._clock, self._client_id = directory, clock, client_id
        self._key = directory.private_key()

    def public_keys(self, tenant: str) -> dict[str, object]:
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        names = {"kid": self._directory.key_id, "use": "sig", "alg": "RS256"}
        issuer = f"https://login.microsoftonline.com/{tenant}/v2.0"
        return {"keys": [{**jwk, **names, "issuer": issuer}]}

    def id_token(self, person: Person, grant: Grant, nonce: str) -> str:
        client_id = grant.client_id or self._client_id
        claims: dict[str, object] = {
            "ver": "2.0",
            "iss": f"https://login.microsoftonline.com/{person.tenant_id}/v2.0",
            "aud": client_id,
            "tid": person.tenant_id,
            "oid": person.oid,
            "sub": person.subject(client_id),
            "preferred_username": person.login,
            "login_hint": person.login,
            "name": person.name,
            "auth_time": int(grant.since.timestamp()),
        }
        if person.roles and client_id == self._client_id:  # roles belong to one application
            claims["roles"] = list(person.roles)
        if nonce:
            claims["nonce"] = nonce
        return self._signed(claims)

    def access_token(
        self,
        person: Person,
        resource: str,
        scopes: str,
        client_id: str = "",
        contexts: Collection[str] = (),
    ) -> str:
        """For the registered application, or for another one of Microsoft's own."""
        names = (scope.rsplit("/", 1)[-1] for scope in scopes.split())
        claims: dict[str, object] = {
            "ver": "1.0",
            "iss": f"https://sts.windows.net/{person.tenant_id}/",
            "aud": resource,
            "appid": client_id or self._client_id,
            "tid": person.tenant_id,
            "oid": person.oid,
            "scp": " ".join(name for name in names if name != ".default"),
            "practice_generation": self._directory.memory.generation,
        }
        return self._signed({**claims, "acrs": list(contexts)} if contexts else claims)

    def application_token(self, resource: str, roles: Collection[str]) -> str:
        """For the wizard without a person: roles that it was given, and nothing delegated."""
        claims: dict[str, object] = {
            "ver": "1.0",
            "iss": f"https://sts.windows.net/{TENANT_ID}/",
            "aud": resource,
            "appid": self._client_id,
            "appidacr": "1",
            "idtyp": "app",
            "tid": TENANT_ID,
            "oid": APPLICATION.oid,
            "sub": APPLICATION.oid,
            "practice_generation": self._directory.memory.generation,
        }
        return self._signed({**claims, "roles": sorted(roles)} if roles else claims)

    def read(self, authorization: str, audience: str) -> Bearer:
        """For a service: whose token this is. Raises Refusal when it is not good here and now."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refusal("No bearer token was sent.")
        try:
            claims = jwt.decode(
                token,
                self._key.public_key(),
                ["RS256"],
                options={
                    "verify_exp": False,
                    "verify_aud": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except jwt.InvalidTokenError as error:
            raise Refusal("The token could not be validated.") from error
        if str(claims.get("aud", "")).rstrip("/") != audience:
            raise Refusal("The token is meant for another audience.")
        is_old = claims["practice_generation"] != self._directory.memory.generation
        if is_old or claims["exp"] <= self._clock.now().timestamp():
            raise Refusal("The access token expired.")
        is_application = claims.get("idtyp") == "app"
        person = APPLICATION if is_application else find_person(claims["oid"])
        if not person or claims["tid"] != TENANT_ID:
            raise Refusal("The token was issued by a tenant that is not trusted here.")
        rights = claims.get("roles", []) if is_application else str(claims["scp"]).split()
        return Bearer(person, frozenset(rights), frozenset(claims.get("acrs", [])))

    def _signed(self, claims: dict[str, object]) -> str:
        now = int(self._clock.now().timestamp())
        times = {"iat": now, "nbf": now, "exp": now + LIFE}
        headers = {"kid": self._directory.key_id}
        return jwt.encode({**claims, **times}, self._key, "RS256", headers=headers)


def client_info(person: Person) -> str:
    told = json.dumps({"uid": person.oid, "utid": person.tenant_id})
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
