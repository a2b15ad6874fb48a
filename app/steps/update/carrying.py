"""Decisions that were taken before: they go along when a site is merged again."""

from collections.abc import Sequence

from sqlmodel import Session

from app.access.keys import KeyRing
from app.merge.outcome import Choice
from app.steps.update.sealing import sealed
from app.steps.update.workbench import own_text_sealed_as
from app.store import decisions, merges
from app.store.decisions import NewDecision, Who
from app.store.site_tables import CARRIED, Decision, SiteMerge


def open_merge(session: Session, keys: KeyRing, made: SiteMerge) -> SiteMerge:
    """A new merge, with the decisions of the one before it in the same environment.

    Each is tied to its values: where those are others now it does not hold, and the question is
    asked again. What was put off is asked again in any case. What one says stays whose it was.
    """
    earlier = merges.list_merges(session, made.environment_id)
    merges.add_merge(session, made)
    known = merges.list_files(session, made.environment_id)
    website = {file.id: file.website_id for file in known}
    here = website[made.site_id]
    before = next((one for one in earlier if _is_same(website[one.site_id], here)), None)
    if before is not None:
        for decision in _standing(session, before):
            _carry(session, keys, decision, made)
    return made


def _standing(session: Session, merge: SiteMerge) -> Sequence[Decision]:
    return [
        decision
        for decision in decisions.list_decisions(session, merge.id)
        if decision.choice not in ("", Choice.LATER.value)
    ]


def _carry(session: Session, keys: KeyRing, decision: Decision, made: SiteMerge) -> None:
    text = None
    if decision.own_text is not None:
        context = own_text_sealed_as(decision.merge_id, decision.conflict)
        plain = keys.unseal(decision.own_text, context).decode()
        text = sealed(keys, made.id, decision.conflict, plain)
    decisions.decide(
        session,
        NewDecision(
            made.id,
            decision.conflict,
            decision.fingerprint,
            decision.choice,
            text,
            seen=0,
            note=decision.note,
            origin=CARRIED,
            from_merge=decision.from_merge or decision.merge_id,
        ),
        Who(decision.by, decision.by_name),
        decision.at,
    )


def _is_same(website: str, other: str) -> bool:
    """A file that says no id of its site may be of any."""
    return not website or not other or website == other
