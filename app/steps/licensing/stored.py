"""What our own store knows about the licences of one environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.steps.licensing import STEP
from app.steps.licensing.facts import LicensingFacts
from app.steps.licensing.jobs import look
from app.store import observations, runs, statements, tables
from app.wizard.finding import Finding
from app.wizard.statement import Statement


@dataclass(frozen=True)
class Stored:
    newest: tables.Observation | None
    run: tables.Run | None
    said: Mapping[str, Statement]

    @property
    def facts(self) -> LicensingFacts | None:
        return STEP.read(self.newest.facts) if self.newest else None

    @property
    def findings(self) -> list[Finding]:
        return STEP.judge(self.facts, self.said)

    @property
    def working(self) -> bool:
        return self.run is not None and self.run.state in tables.UNDER_WAY


def read_stored(session: Session, environment_id: str) -> Stored:
    return Stored(
        observations.newest(session, environment_id, STEP.slug),
        runs.find_last(session, environment_id, look.name),
        statements.standing(session, environment_id).get(STEP.slug, {}),
    )
