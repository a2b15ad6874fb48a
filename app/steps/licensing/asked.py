"""Asking one source: a refusal, "not offered here", or a page instead of an answer tells nothing.

They become unknown facts with the reason, never an absence. No answer at all goes to the engine.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import TypeVar

from app.microsoft.errors import (
    Forbidden,
    NotThere,
    Refused,
    SignInNeeded,
    Unavailable,
    UnexpectedReply,
)
from app.wizard.facts import Evidence, Fact

T = TypeVar("T")
V = TypeVar("V")

NO_ID = "Power Platform does not list this environment for the signed-in account."
_NOT_IMPLEMENTED = 501


class Unseen(Exception):
    """Why a source told nothing, in its own words."""


async def asked(ask: Callable[[], Awaitable[T]]) -> T | Unseen:
    try:
        return await ask()
    except (Forbidden, NotThere, Refused, UnexpectedReply) as refusal:
        return Unseen(str(refusal))
    except Unavailable as answer:
        if answer.status != _NOT_IMPLEMENTED:
            raise
        return Unseen(str(answer))


async def consented(ask: Callable[[], Awaitable[T]]) -> T | Unseen:
    """Where no consent is an answer, too."""
    try:
        return await asked(ask)
    except SignInNeeded as refusal:
        return Unseen(str(refusal))


async def asked_of(platform_id: str, ask: Callable[[str], Awaitable[T]]) -> T | Unseen:
    if not platform_id:
        return Unseen(NO_ID)
    return await asked(lambda: ask(platform_id))


def fact(
    found: T | Unseen,
    source: str,
    at: datetime,
    value: Callable[[T], V],
    blanks: Callable[[T], Iterable[str]] = lambda _: (),
) -> Fact[V]:
    """`blanks` names the numbers that came as null: they count as 0, and the fact says so."""
    if isinstance(found, Unseen):
        return Fact[V].unknown(source=source, reason=str(found), at=at)
    empty = sorted(set(blanks(found)))
    reason = f"null, taken as 0: {', '.join(empty)}" if empty else ""
    return Fact[V](
        value=value(found), evidence=Evidence.EXACT, source=source, reason=reason, seen_at=at
    )
