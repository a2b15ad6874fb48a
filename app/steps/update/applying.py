"""Writing a reviewed merge to the live site."""

from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from app.jobs.job import Again, Context, Done, Outcome, job
from app.merge.snapshot import Snapshot
from app.sites.reading import take_snapshot
from app.sites.writing import Journal, NewBase, Target, plan_of, told, write_out
from app.steps.update.approved import ToApply
from app.steps.update.case import Case, open_case
from app.steps.update.proving import Proving
from app.store.site_tables import BACKUP, SITE, SiteFile


@job("update.apply")
async def apply(ctx: Context) -> Outcome:
    """Back up, write what was approved, read back, prove. Goes on by looking, wherever it was."""
    order = ToApply.model_validate(ctx.args)
    case = await open_case(ctx, order.merge_id)
    applying = _Applying(ctx, case, Journal(ctx, order.merge_id), await _read(ctx, case, BACKUP))
    said = await ctx.once("plan", applying.plan, order.digest)
    site = await write_out(ctx, applying.target(), applying.journal)
    if isinstance(site, Again):
        return site
    await ctx.progress(**await ctx.once("proof", applying.prove, said, site))
    return Done()


async def _read(ctx: Context, case: Case, role: str) -> SiteFile:
    file_id = await take_snapshot(ctx, ctx.microsoft, case.website_id, role, ctx.environment)
    return await ctx.read(lambda session: session.get_one(SiteFile, file_id))


@dataclass(frozen=True)
class _Applying:
    ctx: Context
    case: Case
    journal: Journal
    backup: SiteFile

    async def plan(self, approved: str) -> dict[str, Any]:
        """All writes into the journal at once, if they are still those that were approved."""
        plan = await to_thread.run_sync(self.case.approved_plan, approved, self.backup)
        await self.journal.begin(plan.writes)
        return told(plan)

    def target(self) -> Target:
        bench = self.case.workbench
        site, versions = bench.known(self.backup), bench.versions(self.backup)
        return Target(self.case.website_id, site, versions)

    async def prove(self, said: dict[str, Any], expected: Snapshot) -> dict[str, Any]:
        """Read the site again, keep the new base, and say the numbers."""
        entries = await self.journal.entries()
        proving = Proving(self.case, plan_of(said), self.backup, entries)
        now = await _read(self.ctx, self.case, SITE)
        base = await to_thread.run_sync(proving.base)
        website = expected.records["adx_website", self.case.website_id]
        kept = await NewBase(base, website, self.case.sides.template.source).keep(self.ctx)
        numbers = await to_thread.run_sync(proving.numbers, expected, now, base)
        return {"phase": "done", **numbers, "backup": self.backup.id, "base": kept}
