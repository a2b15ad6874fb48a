"""What a restore would do, from the last look at the site: for the page where it is approved."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlmodel import Session

from app.access.keys import KeyRing
from app.merge.natural_keys import RecordKey
from app.merge.snapshot import Record, Snapshot
from app.merge.titles import Titles
from app.merge.undo import Answer, EditedSince, UndoPlan
from app.steps.update.plan_view import PlanView, plan_view
from app.steps.update.secrets import is_secret, secret_ids
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


@dataclass(frozen=True)
class RestoreView:
    looked: Looked
    undone: UndoPlan
    plan: PlanView
    secrets: Set[str]
    missing: Sequence[str] = field(default_factory=tuple)  # names of fields without an answer

    def masks(self, edited: EditedSince) -> bool:
        return edited.record_id in self.secrets


def restore_view(looked: Looked, answers: Mapping[RecordKey, Answer]) -> RestoreView | None:
    """None before the site was looked at."""
    if looked.seen is None:
        return None
    now = looked.back.workbench.known(looked.seen)
    undone = looked.back.undo(now, answers)
    secrets = _secrets(looked.back, now)
    missing = [field_of(edited) for edited in undone.open]
    return RestoreView(
        looked, undone, plan_view(undone.plan, Titles(now), secrets), secrets, missing
    )


def field_of(edited: EditedSince) -> str:
    """The name of the field with the answer about a record."""
    return f"answer:{edited.table}/{edited.record_id}"


def _secrets(back: TakeBack, now: Snapshot) -> frozenset[str]:
    """Also of settings that are not there now: their title is their name."""
    named = (Record(w.table, w.record_id, {"adx_name": w.title}) for w in back.writes)
    return secret_ids(now) | {record.id for record in named if is_secret(record)}
