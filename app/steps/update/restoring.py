"""Taking back what a run has written: looking first, and then putting the old state back."""

from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from app.jobs.job import Again, Context, Done, GivenUp, Lane, Outcome, job
from app.merge.plan_digest import digest
from app.sites.reading import read_site
from app.sites.writing import Journal, Target, take_back_bases, told, write_out
from app.steps.update.approved import ToLookAt, ToRestore
from app.steps.update.numbers import written_numbers
from app.steps.update.takeback import TakeBack, read_take_back
from app.store.site_tables import BACKUP, SITE, SiteFile


@job("update.restore_look", lane=Lane.LOOK)
async def look_before_restoring(ctx: Context) -> Outcome:
    """Read the site, so that a page can say what was edited since. Only reads."""
    order = ToLookAt.model_validate(ctx.args)
    back = await _open(ctx, order.of)
    await read_site(ctx, back.website_id, SITE)
    return Done()


@job("update.restore")
async def restore(ctx: Context) -> Outcome:
    """Put back the state before the run `of`, as it was approved. Is itself a run to restore."""
    order = ToRestore.model_validate(ctx.args)
    back = await _open(ctx, order.of)
    restoring = _Restoring(
        ctx, back, Journal(ctx, back.merge_id), await read_site(ctx, back.website_id, BACKUP)
    )
    await ctx.once("plan", restoring.plan, order)
    bench, backup = back.workbench, restoring.backup
    target = Target(back.website_id, bench.known(backup), bench.versions(backup))
    site = await write_out(ctx, target, restoring.journal)
    if isinstance(site, Again):
        return site
    now = await read_site(ctx, back.website_id, SITE)
    entries = await restoring.journal.entries()
    numbers = await to_thread.run_sync(written_numbers, entries, site, bench.known(now))
    await ctx.write(lambda session: take_back_bases(session, order.of))
    await ctx.progress(phase="done", **numbers, backup=backup.id)
    return Done()


async def _open(ctx: Context, run_id: str) -> TakeBack:
    found = await ctx.read(
        lambda session: read_take_back(session, ctx.environment_id, run_id, ctx.keys)
    )
    if found is None:
        raise GivenUp("nothing_to_restore")
    return found


@dataclass(frozen=True)
class _Restoring:
    ctx: Context
    back: TakeBack
    journal: Journal
    backup: SiteFile

    async def plan(self, order: ToRestore) -> dict[str, Any]:
        """What was approved, made anew for the site as it is now; with another, nothing is done."""
        site = self.back.workbench.known(self.backup)
        undone = await to_thread.run_sync(self.back.undo, site, order.by_record)
        if undone.open or digest(undone.plan) != order.digest:
            raise GivenUp("site_changed", ", ".join(e.title for e in undone.edited[:5]))
        await self.journal.begin(undone.plan.writes)
        return told(undone.plan)
