"""One run that is to be taken back: what it wrote, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.access.keys import KeyRing
from app.jobs.job import Context, GivenUp
from app.merge.natural_keys import RecordKey
from app.merge.plan import Write
from app.merge.snapshot import Snapshot
from app.merge.undo import Answer, UndoPlan, undo_plan
from app.sites.writing import applied, set_aside
from app.steps.update.workbench import Workbench
from app.store import merges, runs, site_writes
from app.store.site_tables import SiteWrite


@dataclass(frozen=True)
class TakeBack:
    writes: Sequence[Write]
    website_id: str
    merge_id: str
    workbench: Workbench

    def undo(self, now: Snapshot, answers: Mapping[RecordKey, Answer]) -> UndoPlan:
        return undo_plan(self.writes, now, answers)


async def open_take_back(ctx: Context, run_id: str) -> TakeBack:
    found = await ctx.read(
        lambda session: read_take_back(session, ctx.environment_id, run_id, ctx.keys)
    )
    if found is None:
        raise GivenUp("nothing_to_restore")
    return found


def read_take_back(
    session: Session, environment_id: str, run_id: str, keys: KeyRing
) -> TakeBack | None:
    """None when the run has written nothing here."""
    rows = site_writes.list_for(session, run_id, sealed=True)
    website = _website(session, environment_id, rows)
    writes = applied(rows, keys)
    if not writes or website is None:
        return None
    return TakeBack(writes, website, rows[0].merge_id or "", Workbench(keys))


def _website(session: Session, environment_id: str, rows: Sequence[SiteWrite]) -> str | None:
    merge_id = rows[0].merge_id if rows else None
    merge = merges.find_merge(session, environment_id, merge_id) if merge_id else None
    site = merges.find_file(session, environment_id, merge.site_id) if merge else None
    return site.website_id if site else None


def take_back_bases(session: Session, run_id: str) -> None:
    """The base that the run has kept counts no more; one that it took back counts again."""
    run = runs.find(session, run_id)
    retired = True
    while run is not None and (earlier := run.args.get("of")):
        run, retired = runs.find(session, str(earlier)), not retired
    if run is not None:
        set_aside(session, run.id, retired=retired)
