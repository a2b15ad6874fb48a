"""Who of the people that were asked is still waited for: the end is seen, not told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.steps.order import TEXTS
from app.store import observations, waits
from app.web.words import Words
from app.wizard.finding import Finding
from app.wizard.journey import Stop
from app.wizard.review import Stated, stated
from app.wizard.waiting import Waiting

__all__ = ["Asked", "Stated", "all_asked", "stated", "with_waits"]

LOOKS = 200
"""How far back is looked for a time when it was not found."""


def with_waits(session: Session, environment_id: str, stops: Sequence[Stop]) -> Sequence[Stop]:
    """Each step with who is waited for there. A page asks for this once and looks at little: only
    what somebody was asked for and stands still.
    """
    asked = waits.not_ended(session, environment_id)
    return [replace(stop, waits=_standing(session, environment_id, stop, asked)) for stop in stops]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is waited for, and for what."""

    wait: Waiting
    finding: Finding
    words: Words


def all_asked(stops: Iterable[Stop]) -> Sequence[Asked]:
    """The longest first."""
    found = [
        Asked(wait, next(filter(wait.is_about, stop.findings)), TEXTS[wait.code])
        for stop in stops
        for wait in stop.waits
    ]
    return sorted(found, key=lambda one: one.wait.since)


def _standing(
    session: Session, environment_id: str, stop: Stop, asked: Sequence[Waiting]
) -> Sequence[Waiting]:
    open_ = [
        wait
        for wait in asked
        if wait.step == stop.step.slug and any(map(wait.is_about, stop.findings))
    ]
    return [wait for wait in open_ if not _was_settled(session, environment_id, stop, wait)]


def _was_settled(session: Session, environment_id: str, stop: Stop, wait: Waiting) -> bool:
    """A look since then did not find it. That it came back is another matter to ask for."""
    for look in observations.history(session, environment_id, stop.step.slug, limit=LOOKS):
        if look.seen_at <= wait.since:
            return False
        facts = stop.step.read(look.facts)
        if facts is not None and not any(map(wait.is_about, stop.step.judge(facts, stop.said))):
            return True
    return False
