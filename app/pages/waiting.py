"""The step to go on with, what stands in its way, and since when, as far as it was looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.steps.order import TEXTS
from app.store import observations
from app.web.words import Words
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop
from app.wizard.waiting import Waiting

LOOKS = 200
"""How far back is looked: older than that is simply long ago."""


@dataclass(frozen=True)
class Obstacle:
    """The first finding that blocks the next step; its words say who can help.

    `since` is the first of the looks in a row, up to the newest, that found it.
    """

    finding: Finding
    words: Words
    since: datetime | None
    waits: Sequence[Waiting] = ()  # who was asked, the longest first


def next_stop(stops: Sequence[Stop]) -> Stop | None:
    """The step to go on with: first what waits for a person, then what can be begun."""
    for wanted in (State.NEEDS_DECISION, State.PROBLEM):
        if found := next((s for s in stops if s.state is wanted), None):
            return found
    done = (State.COMPLETED, State.IN_PROGRESS, State.NOT_CHECKED)
    able = (s for s in stops if s.gate.is_open and not s.step.by_hand)
    return next((s for s in able if s.state not in done), None)


def obstacle_to(session: Session, environment_id: str, stops: Sequence[Stop]) -> Obstacle | None:
    stop = next_stop(stops)
    blockers = (f for f in stop.findings if f.level is Level.BLOCKER) if stop else iter(())
    finding = next(blockers, None)
    if stop is None or finding is None:
        return None
    return Obstacle(
        finding,
        TEXTS[finding.code],
        _stood_since(session, environment_id, stop, finding),
        [wait for wait in stop.waits if wait.is_about(finding)],
    )


def _stood_since(
    session: Session, environment_id: str, stop: Stop, finding: Finding
) -> datetime | None:
    since: datetime | None = None
    for look in observations.history(session, environment_id, stop.step.slug, limit=LOOKS):
        facts = stop.step.read(look.facts)
        found = stop.step.judge(facts) if facts else []
        if not any((f.code, f.subject) == (finding.code, finding.subject) for f in found):
            break
        since = look.seen_at
    return since
