"""Storing decisions: guarded by the versions that the person saw, and in the audit log."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from app.access import audit
from app.access.sessions import Visitor
from app.steps.update.obstacles import begun
from app.store import decisions
from app.store.decisions import NewDecision, Who
from app.store.site_tables import Decision, SiteMerge


class WrittenAlready(Exception):
    """The merge is being written to its site, or was: its decisions stay as they were then."""


def store_answer(
    session: Session, visitor: Visitor, merge: SiteMerge, new: NewDecision, at: datetime
) -> None:
    """Raises DecidedMeanwhile when the answer was given to an older state of the conflict."""
    refuse_when_written(session, merge)
    decisions.decide(session, new, Who(visitor.user_id, visitor.name), at)
    audit.record(
        session, visitor, "update.decide" if new.choice else "update.take_back", at=at,
        environment_id=merge.environment_id, target=f"{merge.id}/{new.conflict}",
        details={"choice": new.choice},
    )  # fmt: skip


def store_many(
    session: Session,
    visitor: Visitor,
    merge: SiteMerge,
    news: Sequence[NewDecision],
    deed: tuple[str, datetime],
) -> Mapping[str, Decision]:
    """All at once, with one line in the audit log; `deed` is its action there, and when.

    Gives what stands where somebody decided since.
    """
    action, at = deed
    refuse_when_written(session, merge)
    who = Who(visitor.user_id, visitor.name)
    overtaken = decisions.decide_many(session, merge.id, news, who, at)
    audit.record(
        session, visitor, action, at=at, environment_id=merge.environment_id, target=merge.id,
        details={"decisions": len(news) - len(overtaken), "overtaken": len(overtaken)},
    )  # fmt: skip
    return overtaken


def refuse_when_written(session: Session, merge: SiteMerge) -> None:
    if begun(session, merge) is not None:
        raise WrittenAlready
