"""Who an ID token speaks of. MSAL checks no more of it than the nonce: the rest is checked here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt
from jwt.types import Options
from pydantic import BaseModel, Field, JsonValue, ValidationError

from app.access.refusal import Reason, SignInRefused
from app.access.roles import Role, highest_role

_LEEWAY = timedelta(seconds=120)
_ALGORITHM = "RS256"
_SIGNATURE_ONLY = Options(
    verify_signature=True,
    verify_exp=False,
    verify_nbf=False,
    verify_iat=False,
    verify_aud=False,
    verify_iss=False,
)
"""The rest is checked below: by our clock, and stricter."""


@dataclass(frozen=True)
class Identity:
    """`user_id` is tenant and object id: a login name can be given to somebody else."""

    user_id: str
    tenant_id: str
    name: str
    login: str
    role: Role


@dataclass(frozen=True)
class Expected:
    client_id: str
    issuer: str
    tenants: frozenset[str]
    now: datetime


class _Claims(BaseModel):
    aud: str
    iss: str
    exp: int
    nbf: int = 0
    ver: str
    tid: str = Field(min_length=1)
    oid: str = Field(min_length=1)
    name: str = ""
    preferred_username: str = ""
    roles: list[JsonValue] = []


def identify(token: str, keys: Mapping[str, JsonValue], expected: Expected) -> Identity:
    """The person, or SignInRefused."""
    key = _key_for(token, keys)
    claims = _read(token, key)
    issuer = issuer_for(expected.issuer, claims.tid)
    now = expected.now.timestamp()
    leeway = _LEEWAY.total_seconds()
    is_good = (
        claims.aud == expected.client_id
        and claims.iss == issuer
        and issuer_for(str(key.get("issuer") or issuer), claims.tid) == issuer
        and claims.ver == "2.0"
        and claims.nbf - leeway <= now < claims.exp + leeway
    )
    if not is_good:
        raise SignInRefused(Reason.BAD_TOKEN)
    if claims.tid.lower() not in expected.tenants:
        raise SignInRefused(Reason.FOREIGN_TENANT)
    role = highest_role(claims.roles)
    if role is None:
        raise SignInRefused(Reason.NO_ROLE, _line(claims.preferred_username))
    login = _line(claims.preferred_username)
    return Identity(
        f"{claims.tid}/{claims.oid}", claims.tid, _line(claims.name) or login, login, role
    )


def issuer_for(template: str, tenant_id: str) -> str:
    """Where several tenants may sign in, the issuer's address has a place for the tenant."""
    return template.replace("{tenantid}", tenant_id)


def _key_for(token: str, keys: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        raise SignInRefused(Reason.BAD_TOKEN) from None
    listed = keys.get("keys")
    known: Sequence[JsonValue] = listed if isinstance(listed, list) else []
    for key in known:
        if isinstance(key, dict) and header.get("kid") and key.get("kid") == header["kid"]:
            return key
    raise SignInRefused(Reason.BAD_TOKEN)


def _read(token: str, key: Mapping[str, JsonValue]) -> _Claims:
    try:
        public = jwt.PyJWK(dict(key), algorithm=_ALGORITHM)
        claims = jwt.decode(token, public, algorithms=[_ALGORITHM], options=_SIGNATURE_ONLY)
        return _Claims.model_validate(claims)
    except (jwt.PyJWTError, ValidationError):
        raise SignInRefused(Reason.BAD_TOKEN) from None


def _line(text: str) -> str:
    """A name on one line: it ends up in logs."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())[:200]
