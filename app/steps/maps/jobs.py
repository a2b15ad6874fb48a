from app.jobs.job import Context, Done, Lane, Outcome, job
from app.steps.maps.observe import observe


@job("maps.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See whether dual-write is installed. Only reads, so it may be called again at any point."""
    facts = await observe(ctx.microsoft.dataverse, ctx.clock.now())
    await ctx.save("maps", facts)
    return Done()
