"""What is looked at, and how a "not for you" becomes a fact instead of an end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from app.microsoft.clients import Microsoft
from app.microsoft.errors import Forbidden, NotThere, Refused, RemoteError, SignInNeeded
from app.store.tables import Environment
from app.wizard.facts import Fact

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Place:
    """One environment at one time, seen by one person."""

    microsoft: Microsoft
    environment: Environment
    at: datetime


async def allowed(ask: Callable[[], Awaitable[T]]) -> T | RemoteError:
    """For what every administrator may read: only "not allowed" is an answer."""
    try:
        return await ask()
    except Forbidden as error:
        return error


async def readable(ask: Callable[[], Awaitable[T]]) -> T | RemoteError:
    """For what need not be there: its absence must not end the look."""
    try:
        return await ask()
    except (Forbidden, NotThere, Refused) as error:
        return error


async def elsewhere(ask: Callable[[], Awaitable[T]]) -> T | RemoteError:
    """For another service than Dataverse, which may want a consent of its own."""
    try:
        return await ask()
    except (Forbidden, NotThere, Refused, SignInNeeded) as error:
        return error


def fact(
    place: Place, source: str, found: T | RemoteError, value: Callable[[T], V | None]
) -> Fact[V]:
    """What an answer says, or why nobody knows. `value` gives None for one that tells nothing."""
    if isinstance(found, RemoteError):
        return Fact[V].unknown(source=source, reason=str(found), at=place.at)
    seen = value(found)
    if seen is None:
        return Fact[V].unknown(source=source, reason="not_told", at=place.at)
    return Fact[V].exact(seen, source=source, at=place.at)
