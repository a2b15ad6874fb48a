"""Signing in with Entra: authorization code with PKCE, tokens on the server only.

The answer comes back as a GET (`response_mode=query`), so that one flow cookie, SameSite=Lax,
serves https and this machine's http alike. What makes that safe: PKCE, a flow that works once, in
the browser that started it, for ten minutes, and a 303 with `no-referrer` right after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import anyio
from anyio import to_thread

from app.access import challenges, flows
from app.access.admission import Desk
from app.access.keys import KeyRing
from app.access.redeeming import redeem
from app.clock import Clock
from app.microsoft.entra import Entra
from app.settings import Settings
from app.store.database import Database

_PLAIN_SIGN_IN = "https://{graph}/User.Read"


@dataclass(frozen=True)
class SignedIn:
    """`cookie` goes into the session cookie; `next_path` is a path of this site."""

    cookie: str
    next_path: str
    user_id: str


class SignIn:
    def __init__(
        self, entra: Entra, keys: KeyRing, database: Database, clock: Clock, settings: Settings
    ) -> None:
        self._entra, self._keys, self._database = entra, keys, database
        self._clock, self._settings = clock, settings
        self._desk = Desk(keys, settings)
        self._threads = anyio.CapacityLimiter(8)

    async def start(
        self, next_path: str = "/", *, client: str = "", scope: str = "", **hints: str
    ) -> tuple[str, str]:
        """Where the browser goes, and the flow cookie it takes along for ten minutes.

        `client` is the address the browser comes from. `scope` is what a SignInNeeded named, so
        that consent is asked for it. Hints are Entra's: `login_hint`, `prompt`, `claims_challenge`.
        """
        await self._database(lambda s: flows.make_room(s, client, self._clock.now()))
        scopes = [scope or _PLAIN_SIGN_IN.format(graph=self._entra.cloud.graph)]
        begin = partial(self._entra.start, self._settings.tenant, scopes, **hints)
        flow = await to_thread.run_sync(begin, limiter=self._threads)
        cookie, now = flows.new_cookie(client), self._clock.now()
        await self._database(
            lambda s: flows.keep(s, self._keys, flow, next_path=next_path, cookie=cookie, now=now)
        )
        return str(flow["auth_uri"]), cookie

    async def demanded_of(self, user_id: str) -> str:
        """The `claims_challenge` that this person's next sign-in has to carry, if there is one."""
        look_up = partial(challenges.find, user_id=user_id, now=self._clock.now())
        return await self._database(look_up, ro=True)

    async def finish(
        self, params: Mapping[str, str], flow_cookie: str, *, previous: str = ""
    ) -> SignedIn:
        """Take Entra's answer. `previous` is the session cookie the browser had: it ends.

        Raises SignInRefused, or Unavailable when Entra could not be asked.
        """
        now = self._clock.now()
        taken = await self._database(lambda s: flows.take(s, self._keys, flow_cookie, now))
        if not isinstance(taken, flows.Taken):
            raise taken
        ask = partial(redeem, self._entra, self._settings, taken.flow, params, now)
        redemption = await to_thread.run_sync(ask, limiter=self._threads)
        met = str(taken.flow.get("claims_challenge") or "")
        cookie = await self._database(
            lambda s: self._desk.admit(s, redemption, now=now, previous=previous, met=met)
        )
        if redemption.refused:
            raise redemption.refused
        return SignedIn(cookie, taken.next_path, redemption.who.user_id if redemption.who else "")

    async def sign_out_url(self, return_to: str) -> str:
        """Where the browser goes so that Entra forgets it, too."""
        ask = partial(self._entra.sign_out_url, self._settings.tenant, return_to)
        return await to_thread.run_sync(ask, limiter=self._threads)
