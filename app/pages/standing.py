"""Where an environment stands, worked out for the overview and for the list of environments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session

from app.pages.asked import Asked, Stated, all_asked, stated
from app.pages.looks import LOOKS, Looks
from app.pages.waiting import Obstacle, next_stop, obstacle_to
from app.steps.update.bench import open_questions
from app.steps.update.workbench import Workbench
from app.store import runs, statements
from app.store.tables import ACTIVE, UNDER_WAY, Environment, Run, RunState
from app.wizard.journey import Stop

_ON_PEOPLE = (RunState.WAITING_FOR_SIGN_IN, RunState.NEEDS_TOKEN)


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
    def drifted(self) -> Sequence[Stop]:
        """The steps in which something is not as it was."""
        return [stop for stop in self.stops if not stop.is_as_it_was]

    @property
    def oldest_look(self) -> datetime | None:
        """How old what is shown is, at the worst."""
        return min(self.seen.values(), default=None)


def standing(
    session: Session, workbench: Workbench, environment: Environment, looks: Looks | None = None
) -> Standing:
    """Read what was seen, said and asked for, and work out the rest."""
    looks = looks or Looks.read(session, [environment.id], limit=LOOKS)
    questions = open_questions(session, workbench, environment.id)
    happened = runs.list_for(session, environment.id, limit=20)
    working = {run.job.partition(".")[0] for run in happened if run.state in UNDER_WAY}
    deciding = {"update"} if questions else set[str]()
    said = statements.standing(session, environment.id)
    stops = looks.stops(environment.id, said=said, working=working, deciding=deciding)
    obstacle = obstacle_to(stops, partial(looks.of, environment.id))
    return Standing(environment, stops, looks.seen(environment.id), happened, questions, obstacle)
