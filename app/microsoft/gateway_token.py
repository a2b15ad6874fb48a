"""Tokens of the dual-write page that people paste: in this process's memory, and nowhere else.

They end with the process, with their own time, or when their owner forgets them. One is used only
in the name of the person who pasted it, and only for the environment it was pasted for.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from pydantic import JsonValue

from app.microsoft.errors import TokenNeeded
from app.microsoft.gateway_address import is_gateway

_PARTS: Final = 3
_LONGEST: Final = 16_000
_OURS: Final = "integratorapp.com"


class TokenProblem(StrEnum):
    EMPTY = "token_empty"
    NOT_A_TOKEN = "token_unreadable"  # noqa: S105 - a code, not a secret
    OVER = "token_over"
    OTHER_SERVICE = "token_other_service"


class TokenRefused(ValueError):
    def __init__(self, code: TokenProblem) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Held:
    """`until` is what the token says of itself; it may die earlier. It never shows itself."""

    origin: str
    token: str = field(repr=False)
    until: datetime | None = None
    account: str = ""


@dataclass
class GatewayTokens:
    """What is held now, by person and environment."""

    _held: dict[tuple[str, str], Held] = field(default_factory=dict, repr=False)

    def put(self, user_id: str, environment_id: str, held: Held) -> None:
        if not is_gateway(held.origin.removeprefix("https://")):
            msg = "a token may only be held for a gateway"
            raise ValueError(msg)
        self._held[user_id, environment_id] = held

    def find(self, user_id: str, environment_id: str, now: datetime) -> Held | None:
        held = self._held.get((user_id, environment_id))
        if held and held.until and held.until <= now:
            self.forget(user_id, environment_id)
            return None
        return held

    def forget(self, user_id: str, environment_id: str) -> None:
        self._held.pop((user_id, environment_id), None)

    def forget_all(self, environment_id: str) -> None:
        """Everybody's: the expert mode of the environment is over."""
        for key in [key for key in self._held if key[1] == environment_id]:
            del self._held[key]

    def pass_for(
        self, user_id: str, environment_id: str, now: Callable[[], datetime]
    ) -> "Pasted | None":
        """What this person may show the gateway, or nothing while no token of theirs is held."""
        held = self.find(user_id, environment_id, now())
        return Pasted(self, user_id, environment_id, held.origin, now) if held else None

    def allows(self, host: str) -> bool:
        """Whether anything may be sent to this host at all."""
        return is_gateway(host) and any(
            held.origin == f"https://{host}" for held in self._held.values()
        )


@dataclass(frozen=True)
class Pasted:
    """One person's pass to the gateway of one environment, as long as the token is held."""

    _tokens: GatewayTokens
    _user_id: str
    _environment_id: str
    origin: str
    _now: Callable[[], datetime]

    async def token(self, scope: str, *, refused: str = "") -> str:
        """The pasted token. One that the gateway refused cannot be renewed: it is forgotten."""
        if refused:
            self.refused()
        held = self._tokens.find(self._user_id, self._environment_id, self._now())
        if held is None or held.origin != self.origin:
            raise TokenNeeded("ask the dual-write gateway", code="no_token", reason=scope)
        return held.token

    def refused(self) -> None:
        self._tokens.forget(self._user_id, self._environment_id)


def read_token(pasted: str, origin: str, now: datetime) -> Held:
    """What was pasted, if it can be a token of the dual-write page that is still good.

    Nothing here verifies it: the gateway does. This only saves a person from slips.
    """
    word, _, rest = pasted.strip().partition(" ")
    token = rest.strip() if word.lower() == "bearer" else pasted.strip()
    if not token:
        raise TokenRefused(TokenProblem.EMPTY)
    said = _claims(token)
    until = _time(said.get("exp"))
    if until and until <= now:
        raise TokenRefused(TokenProblem.OVER)
    if _is_for_another(said.get("aud")):
        raise TokenRefused(TokenProblem.OTHER_SERVICE)
    account = said.get("upn") or said.get("preferred_username") or ""
    return Held(origin, token, until, account if isinstance(account, str) else "")


def _claims(token: str) -> dict[str, JsonValue]:
    parts = token.split(".")
    plain = len(token) <= _LONGEST and token.isascii() and token.isprintable() and " " not in token
    if not plain or len(parts) != _PARTS:
        raise TokenRefused(TokenProblem.NOT_A_TOKEN)
    try:
        said = json.loads(base64.urlsafe_b64decode(parts[1] + "==="))
    except (binascii.Error, ValueError):
        raise TokenRefused(TokenProblem.NOT_A_TOKEN) from None
    if not isinstance(said, dict):
        raise TokenRefused(TokenProblem.NOT_A_TOKEN)
    return said


def _time(seconds: JsonValue) -> datetime | None:
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _is_for_another(audience: JsonValue) -> bool:
    """Only an address that names another service is a slip; an id may well be the right one."""
    if not isinstance(audience, str) or "://" not in audience:
        return False
    return (urlsplit(audience).hostname or "").removeprefix("www.") != _OURS
