"""Storing a decision: sealed, guarded by the version that the person saw, and in the audit log."""

from datetime import datetime

from sqlmodel import Session

from app.access import audit
from app.access.keys import KeyRing
from app.access.sessions import Visitor
from app.merge.outcome import Conflict
from app.steps.update.answers import Answer
from app.steps.update.workbench import own_text_sealed_as
from app.store import merges
from app.store.site_tables import SiteMerge


def store_answer(
    session: Session,
    keys: KeyRing,
    visitor: Visitor,
    about: tuple[SiteMerge, Conflict],
    answer: Answer,
    at: datetime,
) -> None:
    """Raises DecidedMeanwhile when the answer was given to an older state of the conflict."""
    merge, conflict = about
    sealed = None
    if answer.text is not None:
        sealed = keys.seal(answer.text.encode(), own_text_sealed_as(merge.id, conflict.id))
    merges.decide(
        session,
        merges.NewDecision(
            merge.id, conflict.id, conflict.fingerprint, answer.choice, sealed, answer.seen
        ),
        merges.Who(visitor.user_id, visitor.name),
        at,
    )
    audit.record(
        session, visitor, "update.decide" if answer.choice else "update.take_back", at=at,
        environment_id=merge.environment_id, target=f"{merge.id}/{conflict.id}",
        details={"choice": answer.choice},
    )  # fmt: skip
