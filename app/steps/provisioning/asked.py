"""Asking Microsoft so that "not allowed" and "not there" become facts, and "no answer" does not."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from app.microsoft.errors import Forbidden, NotThere, Refused, RemoteError, Unavailable
from app.wizard.facts import Fact

T = TypeVar("T")

_NOT_IMPLEMENTED = 501


async def allowed(ask: Callable[[], Awaitable[T]]) -> T | RemoteError:
    """The answer, or the refusal that stands for one. A busy service goes to the engine."""
    try:
        return await ask()
    except (Forbidden, NotThere, Refused) as refusal:
        return refusal
    except Unavailable as answer:
        if answer.status != _NOT_IMPLEMENTED:
            raise
        return answer


async def fact(source: str, ask: Callable[[], Awaitable[T | None]], at: datetime) -> Fact[T]:
    """Exact, or unknown with Microsoft's own words. None is an answer that does not say."""
    found = await allowed(ask)
    if isinstance(found, RemoteError):
        return Fact[T].unknown(source=source, reason=str(found), at=at)
    if found is None:
        return Fact[T].unknown(source=source, reason="the answer does not say", at=at)
    return Fact[T].exact(found, source=source, at=at)
