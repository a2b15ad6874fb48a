"""Sign-ins of programs without a browser: a code here, typed in by a person there.

They live a quarter of an hour and are not kept over a restart of the practice tenant.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.practice.clock import Clock
from app.practice.entra.faults import EntraFault

_LIFE = timedelta(minutes=15)
_INTERVAL = 5
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
_LENGTH = 9


@dataclass
class Waiting:
    """`person` decides; `""` for nobody yet."""

    client_id: str
    tenant: str
    scope: str
    until: datetime
    person: str = ""
    is_declined: bool = False


class Devices:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, Waiting] = {}
        self._names: dict[str, str] = {}

    def begin(self, client_id: str, tenant: str, scope: str, page: str) -> dict[str, object]:
        """What the program keeps for itself, and what it shows to the person for the page."""
        device_code = f"practice-device-{secrets.token_urlsafe(32)}"
        user_code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        until = self._clock.now() + _LIFE
        self._waiting[device_code] = Waiting(client_id, tenant, scope, until)
        self._names[user_code] = device_code
        return {
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": page,
            "expires_in": int(_LIFE.total_seconds()),
            "interval": _INTERVAL,
            "message": f"To sign in, open the page {page} and enter the code {user_code}.",
        }

    def find(self, user_code: str) -> Waiting | None:
        """Nobody has decided yet, and there is still time."""
        found = self._waiting.get(self._names.get(user_code.strip().upper(), ""))
        is_open = found and not (found.person or found.is_declined or self._is_over(found))
        return found if is_open else None

    def take(self, device_code: str, client_id: str) -> Waiting:
        """Once a person has agreed, and once only."""
        found = self._waiting.get(device_code)
        if not found or found.client_id != client_id:
            message = "The verification code is not valid."
            raise EntraFault("bad_verification_code", 70018, message)
        if found.is_declined:
            message = "The person declined to sign in."
            raise EntraFault("authorization_declined", 65004, message)
        if self._is_over(found):
            message = "The 'device_code' is not valid. This device code has expired."
            raise EntraFault("expired_token", 70020, message)
        if not found.person:
            message = "OAuth 2.0 device flow error. Authorization is pending. Continue polling."
            raise EntraFault("authorization_pending", 70016, message)
        return self._waiting.pop(device_code)

    def _is_over(self, one: Waiting) -> bool:
        return one.until <= self._clock.now()
