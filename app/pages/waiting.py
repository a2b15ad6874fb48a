"""The step to go on with, what stands in its way, and since when, as far as it was looked at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.steps.order import TEXTS
from app.web.words import Words
from app.wizard.drift import Look
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop
from app.wizard.step import Step
from app.wizard.waiting import Waiting

LooksAt = Callable[[Step[Any]], Iterable[Look]]


@dataclass(frozen=True)
class Obstacle:
    """The first finding that blocks the next step; its words say who can help.

    `since` is the first of the looks in a row, up to the newest, that found it: as far back as was
    looked, and older than that is simply long ago.
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


def obstacle_to(stops: Sequence[Stop], looks_at: LooksAt) -> Obstacle | None:
    """`looks_at` gives the looks of a step, the newest first."""
    stop = next_stop(stops)
    blockers = (f for f in stop.findings if f.level is Level.BLOCKER) if stop else iter(())
    finding = next(blockers, None)
    if stop is None or finding is None:
        return None
    since = _stood_since(looks_at(stop.step), finding)
    waits = [wait for wait in stop.waits if wait.is_about(finding)]
    return Obstacle(finding, TEXTS[finding.code], since, waits)


def _stood_since(looks: Iterable[Look], finding: Finding) -> datetime | None:
    since: datetime | None = None
    for look in looks:
        same = ((f.code, f.subject) == (finding.code, finding.subject) for _, f in look.found)
        if not any(same):
            break
        since = look.at
    return since
