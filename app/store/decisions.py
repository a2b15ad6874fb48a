"""What people decided about the conflicts of a merge: one that stands, and every one before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.store.site_tables import BY_HAND, Decision, DecisionEvent


class DecidedMeanwhile(Exception):
    """Somebody else decided (or took back) this conflict after the page was opened."""

    def __init__(self, standing: Decision | None) -> None:
        super().__init__("decided meanwhile")
        self.standing = standing


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A choice about to be stored. `seen` is the version the person had before their eyes."""

    merge_id: str
    conflict: str
    fingerprint: str
    choice: str
    own_text: bytes | None
    seen: int
    note: str = ""
    origin: str = BY_HAND
    deed: str = ""
    from_merge: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    id: str
    name: str


def list_decisions(session: Session, merge_id: str) -> Sequence[Decision]:
    query = select(Decision).where(Decision.merge_id == merge_id)
    return session.exec(query.order_by(col(Decision.at))).all()


def history(session: Session, merge_id: str, conflict: str) -> Sequence[DecisionEvent]:
    """Every version of one decision, the newest first."""
    query = select(DecisionEvent).where(
        DecisionEvent.merge_id == merge_id, DecisionEvent.conflict == conflict
    )
    return session.exec(query.order_by(col(DecisionEvent.version).desc())).all()


def decide(session: Session, new: NewDecision, who: Who, at: datetime) -> Decision:
    """Store a choice, or an empty one to take it back; refuse when another came in between."""
    if new.seen == 0:
        return _first_decision(session, new, who, at)
    changed = session.exec(
        update(Decision)
        .where(
            col(Decision.merge_id) == new.merge_id,
            col(Decision.conflict) == new.conflict,
            col(Decision.version) == new.seen,
        )
        .values(version=new.seen + 1, **_said(new, who, at))
    )
    standing = session.get(Decision, (new.merge_id, new.conflict), populate_existing=True)
    if changed.rowcount != 1 or standing is None:
        raise DecidedMeanwhile(standing)
    session.add(_event(standing))
    session.flush()
    return standing


def decide_many(
    session: Session, merge_id: str, news: Iterable[NewDecision], who: Who, at: datetime
) -> Mapping[str, Decision]:
    """Store many choices at once, but for those that somebody decided since.

    Gives what stands instead, by the conflict: nothing of theirs is written over.
    """
    query = select(Decision).where(Decision.merge_id == merge_id).with_for_update()
    standing = {decision.conflict: decision for decision in session.exec(query)}
    overtaken: dict[str, Decision] = {}
    for new in news:
        decision = standing.get(new.conflict)
        if decision and decision.version != new.seen:
            overtaken[new.conflict] = decision
            continue
        if decision is None:
            decision = Decision(
                merge_id=merge_id, conflict=new.conflict, version=0, **_said(new, who, at)
            )
        for name, value in _said(new, who, at).items():
            setattr(decision, name, value)
        decision.version += 1
        session.add(decision)
        session.add(_event(decision))
    session.flush()
    return overtaken


def _first_decision(session: Session, new: NewDecision, who: Who, at: datetime) -> Decision:
    decision = Decision(merge_id=new.merge_id, conflict=new.conflict, **_said(new, who, at))
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError:
        standing = session.get(Decision, (new.merge_id, new.conflict), populate_existing=True)
        raise DecidedMeanwhile(standing) from None
    session.add(_event(decision))
    session.flush()
    return decision


def _said(new: NewDecision, who: Who, at: datetime) -> dict[str, Any]:
    return {
        "fingerprint": new.fingerprint,
        "choice": new.choice,
        "own_text": new.own_text,
        "note": new.note,
        "by": who.id,
        "by_name": who.name,
        "at": at,
        "origin": new.origin,
        "deed": new.deed,
        "from_merge": new.from_merge,
    }


def _event(decision: Decision) -> DecisionEvent:
    return DecisionEvent(**decision.model_dump())
