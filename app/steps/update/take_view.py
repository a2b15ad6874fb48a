"""What the page shows about reading site and template: from our own store, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.steps.update import READ, STEP
from app.steps.update.facts import SeenWebsite, UpdateFacts
from app.steps.update.jobs import look, merge_id_of, read
from app.store import environments, merges, observations, runs
from app.store.site_tables import BASELINE, SiteFile
from app.store.tables import RESUMABLE, UNDER_WAY, Environment, Run, RunState
from app.wizard.action import gate
from app.wizard.finding import Finding


@dataclass(frozen=True, slots=True)
class Source:
    """Another environment that could give the template. `site` is empty before it was looked at."""

    id: str
    name: str
    site: str


@dataclass(frozen=True)
class TakeView:
    facts: UpdateFacts | None
    findings: Sequence[Finding]
    blocked_by: Sequence[Finding]
    seen: datetime | None
    looking: Run | None
    reading: Run | None
    merge_id: str | None  # that the last reading has opened
    sources: Sequence[Source]
    baselines: Sequence[SiteFile]

    @property
    def websites(self) -> Sequence[SeenWebsite]:
        return self.facts.writable if self.facts else ()

    @property
    def is_reading(self) -> bool:
        return self.reading is not None and self.reading.state in UNDER_WAY

    @property
    def is_looking(self) -> bool:
        return self.looking is not None and self.looking.state in UNDER_WAY

    @property
    def can_go_on(self) -> bool:
        return self.reading is not None and self.reading.state in RESUMABLE

    @property
    def is_stopping(self) -> bool:
        return self.reading is not None and self.reading.state is RunState.STOPPING


def take_view(session: Session, environment: Environment) -> TakeView:
    newest = observations.newest(session, environment.id, STEP.slug)
    facts = STEP.read(newest.facts) if newest else None
    findings = STEP.judge(facts)
    reading = runs.find_last(session, environment.id, read.name)
    opened = reading and merges.find_merge(session, environment.id, merge_id_of(reading.id))
    files = merges.list_files(session, environment.id)
    return TakeView(
        facts=facts,
        findings=findings,
        blocked_by=gate(READ, findings).blocked_by,
        seen=newest.seen_at if newest else None,
        looking=runs.find_last(session, environment.id, look.name),
        reading=reading,
        merge_id=opened.id if opened else None,
        sources=list(_sources(session, environment)),
        baselines=[file for file in files if file.role == BASELINE],
    )


def _sources(session: Session, here: Environment) -> Sequence[Source]:
    """Other environments of the tenant, but for those that were seen to have no such site."""
    found: list[Source] = []
    for other in environments.list_for(session, here.tenant_id):
        facts = observations.latest(session, other.id, STEP.slug, UpdateFacts)
        known = facts is not None and facts.websites.value is not None
        sites = facts.writable if facts else []
        if other.id != here.id and (sites or not known):
            found.append(Source(other.id, other.name, sites[0].name if sites else ""))
    return found
