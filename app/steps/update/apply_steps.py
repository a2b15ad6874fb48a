"""What a run that writes a merge does besides writing: planning and proving."""

from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from app.jobs.job import Context
from app.merge.snapshot import Snapshot
from app.sites.reading import read_site
from app.sites.writing import Journal, NewBase, Target, plan_of, told
from app.steps.update.case import Case
from app.steps.update.proving import Proving
from app.store.site_tables import SITE, SiteFile


@dataclass(frozen=True)
class Applying:
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
        now = await read_site(self.ctx, self.case.website_id, SITE)
        base = await to_thread.run_sync(proving.base)
        website = expected.records["adx_website", self.case.website_id]
        kept = await NewBase(base, website, self.case.sides.template.source).keep(self.ctx)
        numbers = await to_thread.run_sync(proving.numbers, expected, now, base)
        return {"phase": "done", **numbers, "backup": self.backup.id, "base": kept}
