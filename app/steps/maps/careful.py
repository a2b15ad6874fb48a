"""Sending what must not be sent twice to a service that takes no idempotency key."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from app.jobs.job import Context
from app.microsoft.errors import Refused, Unavailable

P = ParamSpec("P")
T = TypeVar("T")

QUIET = timedelta(minutes=2)
"""How long after an attempt with an unknown end the service is only looked at."""


async def carefully(
    ctx: Context, key: str, effect: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do it once. When an earlier attempt ended without an answer, wait before another one.

    The caller looks first: in that time what was sent has shown itself, and nothing is sent again.
    One that was refused has ended: it may be sent again at once.
    """
    if done := await ctx.record.find(key):
        known: T = done.out
        return known
    tried, last = 0, None
    while before := await ctx.record.find(f"{key}/tried {tried}"):
        is_refused = await ctx.record.find(f"{key}/refused {tried}")
        tried, last = tried + 1, None if is_refused else datetime.fromisoformat(before.out)
    now = ctx.clock.now()
    if last is not None and now < last + QUIET:
        raise Unavailable(key, code="not_known_yet", retry_after=last + QUIET - now)
    await ctx.once(f"{key}/tried {tried}", _moment, now)
    try:
        return await ctx.once(key, effect, *args, **kwargs)
    except Refused:
        await ctx.once(f"{key}/refused {tried}", _moment, now)
        raise


async def _moment(now: datetime) -> str:
    return now.isoformat()
