"""What is known of site and template, from our own store and nothing else."""

from collections.abc import Sequence

from sqlmodel import Session

from app.steps.update import READ, STEP
from app.steps.update.facts import UpdateFacts
from app.steps.update.jobs import look, merge_id_of, read
from app.steps.update.memory import baselines, remembered
from app.steps.update.take_view import Source, TakeView
from app.store import environments, merges, observations, runs
from app.store.tables import Environment
from app.wizard.action import gate


def take_view(session: Session, environment: Environment) -> TakeView:
    newest = observations.newest(session, environment.id, STEP.slug)
    facts = STEP.read(newest.facts) if newest else None
    if newest and facts:  # what we remember ourselves is known now, not as of that look
        ours = remembered(session, environment.id, newest.seen_at)
        facts = facts.model_copy(update=ours)
    findings = STEP.judge(facts)
    reading = runs.find_last(session, environment.id, read.name)
    opened = reading and merges.find_merge(session, environment.id, merge_id_of(reading.id))
    return TakeView(
        facts=facts,
        findings=findings,
        blocked_by=gate(READ, findings).blocked_by,
        seen=newest.seen_at if newest else None,
        looking=runs.find_last(session, environment.id, look.name),
        reading=reading,
        merge_id=opened.id if opened else None,
        sources=list(_sources(session, environment)),
        baselines=baselines(session, environment.id),
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
