"""What hangs on a row: its links to other rows, and the bytes of a web file."""

from dataclasses import dataclass

from app.merge.drift import Found
from app.merge.plan import Operation, Write
from app.sites.writing.ending import Ending
from app.sites.writing.journal import Entry
from app.sites.writing.known import Known
from app.sites.writing.looking import Looking
from app.sites.writing.sending import Sending


@dataclass(frozen=True)
class Attached:
    ending: Ending
    looking: Looking
    sending: Sending
    known: Known

    async def link(self, entry: Entry) -> Entry:
        """One pair of rows, linked or not."""
        write = entry.write
        if await self._is_linked(write) == (write.operation is Operation.LINK):
            return await self.ending.held_already(entry)
        entry = await self.ending.sending(entry)
        await self.ending.went_through(entry, self.sending.link(write))
        if await self._is_linked(write) != (write.operation is Operation.LINK):
            raise await self.ending.failed(entry, "not_taken")
        return await self.ending.verified(entry)

    async def _is_linked(self, write: Write) -> bool:
        return write.far_end in await self.looking.far_ends(write)

    async def content(self, entry: Entry) -> Entry:
        """The bytes of a web file, if they are what they were: columns have no version of them."""
        write, dataverse = entry.write, self.looking.dataverse
        stored = await dataverse.stored_file(write.record_id)
        now = await dataverse.content(write.record_id, stored)
        if now == write.content_after:
            return await self.ending.held_already(entry)
        before = write.content_before if isinstance(write.content_before, bytes) else None
        if now != before:
            raise await self.ending.stopped(entry, Found.EDITED)
        entry = await self.ending.sending(entry)
        sending = self.sending.content(write, stored, self.known.record(write))
        if not await self.ending.went_through(entry, sending):
            raise await self.ending.stopped(entry, Found.EDITED)
        if await dataverse.content(write.record_id) != write.content_after:
            raise await self.ending.failed(entry, "not_taken")
        return await self.ending.verified(entry)
