"""Asking Microsoft for the portal, so that there can never be two.

Before a request leaves, the journal says so; after it, the journal says how it ended. A request
without an end may have arrived: nobody asks again, in this run or another, until it would have
shown in the list of sites. A run whose request was taken never asks again, whatever it sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from app.jobs.job import Context
from app.microsoft.errors import (
    Forbidden,
    NotThere,
    Refused,
    SignInNeeded,
    Unavailable,
    UnexpectedReply,
)
from app.microsoft.power_pages import NewWebsite, Operation
from app.steps.provisioning.intent import Intent
from app.store import runs
from app.store.tables import RunEffect

JOB: Final = "provisioning.create"
PATIENCE: Final = timedelta(minutes=90)
"""How long a request that was taken may need until its site is complete."""
SETTLING: Final = timedelta(minutes=10)
"""How long a request whose answer was lost may need until its site shows in the list."""

_ASKED, _ANSWER, _SHOWN, _OVER = "asked:", "answer:", "shown:", "over:"
_DECLINED: Final = (SignInNeeded, Forbidden, NotThere, Refused)
_TOO_MANY_REQUESTS = 429
_NEVER_LEFT: Final = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
_NO_ROOM = "InsufficientCapacity"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that did not certainly come to nothing. `operation` is Microsoft's address for
    it, if its answer arrived and named one.
    """

    number: int
    at: datetime
    is_taken: bool
    operation: str
    is_own: bool

    def is_pending(self, now: datetime) -> bool:
        """Whether its site may still show. A run waits for its own as long as it has patience."""
        if self.is_taken and self.is_own:
            return True
        return now < self.at + (PATIENCE if self.is_taken else SETTLING)


@dataclass(frozen=True)
class Journal:
    """What all runs of this environment have noted about their requests."""

    effects: list[RunEffect]
    run_id: str

    @classmethod
    async def read(cls, ctx: Context) -> "Journal":
        where = ctx.environment_id
        return cls(await ctx.read(lambda s: runs.effects_in(s, where, JOB)), ctx.run_id)

    @property
    def sent(self) -> int:
        """How often this run has asked."""
        return sum(each.run_id == self.run_id for each in self._asked)

    @property
    def last(self) -> Request | None:
        """The newest request that may have brought a site."""
        known = {(each.run_id, each.key): each.out for each in self.effects}
        found = (self._request(asked, known) for asked in reversed(self._asked))
        return next((request for request in found if request), None)

    @property
    def _asked(self) -> list[RunEffect]:
        return [each for each in self.effects if each.key.startswith(_ASKED)]

    def _request(self, asked: RunEffect, known: Mapping[tuple[str, str], Any]) -> Request | None:
        number, is_own = int(asked.key.removeprefix(_ASKED)), asked.run_id == self.run_id
        answer = known.get((asked.run_id, f"{_ANSWER}{number}"))
        settled = (asked.run_id, f"{_SHOWN}{number}") in known and not is_own
        if settled or (asked.run_id, f"{_OVER}{number}") in known or "declined" in (answer or {}):
            return None
        operation = str(answer["operation"]) if answer else ""
        return Request(number, asked.at, answer is not None, operation, is_own)


async def ask(ctx: Context, platform_id: str, intent: Intent) -> None:
    """Send one request. Call it only when no site is there and no request is pending."""
    number = (await Journal.read(ctx)).sent + 1
    await ctx.once(f"{_ASKED}{number}", _noted, intent.subdomain)
    try:
        await ctx.once(f"{_ANSWER}{number}", _send, ctx, platform_id, intent)
    except _DECLINED as refusal:
        await ctx.once(f"{_ANSWER}{number}", _declined, str(refusal))
        raise
    except Unavailable as answer:
        if _came_to_nothing(answer):
            await ctx.once(f"{_ANSWER}{number}", _declined, str(answer))
        if answer.code.startswith(_NO_ROOM):
            raise Refused(
                answer.operation, status=answer.status, code=answer.code, reason=answer.reason,
                request_id=answer.request_id,
            ) from None  # fmt: skip
        raise


async def has_shown(ctx: Context) -> None:
    """The site is in the list: a later run need not wait for this run's request any more."""
    request = (await Journal.read(ctx)).last
    if request and request.is_own:
        await ctx.once(f"{_SHOWN}{request.number}", _noted, "")


async def has_failed(ctx: Context, request: Request, words: str) -> None:
    """Microsoft says that this run's request came to nothing: it may be sent again."""
    await ctx.once(f"{_OVER}{request.number}", _noted, words)


async def how_it_goes(ctx: Context, platform_id: str, request: Request) -> Operation:
    """What Microsoft says about a request it has taken. Nobody documents what the address of an
    operation answers: without an answer, the list of sites decides.
    """
    if not request.operation:
        return Operation()
    try:
        return await ctx.microsoft.admin.power_pages.operation(platform_id, request.operation)
    except (NotThere, Refused, UnexpectedReply, Unavailable):
        return Operation()


def _came_to_nothing(answer: Unavailable) -> bool:
    """Whether a request without a yes certainly did nothing."""
    never_left = answer.status == 0 and answer.reason in _NEVER_LEFT
    return never_left or answer.status == _TOO_MANY_REQUESTS or answer.code.startswith(_NO_ROOM)


async def _send(ctx: Context, platform_id: str, intent: Intent) -> dict[str, str]:
    wish = NewWebsite(
        name=intent.name,
        subdomain=intent.subdomain,
        language=intent.language,
        organization_id=intent.organization_id,
    )
    return {"operation": await ctx.microsoft.admin.power_pages.create(platform_id, wish)}


async def _noted(words: str) -> dict[str, str]:
    return {"noted": words}


async def _declined(words: str) -> dict[str, str]:
    return {"declined": words}
