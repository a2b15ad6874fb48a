from app.jobs.job import Context, Done, Lane, Outcome, job
from app.microsoft.errors import Forbidden
from app.steps.licensing.observe import observe


@job("licensing.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See which licences are there. Only reads, so it may be called again at any point."""
    ask_graph = bool(ctx.args.get("graph"))
    facts = await observe(
        ctx.microsoft, await _platform_id(ctx), ctx.clock.now(), ask_graph=ask_graph
    )
    await ctx.save("licensing", facts)
    return Done()


async def _platform_id(ctx: Context) -> str:
    """Power Platform's id of the environment: one added by address is found by its organization."""
    if ctx.environment.platform_id:
        return ctx.environment.platform_id
    try:
        listed = await ctx.microsoft.admin.power_platform.environments()
    except Forbidden:
        return ""
    ours = ctx.environment.organization_id
    return next((one.id for one in listed if one.organization_id == ours), "")
