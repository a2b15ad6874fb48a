"""Looking for the site in the environment, and for what we keep of it."""

from app.jobs.job import Context
from app.microsoft.dataverse import Dataverse
from app.microsoft.errors import Forbidden
from app.sites.websites import LiveWebsite, find_websites
from app.steps.update.facts import Model, SeenWebsite, UpdateFacts
from app.steps.update.memory import WRITTEN, remembered
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


async def observe_after_writing(ctx: Context) -> UpdateFacts:
    """The same at the end of the run that wrote a merge: it has succeeded, but has not ended."""
    seen, at = await observe(ctx), ctx.clock.now()
    applied = Fact[str].exact(f"{at:%Y-%m-%d}", source=WRITTEN, at=at)
    return seen.model_copy(update={"applied": applied})


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
