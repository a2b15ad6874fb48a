from app.jobs.job import Context, Done, Lane, Outcome, job
from app.steps.maps import STEP
from app.steps.maps.observe import observe
from app.steps.maps.observe.asking import Place


def place_of(ctx: Context) -> Place:
    return Place(ctx.microsoft, ctx.environment, ctx.clock.now())


@job("maps.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See how dual-write stands. Only reads, so it may be called again at any point."""
    await look_and_keep(ctx)
    return Done()


async def look_and_keep(ctx: Context) -> None:
    """Also at the end of what changes something: to know what came of it."""
    await ctx.save(STEP.slug, await observe(place_of(ctx)))
