"""Where an environment stands, worked out for the overview and for the list of environments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.steps.order import STEPS
from app.steps.update.bench import open_questions
from app.steps.update.workbench import Workbench
from app.store import observations, runs, statements
from app.store.history import Deed, deeds
from app.store.tables import UNDER_WAY, Environment, Run
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop, journey


@dataclass(frozen=True)
class Standing:
    """The four steps as they are now, when each was last looked at, and what happened."""

    environment: Environment
    stops: Sequence[Stop]
    seen: Mapping[str, datetime]
    runs: Sequence[Run]
    deeds: Sequence[Deed]
    open_questions: int

    @property
    def next_stop(self) -> Stop | None:
        """The step to go on with: first what waits for a person, then what can be begun."""
        for wanted in (State.NEEDS_DECISION, State.PROBLEM):
            if found := next((s for s in self.stops if s.state is wanted), None):
                return found
        done = (State.COMPLETED, State.IN_PROGRESS, State.NOT_CHECKED)
        able = (s for s in self.stops if s.gate.is_open and not s.step.by_hand)
        return next((s for s in able if s.state not in done), None)

    @property
    def obstacle(self) -> Finding | None:
        """The first finding that blocks the next step, to be named with who can help."""
        findings = self.next_stop.findings if self.next_stop else ()
        return next((f for f in findings if f.level is Level.BLOCKER), None)

    @property
    def waiting(self) -> Run | None:
        """A run that somebody has to sign in for."""
        return next((run for run in self.runs if run.state == "waiting_for_sign_in"), None)


def standing(session: Session, workbench: Workbench, environment: Environment) -> Standing:
    """Read what was seen and asked for, and work out the rest."""
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
    stops = journey(STEPS, facts, said=said, working=working, deciding=deciding)
    return Standing(environment, stops, seen, happened, deeds(session, environment.id), questions)
