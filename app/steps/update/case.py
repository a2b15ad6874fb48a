"""One merge that is to be written: its files, its decisions, and the plan that comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.jobs.job import Context, GivenUp
from app.merge.plan import Plan
from app.merge.plan_digest import differing, digest
from app.merge.planning import plan
from app.merge.snapshot import Snapshot
from app.steps.update.bench import read_merge
from app.steps.update.workbench import Sides, Workbench
from app.store.site_tables import Decision, SiteFile, SiteMerge

_NAMED = 5  # titles in the words of a cause


@dataclass(frozen=True)
class Case:
    merge: SiteMerge
    sides: Sides
    decisions: Sequence[Decision]
    workbench: Workbench

    @property
    def website_id(self) -> str:
        return self.sides.site.website_id

    def snapshots(self, site: SiteFile) -> tuple[Snapshot | None, Snapshot, Snapshot]:
        bench, sides = self.workbench, self.sides
        return bench.snapshot(sides.base), bench.known(site), bench.known(sides.template)

    def plan_for(self, site: SiteFile) -> Plan:
        """The plan for the site as it is in this file: the merged one, or a later one."""
        outcome = self.workbench.outcome(replace(self.sides, site=site), self.decisions)
        return plan(self.workbench.known(site), outcome, self.merge.environment_id)

    def approved_plan(self, approved: str, now: SiteFile) -> Plan:
        """The plan that was approved, made anew for the site as it is now; or GivenUp.

        Edits that do not change what is written are harmless. With any other, nothing is written.
        """
        shown = self.plan_for(self.sides.site)
        if digest(shown) != approved:
            raise GivenUp("decided_meanwhile")
        fresh = self.plan_for(now)
        if titles := differing(shown, fresh):
            more = [f"+{len(titles) - _NAMED}"] if len(titles) > _NAMED else []
            raise GivenUp("site_changed", ", ".join([*titles[:_NAMED], *more]))
        return fresh


async def open_case(ctx: Context, merge_id: str) -> Case:
    found = await ctx.read(lambda session: read_merge(session, ctx.environment_id, merge_id))
    if found is None:
        raise GivenUp("merge_gone")
    return Case(*found, Workbench(ctx.keys))
