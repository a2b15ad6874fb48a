from datetime import datetime, timedelta
from typing import Final

from app.jobs.job import Again, Context, Done, GivenUp, Lane, Outcome, job
from app.sites.reading import take_snapshot
from app.steps.provisioning.asking import JOB
from app.steps.provisioning.creating import PAUSE, Making
from app.steps.provisioning.facts import ProvisioningFacts, Site
from app.steps.provisioning.kept import known, save, save_baseline
from app.steps.provisioning.observe import observe, platform_id
from app.steps.provisioning.portal import Portal, Stage, find_portal

BASELINE: Final = "baseline"
WATCH_PAUSE: Final = timedelta(minutes=1)


@job("provisioning.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See whether the portal is there. Only reads, so it may be called again at any point."""
    await _see(ctx)
    return Done()


@job(JOB)
async def create(ctx: Context) -> Outcome:
    """Bring the portal about, then keep its untouched state. Safe to call again at any point."""
    place = await platform_id(ctx.microsoft, await known(ctx), ctx.clock.now())
    if not place.value:
        raise GivenUp("not_listed", place.reason)
    reached = await (await Making.of(ctx, place.value)).go_on()
    if not isinstance(reached, Site):
        return reached
    await _see(ctx)
    await _keep(ctx, reached.record_id)
    return Done()


@job("provisioning.baseline")
async def baseline(ctx: Context) -> Outcome:
    """Keep the site as it stands as the untouched template: somebody vouches for that."""
    portal = find_portal(await _see(ctx))
    if portal is None or not portal.record_id:
        raise GivenUp("no_portal")
    await _keep(ctx, portal.record_id)
    return Done()


@job("provisioning.watch", lane=Lane.WATCH)
async def watch(ctx: Context) -> Outcome:
    """Wait till the time in `until` for a portal that a person makes in Microsoft's page.

    Its untouched state is kept if the watch has seen it come.
    """
    portal = find_portal(await observe(ctx.microsoft, await known(ctx), ctx.clock.now()))
    was_there = await ctx.once("was_there", _noted, portal is not None)
    if portal and portal.stage not in (Stage.BEING_MADE, Stage.UNCLEAR, Stage.INACTIVE):
        await _see(ctx)
        if not was_there and portal.stage is Stage.READY:
            await _keep(ctx, portal.record_id)
        return Done()
    if ctx.clock.now() >= datetime.fromisoformat(ctx.args["until"]):
        raise GivenUp("watched_in_vain")
    return Again(PAUSE if _is_on_its_way(portal) else WATCH_PAUSE)


def _is_on_its_way(portal: Portal | None) -> bool:
    return portal is not None and portal.stage is Stage.BEING_MADE


async def _see(ctx: Context) -> ProvisioningFacts:
    facts = await observe(ctx.microsoft, await known(ctx), ctx.clock.now())
    await save(ctx, facts)
    return facts


async def _keep(ctx: Context, record_id: str) -> None:
    """The baseline of later merges. Taken once in a run, however often it is called.

    Where Microsoft does not name the row of the site, nothing can be read, and the page says so.
    """
    if not record_id:
        return
    await take_snapshot(ctx, ctx.microsoft, record_id, BASELINE, ctx.environment)
    await save_baseline(ctx)


async def _noted(was_there: bool) -> bool:  # noqa: FBT001 - it is journalled as it is
    return was_there


JOBS: Final = (look, create, baseline, watch)
