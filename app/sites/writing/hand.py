"""One row, from looking at it to seeing that it holds what was written."""

from dataclasses import dataclass

from app.merge.drift import Found, found_for, not_taken, unlike
from app.merge.plan import CREATES, Operation
from app.sites.writing.ending import Ending
from app.sites.writing.journal import Entry
from app.sites.writing.known import Known
from app.sites.writing.looking import Looking, Seen
from app.sites.writing.sending import Sending
from app.store.site_tables import SENT

_TRIES = 3


@dataclass(frozen=True)
class Hand:
    """Entries come with the ids that rows really have. Raises GivenUp where it must stop."""

    ending: Ending
    looking: Looking
    sending: Sending
    known: Known

    async def write(self, entry: Entry, seen: Seen | None = None) -> Entry:
        """Make, change or delete a row. `seen` is a row of the platform's own that is filled."""
        write = entry.write
        for _ in range(_TRIES):
            seen = seen or await self.looking.row(write.table, write.record_id)
            found = self._found(entry, seen)
            if found is Found.DONE:
                return await self.ending.held_already(entry, seen)
            if found is not Found.READY:
                raise await self.ending.stopped(entry, found)
            version = seen.version if seen else ""
            entry = await self.ending.sending(entry, version)
            if await self.ending.went_through(entry, self.sending.row(write, version)):
                return await self._read_back(entry)
            seen = None
        raise await self.ending.stopped(entry, Found.EDITED)

    def _found(self, entry: Entry, seen: Seen | None) -> Found:
        write, now = entry.write, seen.record if seen else None
        if write.operation is Operation.FILL_PAGE and now is not None:
            return Found.READY if unlike(write, now) else Found.DONE
        if write.operation in CREATES and entry.state == SENT and now is not None:
            return Found.DONE  # under our own id: the answer to our own call got lost
        if seen is not None and self.known.is_in_version(write, seen.version):
            return found_for(write, now, now)
        return found_for(write, now, self.known.record(write))

    async def _read_back(self, entry: Entry) -> Entry:
        write = entry.write
        seen = await self.looking.row(write.table, write.record_id)
        if (seen is None) != (write.operation is Operation.DELETE):
            raise await self.ending.failed(entry, "not_taken")
        ignored = not_taken(write, seen.record) if seen else []
        if ignored and write.operation not in CREATES:
            raise await self.ending.failed(entry, "not_taken", ", ".join(ignored))
        return await self.ending.verified(entry, seen)
