"""All writes of a run, one after the other, from wherever an earlier attempt has left off."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from app.jobs.job import Again, Context
from app.merge.drift import under_real_ids
from app.merge.plan import Operation, Write
from app.microsoft.errors import RemoteError
from app.sites.writing.hands import Hands
from app.sites.writing.journal import Entry, Journal
from app.sites.writing.looking import Seen
from app.store.site_tables import SKIPPED

MADE_BY_PLATFORM: Final = "made_by_platform"
_PATIENCE = timedelta(seconds=60)  # how long the platform may take to make content pages
_PAUSE = timedelta(seconds=5)
_TOLD_EVERY = 5


@dataclass
class Driving:
    """`run` gives None when everything is written, else when to come back."""

    ctx: Context
    journal: Journal
    hands: Hands
    _ids: dict[str, str] = field(default_factory=dict)  # of content pages: planned to real
    _finished: dict[str, Entry] = field(default_factory=dict)  # the last one of each row

    async def run(self) -> Again | None:
        entries = await self.journal.entries()
        for done, entry in enumerate(entries):
            if done % _TOLD_EVERY == 0:
                await self.ctx.progress(phase="writing", done=done, of=len(entries))
            await self.ctx.check()
            finished = entry if entry.is_done else await self._tried(entry)
            if finished is None:
                return Again(_PAUSE)
            self._learn(finished)
        await self.ctx.progress(phase="writing", done=len(entries), of=len(entries))
        await self._take_in(entries)
        return None

    def _learn(self, entry: Entry) -> None:
        if entry.record_id != entry.write.record_id:
            self._ids[entry.write.record_id] = entry.record_id
        self._finished[entry.record_id] = entry
        if entry.state != SKIPPED:
            real = under_real_ids(entry.write, self._ids)
            self.hands.known.learn(replace(entry, write=real))

    async def _tried(self, entry: Entry) -> Entry | None:
        try:
            return await self._finish(entry)
        except RemoteError as error:
            raise await self.hands.ending.refused(entry, error) from error

    async def _finish(self, entry: Entry) -> Entry | None:
        real = replace(entry, write=under_real_ids(entry.write, self._ids))
        match entry.write.operation:
            case Operation.LINK | Operation.UNLINK:
                finished: Entry | None = await self.hands.attached.link(real)
            case Operation.CONTENT:
                finished = await self.hands.attached.content(real)
            case Operation.FILL_PAGE:
                finished = await self._fill(real)
            case _:
                finished = await self.hands.row.write(real)
        return finished and replace(finished, write=entry.write)

    async def _fill(self, entry: Entry) -> Entry | None:
        """A content page: the one the platform has made, or in the end one of our own."""
        root = entry.write.value("adx_rootwebpageid") or ""
        page = _of_language(await self.hands.looking.content_pages(root), entry.write)
        if page is not None:
            found = page.record.id
            entry = await self.journal.mark(entry, entry.state, record_id=found)
            entry = replace(entry, write=replace(entry.write, record_id=found))
        elif self.ctx.clock.now() < self._finished[root].at + _PATIENCE:
            return None
        return await self.hands.row.write(entry, page)

    async def _take_in(self, entries: list[Entry]) -> None:
        """Journal the content pages that the platform made beside ours, so that an undo knows."""
        known = {entry.record_id for entry in self._finished.values()}
        number = max((entry.write.number for entry in entries), default=0)
        for entry in entries:
            if entry.write.operation is not Operation.CREATE_PAGE:
                continue
            for page in await self.hands.looking.content_pages(entry.record_id):
                if page.record.id not in known:
                    number += 1
                    self._learn(await self._took_in(number, page, entry.write.title))

    async def _took_in(self, number: int, page: Seen, title: str) -> Entry:
        record = page.record
        write = Write(
            number, Operation.CREATE, record.table, record.id, title, reason=MADE_BY_PLATFORM
        )
        return await self.journal.add(write, record.columns, page.version)


def _of_language(pages: list[Seen], write: Write) -> Seen | None:
    wanted = (write.value("adx_webpagelanguageid") or "").lower()
    language = "adx_webpagelanguageid"
    return next((p for p in pages if (p.record.columns.get(language) or "") == wanted), None)
