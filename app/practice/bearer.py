"""What a service behind Entra learns from a token, and how it says no."""

from collections.abc import Callable
from dataclasses import dataclass

from app.practice.people import Person


class Refusal(Exception):
    """The token is missing, unreadable, expired or made for something else."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """`contexts` are the authentication contexts that the sign-in met: the claim `acrs`."""

    person: Person
    scopes: frozenset[str]
    contexts: frozenset[str] = frozenset()


TokenReader = Callable[[str, str], Bearer]  # (Authorization header, the service's own audience)
