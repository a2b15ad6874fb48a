"""The token of Microsoft's dual-write page, which a person can copy and no application can ask for."""

from app.practice.entra.tokens import Mint
from app.practice.gateway.api import AUDIENCE
from app.practice.people import Person

_PORTAL = "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b"


def pasted_token(mint: Mint, person: Person) -> str:
    return mint.access_token(person, AUDIENCE, "user_impersonation", client_id=_PORTAL)
