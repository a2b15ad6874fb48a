"""Access tokens for pages and jobs, in the name of a person who has signed in.

A provider that rotates refresh tokens takes two renewals at once for theft and revokes both. So
one renewal at a time for each person, over all processes: whoever holds the lease asks Entra.
"""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

import anyio
from anyio import to_thread

from app.access.keys import CannotUnseal, KeyRing
from app.access.vault import Kept, Vault
from app.clock import Clock
from app.microsoft.entra import Entra, Silent
from app.microsoft.errors import Refused, RemoteError, SignInNeeded, Unavailable
from app.store.database import Database

_OPERATION = "renew the sign-in"
_PATIENCE = timedelta(seconds=45)
"""Longer than a lease: the holder may have died with it."""
_OURS_TO_MEND = frozenset(
    {"invalid_client", "unauthorized_client", "invalid_scope", "invalid_request",
     "invalid_resource", "unsupported_grant_type"}
)  # fmt: skip
_PASSING = frozenset({"temporarily_unavailable", "server_error"})


@dataclass(frozen=True, slots=True)
class _Want:
    user_id: str
    tenant: str
    scope: str
    claims: str
    refused: str


class Tokens:
    """`owner` names this process in leases."""

    def __init__(
        self, entra: Entra, keys: KeyRing, database: Database, clock: Clock, owner: str
    ) -> None:
        self._entra, self._database, self._clock, self._owner = entra, database, clock, owner
        self._vault = Vault(keys, entra.client_id)
        self._threads = anyio.CapacityLimiter(8)
        self._dice = random.SystemRandom()
        self._returned: dict[str, asyncio.Event] = {}  # rings for those who wait in this process

    async def token(
        self,
        user_id: str,
        scope: str,
        *,
        tenant_id: str = "",
        claims: str = "",
        refused: str = "",
    ) -> str:
        """A token for one scope, in the person's own tenant unless another is named.

        Raises SignInNeeded when only the person can help. `claims` is what a service demanded, and
        `refused` a token that it did not take: another one is good enough, whoever fetched it.
        """
        want = _Want(user_id, tenant_id or user_id.partition("/")[0], scope, claims, refused)
        if good := await self._cached(want, await self._kept(user_id, scope)):
            return good
        holder = f"{self._owner}/{uuid4()}"
        fresh = ""
        with anyio.CancelScope(shield=True):  # a renewed token that is not kept is lost for good
            await self._borrow(user_id, holder, scope)
            try:
                fresh = await self._renewed(want)
            finally:
                await self._database(lambda s: self._vault.give_back(s, user_id, holder))
                if bell := self._returned.pop(user_id, None):
                    bell.set()
        return fresh

    async def _cached(self, want: _Want, kept: Kept) -> str | None:
        """A kept token that answers the want, if it is not the very one that was refused."""
        if want.claims:
            return None
        look = partial(self._entra.cached, want.tenant, want.scope, kept.cache, self._clock.now())
        found = await to_thread.run_sync(look, limiter=self._threads)
        return found if found != want.refused else None

    async def _renewed(self, want: _Want) -> str:
        kept = await self._kept(want.user_id, want.scope)
        if good := await self._cached(want, kept):
            return good  # the previous holder has been faster
        ask = partial(self._entra.silent, want.tenant, want.scope, kept.cache, want.claims)
        said = await to_thread.run_sync(ask, limiter=self._threads)
        now = self._clock.now()
        if said.cache != kept.cache:
            await self._database(
                lambda s: self._vault.replace(s, want.user_id, said.cache, kept.version, now)
            )
        if not said.access_token:
            raise _refusal(said, want.scope)
        return said.access_token

    async def _kept(self, user_id: str, scope: str) -> Kept:
        with _signing_in_helps(scope):
            kept = await self._database(lambda s: self._vault.find(s, user_id), ro=True)
        if kept is None:
            raise SignInNeeded(_OPERATION, scope=scope, code="no_tokens")
        return kept

    async def _borrow(self, user_id: str, holder: str, scope: str) -> None:
        await self._kept(user_id, scope)  # somebody without tokens has nothing to wait for
        until = self._clock.now() + _PATIENCE
        while (now := self._clock.now()) < until:
            bell = self._returned.setdefault(user_id, asyncio.Event())
            borrow = partial(self._vault.borrow, user_id=user_id, owner=holder, now=now)
            if await self._database(borrow):
                return
            await self._clock.wait(bell, self._dice.uniform(0.02, 0.05))
        raise Unavailable(_OPERATION, code="lease", retry_after=timedelta(seconds=5))


@dataclass(frozen=True, slots=True)
class TokensOf:
    """Where calls in one person's name get their tokens, in the person's own tenant or another."""

    tokens: Tokens
    user_id: str
    tenant_id: str = ""

    async def __call__(self, scope: str, *, refused: str = "") -> str:
        return await self.tokens.token(
            self.user_id, scope, tenant_id=self.tenant_id, refused=refused
        )


@contextmanager
def _signing_in_helps(scope: str) -> Iterator[None]:
    try:
        yield
    except CannotUnseal:
        raise SignInNeeded(_OPERATION, scope=scope, code="keys_changed") from None


def _refusal(said: Silent, scope: str) -> RemoteError:
    """Entra's no, sorted by who can help: an administrator, time, or the person."""
    if said.error in _OURS_TO_MEND:
        return Refused(_OPERATION, code=said.error, reason=said.detail)
    if said.error in _PASSING:
        return Unavailable(_OPERATION, code=said.error, reason=said.detail)
    return SignInNeeded(
        _OPERATION, scope=scope, claims=said.claims, code=said.error, reason=said.detail
    )
