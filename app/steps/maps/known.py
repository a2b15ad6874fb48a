"""All that our store has about this step: the last look, what people said, and the runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.steps.maps import STEP
from app.steps.maps.facts import EXPERT, FINANCE, MapsFacts
from app.steps.maps.jobs import JOBS
from app.steps.maps.series import PARTS, Series, all_series
from app.steps.maps.views import View, view_of
from app.store import observations, runs, statements, tables
from app.wizard.finding import Finding
from app.wizard.statement import Statement


@dataclass(frozen=True)
class Known:
    """All that our store has about this step. `facts` are with what people said put in.

    `said` is what counts of it, by subject.
    """

    facts: MapsFacts | None
    seen: datetime | None
    findings: Sequence[Finding]
    view: View
    runs: Mapping[str, tables.Run | None]
    is_expert: bool
    expert_since: tuple[str, datetime] | None
    said: Mapping[str, Statement]
    series: Sequence[Series] = ()

    @property
    def finance_since(self) -> tuple[str, datetime] | None:
        """Who had finance and operations asked for its configuration, and when."""
        wish = self.said.get(FINANCE)
        return (wish.by, wish.at) if wish else None

    def run(self, name: str) -> tables.Run | None:
        return self.runs.get(f"maps.{name}")

    def is_active(self, *names: str) -> bool:
        found = [self.run(name) for name in names]
        return any(run is not None and run.state in tables.ACTIVE for run in found)

    @property
    def asks_again(self) -> str:
        """How often the page asks for news; not at all when only a person can move things on."""
        if self.is_active("look", "install", "start"):
            return "2s"
        return "30s" if self.is_active("watch") else ""

    @property
    def watched_at(self) -> datetime | None:
        """When the watch last heard from Microsoft."""
        run = self.run("watch")
        said = run.progress.get("looked_at") if run else None
        return datetime.fromisoformat(said) if isinstance(said, str) else None

    @property
    def needs_token(self) -> tables.Run | None:
        run = self.run("start")
        return run if run and run.state is tables.RunState.NEEDS_TOKEN else None


def known(session: Session, environment_id: str) -> Known:
    newest = observations.newest(session, environment_id, STEP.slug)
    said = statements.standing(session, environment_id).get(STEP.slug, {})
    facts = STEP.read(newest.facts) if newest else None
    findings = STEP.judge(facts, said)
    consent = said.get(EXPERT)
    return Known(
        facts=STEP.with_said(facts, said) if facts else None,
        seen=newest.seen_at if newest and facts else None,
        findings=findings,
        view=view_of(facts and STEP.with_said(facts, said), findings),
        runs={job.name: runs.find_last(session, environment_id, job.name) for job in JOBS},
        is_expert=consent is not None,
        expert_since=(consent.by, consent.at) if consent else None,
        said=said,
        series=all_series(observations.parts(session, environment_id, STEP.slug, PARTS)),
    )
