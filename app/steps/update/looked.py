"""The newest look at a site before a restore, and what it read."""

from dataclasses import dataclass

from sqlmodel import Session

from app.access.keys import KeyRing
from app.steps.update.takeback import TakeBack, read_take_back
from app.store import merges, runs
from app.store.site_tables import SITE, SiteFile
from app.store.tables import UNDER_WAY, Run, RunState


@dataclass(frozen=True)
class Looked:
    """The newest look before this restore, and what it read. Nothing is worked out yet."""

    back: TakeBack
    look: Run | None
    seen: SiteFile | None
    busy: Run | None

    @property
    def is_looking(self) -> bool:
        return self.look is not None and self.look.state in UNDER_WAY


def read_looked(session: Session, environment_id: str, run_id: str, keys: KeyRing) -> Looked | None:
    """None when the run has written nothing here."""
    back = read_take_back(session, environment_id, run_id, keys)
    if back is None:
        return None
    happened = runs.list_for(session, environment_id)
    looks = (r for r in happened if r.job == "update.restore_look" and r.args["of"] == run_id)
    look = next(looks, None)
    is_over = look is not None and look.state is RunState.SUCCEEDED
    seen = merges.file_of_run(session, look.id, SITE) if look and is_over else None
    writing = ("update.apply", "update.restore")
    busy = next((r for r in happened if r.job in writing and r.state in UNDER_WAY), None)
    return Looked(back, look, seen, busy)
