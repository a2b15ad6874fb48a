"""Looking for the site in the environment, and for what we keep of it."""

from sqlmodel import Session

from app.jobs.job import Context
from app.microsoft.dataverse import Dataverse
from app.microsoft.errors import Forbidden
from app.sites.websites import LiveWebsite, find_websites
from app.steps.update.facts import Model, SeenWebsite, UpdateFacts
from app.store import merges, runs
from app.store.site_tables import BASELINE
from app.wizard.facts import Fact

WEBSITES = "Dataverse: adx_websites, powerpagesites"
KEPT = "Portal setup: sites kept on this server"
WRITTEN = "Portal setup: runs"
APPLY = "update.apply"


async def observe(ctx: Context) -> UpdateFacts:
    """What is seen now. "Not allowed" becomes an unknown fact; "no answer" goes to the engine."""
    at = ctx.clock.now()
    websites = await _websites(ctx.microsoft.dataverse)
    seen = (
        Fact[list[SeenWebsite]].unknown(source=WEBSITES, reason=str(websites), at=at)
        if isinstance(websites, Forbidden)
        else Fact[list[SeenWebsite]].exact([_seen(one) for one in websites], source=WEBSITES, at=at)
    )
    baseline, applied = await ctx.read(lambda session: _remembered(session, ctx.environment_id))
    return UpdateFacts(
        websites=seen,
        baseline=Fact[str].exact(baseline, source=KEPT, at=at),
        applied=Fact[str].exact(applied, source=WRITTEN, at=at),
    )


async def _websites(dataverse: Dataverse) -> list[LiveWebsite] | Forbidden:
    try:
        return await find_websites(dataverse)
    except Forbidden as refusal:
        return refusal


def _seen(site: LiveWebsite) -> SeenWebsite:
    return SeenWebsite(
        id=site.id,
        name=site.name,
        model=Model(site.model.value),
        version=site.version,
        hosts=site.hosts,
    )


def _remembered(session: Session, environment_id: str) -> tuple[str, str]:
    """The days of the newest baseline and of the last merge that was written."""
    baseline = merges.newest_file(session, environment_id, BASELINE)
    applied = runs.find_last_succeeded(session, environment_id, APPLY)
    return (
        f"{baseline.added_at:%Y-%m-%d}" if baseline else "",
        f"{applied.ended_at or applied.updated_at:%Y-%m-%d}" if applied else "",
    )
