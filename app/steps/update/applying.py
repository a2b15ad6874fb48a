"""Writing a reviewed merge to the live site."""

from app.jobs.job import Again, Context, Done, Outcome, job
from app.sites.reading import read_site
from app.sites.writing import Journal, write_out
from app.steps.update.apply_steps import Applying
from app.steps.update.approved import ToApply
from app.steps.update.case import open_case
from app.steps.update.observe import observe_after_writing
from app.store.site_tables import BACKUP


@job("update.apply")
async def apply(ctx: Context) -> Outcome:
    """Back up, write what was approved, read back, prove. Goes on by looking, wherever it was."""
    order = ToApply.model_validate(ctx.args)
    case = await open_case(ctx, order.merge_id)
    backup = await read_site(ctx, case.website_id, BACKUP)
    applying = Applying(ctx, case, Journal(ctx, order.merge_id), backup)
    said = await ctx.once("plan", applying.plan, order.digest)
    site = await write_out(ctx, applying.target(), applying.journal)
    if isinstance(site, Again):
        return site
    await ctx.progress(**await ctx.once("proof", applying.prove, said, site))
    await ctx.save("update", await observe_after_writing(ctx))
    return Done()
