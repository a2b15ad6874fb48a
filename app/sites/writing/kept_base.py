"""Keeping the base for the next update, and taking it back when the update is taken back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from anyio import to_thread
from sqlmodel import Session

from app.exports import Row, build_snapshot
from app.jobs.job import Context
from app.merge.snapshot import Record, Snapshot
from app.sites.keeping import ReadSite, keep_read
from app.store import runs
from app.store.site_tables import BASELINE, RETIRED, SiteFile

_WEBSITE = "adx_website"


def base_id(run_id: str) -> str:
    """Worked out, so that a run that is called again keeps no second one."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{run_id}/base").hex


@dataclass(frozen=True)
class NewBase:
    records: Snapshot
    website: Record
    source: str

    async def keep(self, ctx: Context) -> str:
        file = await to_thread.run_sync(self._file, ctx)

        def keep(session: Session) -> None:
            if session.get(SiteFile, file.id) is None:
                session.add(SiteFile(**file.model_dump()))

        await ctx.write(keep)
        return file.id

    def _file(self, ctx: Context) -> SiteFile:
        read = ReadSite(
            id=base_id(ctx.run_id),
            environment_id=ctx.environment_id,
            role=BASELINE,
            source=self.source,
            source_environment_id=ctx.environment_id,
            run_id=ctx.run_id,
            by=ctx.actor,
            at=ctx.clock.now(),
        )
        website = self.records.records.get(self.website.key, self.website)
        rows = [*self.records.records.values(), *([] if website in self._own() else [website])]
        name = website.columns.get("adx_name") or website.id
        about = {"role": BASELINE, "read_at": ctx.clock.now().isoformat()}
        data = build_snapshot(name, website.id, _rows(rows), about)
        return keep_read(read, data, ctx.keys)

    def _own(self) -> list[Record]:
        found = self.records.records.get(self.website.key)
        return [found] if found else []


def _rows(records: Iterable[Record]) -> Iterable[Row]:
    for record in records:
        content = record.content if isinstance(record.content, bytes) else None
        yield Row(record.table, record.id, record.columns, record.links, content)


def _set_aside(session: Session, run_id: str, *, retired: bool) -> None:
    """The base that a run has kept counts no more, or again."""
    file = session.get(SiteFile, base_id(run_id))
    if file is not None:
        file.role = RETIRED if retired else BASELINE
        session.add(file)


def take_back_bases(session: Session, run_id: str) -> None:
    """The base that the run has kept counts no more; one that it took back counts again."""
    run = runs.find(session, run_id)
    retired = True
    while run is not None and (earlier := run.args.get("of")):
        run, retired = runs.find(session, str(earlier)), not retired
    if run is not None:
        _set_aside(session, run.id, retired=retired)
