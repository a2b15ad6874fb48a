"""Answers as they are stored: the text of one is sealed, for it can be a page of a site."""

from app.access.keys import KeyRing
from app.merge.outcome import Conflict
from app.steps.update.answers import Answer
from app.steps.update.workbench import own_text_sealed_as
from app.store.decisions import NewDecision


def new_decision(keys: KeyRing, merge_id: str, conflict: Conflict, answer: Answer) -> NewDecision:
    """What a person said about one conflict, ready to be stored."""
    return NewDecision(
        merge_id,
        conflict.id,
        conflict.fingerprint,
        answer.choice,
        sealed(keys, merge_id, conflict.id, answer.text),
        answer.seen,
        answer.note,
    )


def sealed(keys: KeyRing, merge_id: str, conflict: str, text: str | None) -> bytes | None:
    if text is None:
        return None
    return keys.seal(text.encode(), own_text_sealed_as(merge_id, conflict))
