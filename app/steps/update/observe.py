"""Looking for the site in the environment, and for what we keep of it."""

from app.jobs.job import Context
from app.microsoft.dataverse import Dataverse
from app.microsoft.errors import Forbidden
from app.sites.websites import LiveWebsite, find_websites
from app.steps.update.facts import Model, SeenWebsite, UpdateFacts
from app.steps.update.memory import remembered
from app.wizard.facts import Fact

WEBSITES = "Dataverse: adx_websites, powerpagesites"


async def observe(ctx: Context) -> UpdateFacts:
    """What is seen now. "Not allowed" becomes an unknown fact; "no answer" goes to the engine."""
    at = ctx.clock.now()
    websites = await _websites(ctx.microsoft.dataverse)
    seen = (
        Fact[list[SeenWebsite]].unknown(source=WEBSITES, reason=str(websites), at=at)
        if isinstance(websites, Forbidden)
        else Fact[list[SeenWebsite]].exact([_seen(one) for one in websites], source=WEBSITES, at=at)
    )
    ours = await ctx.read(lambda session: remembered(session, ctx.environment_id, at))
    return UpdateFacts(websites=seen, **ours)


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
