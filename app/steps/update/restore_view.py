"""What a restore would do, from the last look at the site: for the page of its approval."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from app.merge.natural_keys import RecordKey
from app.merge.plan import Write
from app.merge.snapshot import Record, Snapshot
from app.merge.titles import Titles
from app.merge.undo import Answer, EditedSince, UndoPlan
from app.steps.update.looked import Looked
from app.steps.update.plan_view import PlanView, plan_view
from app.steps.update.secrets import is_secret, secret_ids

Answers: TypeAlias = Mapping[RecordKey, Answer]


@dataclass(frozen=True)
class RestoreView:
    looked: Looked
    undone: UndoPlan
    plan: PlanView
    secrets: Set[str]
    missing: Sequence[str] = field(default_factory=tuple)  # names of fields without an answer

    def masks(self, edited: EditedSince) -> bool:
        return edited.record_id in self.secrets


def restore_view(looked: Looked, answers: Answers) -> RestoreView | None:
    """None before the site was looked at."""
    if looked.seen is None:
        return None
    now = looked.back.workbench.known(looked.seen)
    undone = looked.back.undo(now, answers)
    secrets = _secrets(looked.back.writes, now)
    missing = [field_of(edited) for edited in undone.open]
    return RestoreView(
        looked, undone, plan_view(undone.plan, Titles(now), secrets), secrets, missing
    )


def field_of(edited: EditedSince) -> str:
    """The name of the field with the answer about a record."""
    return f"answer:{edited.table}/{edited.record_id}"


def _secrets(writes: Iterable[Write], now: Snapshot) -> frozenset[str]:
    """Also of settings that are not there now: their title is their name."""
    named = (Record(w.table, w.record_id, {"adx_name": w.title}) for w in writes)
    return secret_ids(now) | {record.id for record in named if is_secret(record)}
