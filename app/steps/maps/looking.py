from app.jobs.job import Context, Done, Lane, Outcome, job
from app.steps.maps import STEP
from app.steps.maps.facts import FINANCE, MapsFacts
from app.steps.maps.observe import Wish, observe
from app.steps.maps.observe.asking import Place
from app.store import observations, statements


def place_of(ctx: Context) -> Place:
    return Place(ctx.microsoft, ctx.environment, ctx.clock.now())


@job("maps.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See how dual-write stands. Only reads, so it may be called again at any point."""
    await look_and_keep(ctx, graph=bool(ctx.args.get("graph")))
    return Done()


async def look_and_keep(ctx: Context, *, graph: bool = False) -> None:
    """Also at the end of what changes something: to know what came of it."""
    wish = await wish_of(ctx, graph=graph)
    await ctx.save(STEP.slug, await observe(place_of(ctx), wish))


async def wish_of(ctx: Context, *, rows: bool = True, graph: bool = False) -> Wish:
    """With the last look, and with what somebody has switched on for the environment."""
    said = await ctx.read(lambda s: statements.standing(s, ctx.environment_id)) or {}
    finance = FINANCE in said.get(STEP.slug, {})
    return Wish(before=await last_look(ctx), rows=rows, graph=graph, finance=finance)


async def last_look(ctx: Context) -> MapsFacts | None:
    newest = await ctx.read(lambda s: observations.newest(s, ctx.environment_id, STEP.slug))
    return STEP.read(newest.facts) if newest else None
