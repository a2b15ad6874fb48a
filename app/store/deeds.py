"""What was done to many decisions at once, and how it is undone: those before come back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from app.store.decisions import NewDecision, Who, decide_many
from app.store.site_tables import BROUGHT_BACK, Decision, DecisionEvent


@dataclass(frozen=True, slots=True)
class Deed:
    """`standing` of its `size` decisions are still as it left them."""

    id: str
    origin: str
    by_name: str
    at: datetime
    size: int
    standing: int


def list_deeds(session: Session, merge_id: str) -> Sequence[Deed]:
    """The newest first."""
    query = select(DecisionEvent).where(
        DecisionEvent.merge_id == merge_id, DecisionEvent.deed != ""
    )
    made: dict[str, list[DecisionEvent]] = {}
    for event in session.exec(query):
        made.setdefault(event.deed, []).append(event)
    here = select(Decision.deed).where(Decision.merge_id == merge_id, Decision.deed != "")
    left = Counter(session.exec(here))
    deeds = [_deed(events, left[deed]) for deed, events in made.items()]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def _deed(events: Sequence[DecisionEvent], standing: int) -> Deed:
    one = events[0]
    return Deed(one.deed, one.origin, one.by_name, one.at, len(events), standing)


def find_deed(session: Session, merge_id: str, deed: str) -> Deed | None:
    return next((one for one in list_deeds(session, merge_id) if one.id == deed), None)


def bring_back(
    session: Session, merge_id: str, deed: str, new_deed: str, who: Who, at: datetime
) -> int:
    """Let everything that one deed changed, and nobody changed since, be as it was before it."""
    here = Decision.merge_id == merge_id, Decision.deed == deed
    changed = session.exec(select(Decision).where(*here).with_for_update()).all()
    query = select(DecisionEvent).where(DecisionEvent.merge_id == merge_id)
    before = {(event.conflict, event.version): event for event in session.exec(query)}
    news = [
        _again(decision, before.get((decision.conflict, decision.version - 1)), new_deed)
        for decision in changed
    ]
    return len(news) - len(decide_many(session, merge_id, news, who, at))


def _again(decision: Decision, before: DecisionEvent | None, deed: str) -> NewDecision:
    return NewDecision(
        merge_id=decision.merge_id,
        conflict=decision.conflict,
        fingerprint=before.fingerprint if before else decision.fingerprint,
        choice=before.choice if before else "",
        own_text=before.own_text if before else None,
        seen=decision.version,
        note=before.note if before else "",
        origin=BROUGHT_BACK,
        deed=deed,
    )
