from app.jobs.job import Context, Done, Lane, Outcome, job
from app.steps.maps import STEP
from app.steps.maps.facts import MapsFacts
from app.steps.maps.observe import Wish, observe
from app.steps.maps.observe.asking import Place
from app.store import observations


def place_of(ctx: Context) -> Place:
    return Place(ctx.microsoft, ctx.environment, ctx.clock.now())


@job("maps.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See how dual-write stands. Only reads, so it may be called again at any point."""
    await look_and_keep(ctx, graph=bool(ctx.args.get("graph")))
    return Done()


async def look_and_keep(ctx: Context, *, graph: bool = False) -> None:
    """Also at the end of what changes something: to know what came of it."""
    wish = Wish(before=await last_look(ctx), graph=graph)
    await ctx.save(STEP.slug, await observe(place_of(ctx), wish))


async def last_look(ctx: Context) -> MapsFacts | None:
    newest = await ctx.read(lambda s: observations.newest(s, ctx.environment_id, STEP.slug))
    return STEP.read(newest.facts) if newest else None
