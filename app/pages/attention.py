"""Which environment needs somebody first, and why, in one line each."""

from dataclasses import dataclass
from enum import StrEnum

from app.pages.standing import Standing
from app.pages.texts import RUNS
from app.wizard.drift import Change, Drift
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop


class Attention(StrEnum):
    """The most pressing first."""

    PROBLEM = "problem"
    DRIFT = "drift"  # nothing stands in the way, but something is not as it was
    DECISION = "decision"
    WAITING = "waiting"  # for a sign-in or a token
    IN_PROGRESS = "in_progress"
    OPEN = "open"  # there is a step to go on with
    FINE = "fine"


@dataclass(frozen=True)
class Call:
    """Why an environment stands where it does in the list; the parts that its kind has."""

    attention: Attention
    stop: Stop | None = None
    finding: Finding | None = None
    drift: Drift | None = None
    change: Change | None = None
    doing: str = ""  # what the run under way is called

    @property
    def rank(self) -> int:
        return list(Attention).index(self.attention)


def call_of(standing: Standing) -> Call:
    """The first reason that applies. A problem that was none once says so."""
    if trouble := _of_state(standing, State.PROBLEM):
        return _problem(trouble)
    if standing.drifted:
        return _drift(standing.drifted[0])
    if found := _of_state(standing, State.NEEDS_DECISION):
        return Call(Attention.DECISION, found)
    if standing.waiting:
        return Call(Attention.WAITING)
    if standing.working:
        stop = _of_state(standing, State.IN_PROGRESS)
        return Call(Attention.IN_PROGRESS, stop, doing=RUNS[standing.working[0].job])
    ahead = standing.next_stop
    return Call(Attention.OPEN if ahead else Attention.FINE, ahead)


def _drift(stop: Stop) -> Call:
    drift, change = next(iter(stop.drifts), None), next(iter(stop.changes), None)
    return Call(Attention.DRIFT, stop, drift.finding if drift else None, drift, change)


def _problem(stop: Stop) -> Call:
    finding = next(f for f in stop.findings if f.level is Level.BLOCKER)
    same = (finding.code, finding.subject)
    drift = next((d for d in stop.drifts if (d.finding.code, d.finding.subject) == same), None)
    return Call(Attention.PROBLEM, stop, finding, drift)


def _of_state(standing: Standing, state: State) -> Stop | None:
    return next((stop for stop in standing.stops if stop.state is state), None)
