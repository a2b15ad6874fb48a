"""What this wizard itself remembers of an environment's site: known now, without any look."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.store import merges, runs
from app.store.site_tables import BASELINE, SiteFile
from app.wizard.facts import Fact

KEPT = "Portal setup: sites kept on this server"
WRITTEN = "Portal setup: runs"
APPLY = "update.apply"


def remembered(session: Session, environment_id: str, at: datetime) -> dict[str, Fact[str]]:
    """The facts `baseline` and `applied`: days, or empty."""
    baseline = merges.newest_file(session, environment_id, BASELINE)
    applied = runs.find_last_succeeded(session, environment_id, APPLY)
    since = f"{baseline.added_at:%Y-%m-%d}" if baseline else ""
    last = f"{applied.ended_at or applied.updated_at:%Y-%m-%d}" if applied else ""
    return {
        "baseline": Fact[str].exact(since, source=KEPT, at=at),
        "applied": Fact[str].exact(last, source=WRITTEN, at=at),
    }


def baselines(session: Session, environment_id: str) -> Sequence[SiteFile]:
    """The newest first, without their bytes."""
    return [f for f in merges.list_files(session, environment_id) if f.role == BASELINE]
