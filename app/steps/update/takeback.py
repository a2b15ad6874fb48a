"""One run that is to be taken back: what it wrote, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.access.keys import KeyRing
from app.merge.natural_keys import RecordKey
from app.merge.plan import Write
from app.merge.snapshot import Snapshot
from app.merge.undo import Answer, UndoPlan, undo_plan
from app.sites.writing import applied
from app.steps.update.workbench import Workbench
from app.store import merges, site_writes


@dataclass(frozen=True)
class TakeBack:
    writes: Sequence[Write]
    website_id: str
    merge_id: str
    workbench: Workbench

    def undo(self, now: Snapshot, answers: Mapping[RecordKey, Answer]) -> UndoPlan:
        return undo_plan(self.writes, now, answers)


def read_take_back(
    session: Session, environment_id: str, run_id: str, keys: KeyRing
) -> TakeBack | None:
    """None when the run has written nothing here."""
    rows = site_writes.list_for(session, run_id, sealed=True)
    website = _website(session, environment_id, rows[0].merge_id if rows else None)
    writes = applied(rows, keys)
    if not writes or website is None:
        return None
    return TakeBack(writes, website, rows[0].merge_id or "", Workbench(keys))


def _website(session: Session, environment_id: str, merge_id: str | None) -> str | None:
    merge = merges.find_merge(session, environment_id, merge_id) if merge_id else None
    site = merges.find_file(session, environment_id, merge.site_id) if merge else None
    return site.website_id if site else None
