"""The journal of one run: every write from `planned` to `verified`, sealed, so that a crash
anywhere is taken up by looking.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from sqlmodel import Session
from typing_extensions import Unpack

from app.access.keys import KeyRing
from app.jobs.job import Context
from app.merge.plan import ColumnWrite, Write
from app.merge.snapshot import Value
from app.sites.writing.packed import Packed
from app.store import site_writes
from app.store.site_tables import PLANNED, SENT, SKIPPED, VERIFIED, SiteWrite


@dataclass(frozen=True, slots=True)
class Entry:
    """One write as the journal knows it. `write` is as planned; `record_id` as it turned out."""

    write: Write
    record_id: str
    state: str
    reason: str
    version: str
    at: datetime
    seen: Mapping[str, Value] | None = None

    @property
    def is_done(self) -> bool:
        return self.state in (VERIFIED, SKIPPED)

    @property
    def as_applied(self) -> Write:
        """The write under the id that the row has, with all that was read back of a new row."""
        columns = self.write.columns
        if self.seen is not None:
            columns = tuple(ColumnWrite(c, None, v) for c, v in sorted(self.seen.items()))
        return replace(self.write, record_id=self.record_id, columns=columns)


class Said(TypedDict, total=False):
    """What else becomes known of a write."""

    reason: str
    version: str
    detail: str


def sealed_as(run_id: str, number: int) -> str:
    return f"site_write/{run_id}/{number}"


def entry_of(row: SiteWrite, keys: KeyRing) -> Entry:
    blob = keys.unseal(row.blob or b"", sealed_as(row.run_id, row.number))
    packed = Packed.of_bytes(blob)
    write, seen = packed.write, packed.seen
    return Entry(write, row.record_id, row.state, row.reason, row.version, row.at, seen)


def applied(rows: Sequence[SiteWrite], keys: KeyRing) -> list[Write]:
    """What a run has written, or may have: the base of an undo."""
    entries = [entry_of(row, keys) for row in rows if row.state in (SENT, VERIFIED)]
    return [entry.as_applied for entry in entries]


@dataclass(frozen=True)
class Journal:
    ctx: Context
    merge_id: str | None

    async def begin(self, writes: Iterable[Write]) -> None:
        rows = [self._row(write) for write in writes]

        def begin(session: Session) -> None:
            site_writes.begin(session, self.ctx.run_id, [_fresh(row) for row in rows])

        await self.ctx.write(begin)

    async def entries(self) -> list[Entry]:
        rows = await self.ctx.read(
            lambda session: site_writes.list_for(session, self.ctx.run_id, sealed=True)
        )
        return [entry_of(row, self.ctx.keys) for row in rows]

    async def mark(
        self, entry: Entry, state: str, *, record_id: str | None = None, **said: Unpack[Said]
    ) -> Entry:
        at, number, blob = self.ctx.clock.now(), entry.write.number, None
        if entry.seen is not None:
            blob = self._sealed(Packed(entry.write, entry.seen))

        def mark(session: Session) -> None:
            more = {"record_id": record_id, "blob": blob}
            known = {name: value for name, value in more.items() if value is not None}
            site_writes.mark(session, self.ctx.run_id, number, at, state=state, **said, **known)

        await self.ctx.write(mark)
        return replace(
            entry,
            state=state,
            at=at,
            record_id=record_id or entry.record_id,
            reason=said.get("reason", entry.reason),
            version=said.get("version", entry.version),
        )

    async def add(self, write: Write, seen: Mapping[str, Value], version: str) -> Entry:
        """A row that the platform made by itself after one of ours."""
        row = self._row(write, seen)
        row.state, row.version, row.reason = VERIFIED, version, write.reason
        await self.ctx.write(lambda session: site_writes.add(session, _fresh(row)))
        return Entry(write, write.record_id, VERIFIED, write.reason, version, row.at, seen)

    def _row(self, write: Write, seen: Mapping[str, Value] | None = None) -> SiteWrite:
        return SiteWrite(
            run_id=self.ctx.run_id,
            number=write.number,
            environment_id=self.ctx.environment_id,
            merge_id=self.merge_id,
            table_name=write.table,
            record_id=write.record_id,
            title=write.title,
            operation=write.operation.value,
            state=PLANNED,
            columns=[column.column for column in write.columns],
            blob=self._sealed(Packed(write, seen)),
            at=self.ctx.clock.now(),
        )

    def _sealed(self, packed: Packed) -> bytes:
        context = sealed_as(self.ctx.run_id, packed.write.number)
        return self.ctx.keys.seal(packed.to_bytes(), context)


def _fresh(row: SiteWrite) -> SiteWrite:
    """A row that no session has seen: the transaction may be tried twice."""
    return SiteWrite(**row.model_dump())
