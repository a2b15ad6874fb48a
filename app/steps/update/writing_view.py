"""The page of a run that writes: how far it is, what failed and why, and how it can be undone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.steps.update.obstacles import WRITERS
from app.store import merges, runs, site_writes
from app.store.site_tables import (
    BACKUP,
    FAILED,
    NEEDS_DECISION,
    SENT,
    VERIFIED,
    SiteFile,
    SiteWrite,
)
from app.store.tables import ACTIVE, RESUMABLE, UNDER_WAY, Run, RunState


@dataclass(frozen=True)
class WritingView:
    """A run of `update.apply` or `update.restore`, from our own store only."""

    run: Run
    writes: Sequence[SiteWrite]
    backup: SiteFile | None
    of: Run | None  # what a restore takes back
    restored_by: Run | None

    @property
    def is_restore(self) -> bool:
        return self.of is not None

    @property
    def merge_id(self) -> str:
        own = str(self.run.args.get("merge_id") or "")
        return own or next((write.merge_id or "" for write in self.writes), "")

    @property
    def states(self) -> Mapping[str, int]:
        return Counter(write.state for write in self.writes)

    @property
    def done(self) -> int:
        """Those that are behind the run: what would be refused has not been written."""
        ahead = ("planned", SENT, FAILED, NEEDS_DECISION)
        return sum(write.state not in ahead for write in self.writes)

    @property
    def stuck(self) -> Sequence[SiteWrite]:
        return [write for write in self.writes if write.state in (FAILED, NEEDS_DECISION)]

    @property
    def needs_reading(self) -> bool:
        """Whether going on makes no sense: the site has to be read and merged again."""
        cause = self.run.cause in ("site_changed", "decided_meanwhile", "edited_meanwhile")
        return self.run.state == RunState.FAILED and cause

    @property
    def proof(self) -> Mapping[str, Any] | None:
        return self.run.progress if self.run.progress.get("phase") == "done" else None

    @property
    def reading(self) -> str:
        """What is being read at the moment, as the role of the snapshot."""
        return str(self.run.progress.get("reading") or "")

    @property
    def is_working(self) -> bool:
        return self.run.state in ACTIVE

    @property
    def can_stop(self) -> bool:
        return self.run.state in ACTIVE and not self.run.stop

    @property
    def can_resume(self) -> bool:
        return self.run.state in RESUMABLE and not self.needs_reading

    @property
    def can_restore(self) -> bool:
        wrote = any(write.state in (SENT, VERIFIED) for write in self.writes)
        return wrote and self.run.state not in UNDER_WAY


def writing_view(session: Session, environment_id: str, run_id: str) -> WritingView | None:
    run = _writer(session, environment_id, run_id)
    if run is None:
        return None
    earlier = run.args.get("of")
    return WritingView(
        run=run,
        writes=site_writes.list_for(session, run.id),
        backup=next((f for f in merges.files_of_run(session, run.id) if f.role == BACKUP), None),
        of=_writer(session, environment_id, str(earlier)) if earlier else None,
        restored_by=_restored_by(session, run),
    )


def _writer(session: Session, environment_id: str, run_id: str) -> Run | None:
    run = runs.find(session, run_id)
    ours = run is not None and run.environment_id == environment_id and run.job in WRITERS
    return run if ours else None


def _restored_by(session: Session, run: Run) -> Run | None:
    """The newest restore of this run that is under way or has written something."""
    for other in runs.list_for(session, run.environment_id):
        of_this = other.job == "update.restore" and other.args.get("of") == run.id
        if of_this and (other.state in UNDER_WAY or site_writes.count(session, other.id)):
            return other
    return None
