"""Where an environment stands, worked out for the overview and for the list of environments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.pages.asked import Asked, Stated, all_asked, stated, with_waits
from app.pages.waiting import Obstacle, next_stop, obstacle_to
from app.steps.order import STEPS
from app.steps.update.bench import open_questions
from app.steps.update.workbench import Workbench
from app.store import observations, runs, statements
from app.store.tables import ACTIVE, UNDER_WAY, Environment, Run, RunState
from app.wizard.journey import State, Stop, journey

_ON_PEOPLE = (RunState.WAITING_FOR_SIGN_IN, RunState.NEEDS_TOKEN)
_URGENCY = (
    State.PROBLEM,
    State.NEEDS_DECISION,
    State.IN_PROGRESS,
    State.NOT_YET_STARTED,
    State.NOT_CHECKED,
    State.CANNOT_START_YET,
    State.COMPLETED,
)


@dataclass(frozen=True)
class Standing:
    """The four steps as they are now, when each was last looked at, and what stands in the way."""

    environment: Environment
    stops: Sequence[Stop]
    seen: Mapping[str, datetime]
    runs: Sequence[Run]
    open_questions: int
    obstacle: Obstacle | None

    @property
    def next_stop(self) -> Stop | None:
        return next_stop(self.stops)

    @property
    def waiting(self) -> Run | None:
        """A run that somebody has to sign in for, or to hand a token."""
        return next((run for run in self.runs if run.state in _ON_PEOPLE), None)

    @property
    def working(self) -> Sequence[Run]:
        return [run for run in self.runs if run.state in ACTIVE]

    @property
    def asked(self) -> Sequence[Asked]:
        """The people who were asked for something that is still not there, the longest first."""
        return all_asked(self.stops)

    @property
    def stated(self) -> Sequence[Stated]:
        return stated(self.stops)

    @property
    def urgency(self) -> tuple[float, ...]:
        """Smaller needs somebody sooner. Among equals, those come last for which somebody was
        asked already; of these first where it was longest ago.
        """
        stop = self.next_stop
        state = -1 if self.waiting else _URGENCY.index(stop.state if stop else State.COMPLETED)
        asked = self.obstacle and self.obstacle.waits
        return (state, asked[0].since.timestamp() if asked else 0)


def standing(session: Session, workbench: Workbench, environment: Environment) -> Standing:
    """Read what was seen, said and asked for, and work out the rest."""
    questions = open_questions(session, workbench, environment.id)
    seen: dict[str, datetime] = {}
    facts: dict[str, Any] = {}
    for step in STEPS:
        newest = observations.newest(session, environment.id, step.slug)
        if newest:
            seen[step.slug] = newest.seen_at
            facts[step.slug] = step.read(newest.facts)
    happened = runs.list_for(session, environment.id, limit=20)
    working = {run.job.partition(".")[0] for run in happened if run.state in UNDER_WAY}
    deciding = {"update"} if questions else set[str]()
    said = statements.standing(session, environment.id)
    judged = journey(STEPS, facts, said=said, working=working, deciding=deciding)
    stops = with_waits(session, environment.id, judged)
    obstacle = obstacle_to(session, environment.id, stops)
    return Standing(environment, stops, seen, happened, questions, obstacle)
