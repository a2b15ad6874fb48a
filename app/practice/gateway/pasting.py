"""The token of Microsoft's dual-write page: a person can copy it, no application can get it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.practice.entra.tokens import LIFE, Mint
from app.practice.gateway.api import AUDIENCE, HOST
from app.practice.people import Person

_PORTAL = "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a person pastes into the wizard."""

    address: str
    token: str
    until: datetime


def for_pasting(mint: Mint, person: Person, now: datetime) -> Pasted:
    token = mint.access_token(person, AUDIENCE, "user_impersonation", client_id=_PORTAL)
    return Pasted(f"https://{HOST}", token, now + timedelta(seconds=LIFE))
