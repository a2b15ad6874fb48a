"""How one write ends in the journal: verified, skipped, failed, or waiting for a decision."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from app.jobs.job import GivenUp
from app.merge.drift import Found, unlike
from app.merge.plan import CREATES
from app.microsoft import errors
from app.sites.writing.journal import Entry, Journal
from app.sites.writing.looking import Seen
from app.store.site_tables import FAILED, NEEDS_DECISION, PLANNED, SENT, SKIPPED, VERIFIED

REWRITTEN: Final = "rewritten"  # the platform made something else of a value while saving it
ALREADY_SO: Final = "already_so"  # somebody else has done the same


@dataclass(frozen=True)
class Ending:
    journal: Journal

    async def sending(self, entry: Entry, version: str = "") -> Entry:
        return await self.journal.mark(entry, SENT, version=version, reason="", detail="")

    async def held_already(self, entry: Entry, seen: Seen | None = None) -> Entry:
        """By our own lost call, or because somebody else has done the same: that is not ours."""
        if entry.state != SENT and entry.write.operation not in CREATES:
            version = seen.version if seen else ""
            return await self.journal.mark(entry, SKIPPED, reason=ALREADY_SO, version=version)
        return await self.verified(entry, seen)

    async def verified(self, entry: Entry, seen: Seen | None = None) -> Entry:
        if seen is None:
            return await self.journal.mark(entry, VERIFIED, reason="", detail="")
        if entry.write.operation in CREATES:
            entry = replace(entry, seen=seen.record.columns)
        other = unlike(entry.write, seen.record)
        reason, detail = (REWRITTEN, ", ".join(other)) if other else ("", "")
        return await self.journal.mark(
            entry, VERIFIED, version=seen.version, reason=reason, detail=detail
        )

    async def went_through(self, entry: Entry, sending: Awaitable[None]) -> bool:
        """False when the row is in another version than was seen, so that nothing was written."""
        try:
            await sending
        except errors.Changed:
            await self.journal.mark(entry, PLANNED)
            return False
        return True

    async def refused(self, entry: Entry, error: errors.RemoteError) -> Exception:
        """What the run ends with. What may pass is the engine's: it is looked at again then."""
        if error.retryable or isinstance(error, errors.SignInNeeded):
            return error
        request = f" [{error.request_id}]" if error.request_id else ""
        return await self.failed(entry, code_of(error), f"{error}{request}")

    async def failed(self, entry: Entry, code: str, detail: str = "") -> GivenUp:
        await self.journal.mark(entry, FAILED, reason=code, detail=detail)
        return GivenUp("write_failed", entry.write.title)

    async def stopped(self, entry: Entry, found: Found) -> GivenUp:
        await self.journal.mark(entry, NEEDS_DECISION, reason=f"{found.value}_meanwhile")
        return GivenUp("edited_meanwhile", entry.write.title)


_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "0x80043e09": "blocked_attachment",
        "-2147205623": "blocked_attachment",
        "0x80044a02": "too_large",
        "0x80044331": "too_long",
        "0x80040265": "plug_in",
        "0x80040227": "still_needed",
    }
)


def code_of(error: errors.RemoteError) -> str:
    """Why a write was refused, in our codes."""
    match error:
        case errors.Forbidden():
            return "forbidden"
        case errors.NotThere():
            return "not_there"
        case errors.UnexpectedReply():
            return "unexpected_reply"
        case _:
            return _CODES.get(error.code.lower(), "refused")
