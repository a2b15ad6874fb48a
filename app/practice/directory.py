"""What Entra remembers: its signing key, and the grants, codes and refresh tokens it has given.

Kept in a small file so that a restart of the practice tenant ends nobody's session. Tokens are in
it as hashes only.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import BaseModel

from app.practice.clock import Clock
from app.practice.entra.devices import Devices
from app.practice.entra.faults import EntraFault, revoked
from app.practice.memory import keep_privately

CODE_LIFE = timedelta(minutes=10)
REFRESH_LIFE = timedelta(days=90)


class Grant(BaseModel):
    """One sign-in of one person, and the services asked for while signing in."""

    person: str
    since: datetime
    client_id: str = ""  # empty in what was written before there were two
    consented: list[str] = []
    contexts: list[str] = []  # authentication contexts that this sign-in met
    is_revoked: bool = False


class Code(BaseModel):
    grant: str
    redirect_uri: str
    challenge: str
    nonce: str
    until: datetime
    is_used: bool = False


class Refresh(BaseModel):
    grant: str
    until: datetime
    is_rotated: bool = False


class Memory(BaseModel):
    key: str
    generation: int = 0  # access tokens of an earlier generation are taken for expired
    grants: dict[str, Grant] = {}
    codes: dict[str, Code] = {}
    refreshes: dict[str, Refresh] = {}


class Directory:
    def __init__(self, clock: Clock, file: Path | None = None) -> None:
        self._clock, self._file = clock, file
        self.devices = Devices(clock)
        if file and file.exists():
            self.memory = Memory.model_validate_json(file.read_text("utf-8"))
        else:
            self.memory = Memory(key=_new_key())
            self._keep()

    @property
    def key_id(self) -> str:
        return _hash(self.memory.key)[:16]

    def private_key(self) -> rsa.RSAPrivateKey:
        key = serialization.load_pem_private_key(self.memory.key.encode(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(type(key).__name__)
        return key

    def sign_in(
        self,
        person: str,
        consented: list[str],
        client_id: str = "",
        contexts: Collection[str] = (),
    ) -> str:
        grant_id = secrets.token_urlsafe(12)
        self.memory.grants[grant_id] = Grant(
            person=person,
            since=self._clock.now(),
            consented=consented,
            contexts=list(contexts),
            client_id=client_id,
        )
        return grant_id

    def new_code(self, grant_id: str, redirect_uri: str, challenge: str, nonce: str) -> str:
        now, code = self._clock.now(), f"practice-code-{secrets.token_urlsafe(32)}"
        codes = {one: kept for one, kept in self.memory.codes.items() if kept.until > now}
        codes[_hash(code)] = Code(
            grant=grant_id,
            redirect_uri=redirect_uri,
            challenge=challenge,
            nonce=nonce,
            until=now + CODE_LIFE,
        )
        self.memory.codes = codes
        self._keep()
        return code

    def redeem(self, code: str) -> Code:
        """Once only. The caller still has to hold it against verifier and redirect address."""
        found = self.memory.codes.get(_hash(code))
        if not found:
            message = "The provided authorization code is malformed or unknown."
            raise EntraFault("invalid_grant", 9002313, message)
        if found.is_used:
            message = "OAuth2 Authorization code was already redeemed, please retry with a new one."
            raise EntraFault("invalid_grant", 54005, message)
        if found.until <= self._clock.now():
            message = "The provided authorization code is expired."
            raise EntraFault("invalid_grant", 70008, message)
        found.is_used = True
        self._keep()
        return found

    def grant(self, grant_id: str) -> Grant:
        found = self.memory.grants.get(grant_id)
        if not found or found.is_revoked:
            raise revoked()
        return found

    def new_refresh(self, grant_id: str) -> str:
        now, token = self._clock.now(), f"practice-refresh-{secrets.token_urlsafe(48)}"
        kept = {one: old for one, old in self.memory.refreshes.items() if old.until > now}
        kept[_hash(token)] = Refresh(grant=grant_id, until=now + REFRESH_LIFE)
        self.memory.refreshes = kept
        self._keep()
        return token

    def use_refresh(self, token: str, *, strict: bool) -> str:
        """The grant behind a refresh token, which counts as rotated from now on.

        Entra itself lets a rotated token live; `strict` is the provider that takes its second use
        for theft and revokes the grant.
        """
        found = self.memory.refreshes.get(_hash(token))
        if not found:
            raise EntraFault("invalid_grant", 9002313, "The refresh token is malformed or unknown.")
        if found.until <= self._clock.now():
            message = "The refresh token has expired due to inactivity."
            raise EntraFault("invalid_grant", 700082, message, suberror="token_expired")
        grant = self.grant(found.grant)
        if strict and found.is_rotated:
            grant.is_revoked = True
            self._keep()
            raise revoked()
        found.is_rotated = True
        return found.grant

    def expire_tokens(self) -> None:
        self.memory.generation += 1
        self._keep()

    def revoke_grants(self) -> None:
        for grant in self.memory.grants.values():
            grant.is_revoked = True
        self._keep()

    def _keep(self) -> None:
        if self._file:
            keep_privately(self._file, self.memory.model_dump_json())


def _new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
