"""After the last write: the site is read again and merged again, and there must be nothing left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anyio import to_thread

from app.jobs.job import Context
from app.merge.baseline import next_base, under_site_ids
from app.merge.plan import Plan
from app.merge.planning import plan
from app.merge.proof import not_as_written
from app.merge.snapshot import Snapshot
from app.merge.three_way import merge
from app.sites.writing.journal import Entry
from app.steps.update.case import Case
from app.store.site_tables import SKIPPED, VERIFIED, SiteFile

_LISTED = 20


@dataclass(frozen=True)
class Proving:
    """`plan` is what was written, for the site as it is in `before`."""

    case: Case
    plan: Plan
    before: SiteFile
    entries: Sequence[Entry]

    async def base(self) -> Snapshot:
        return await to_thread.run_sync(self._base)

    def _base(self) -> Snapshot:
        sides = self.case.snapshots(self.before)
        return next_base(sides, self.case.resolutions, self._real())

    def _real(self) -> Plan:
        """With the ids that content pages have got from the platform."""
        real = {entry.write.record_id: entry.record_id for entry in self.entries}
        ids = {key: real.get(new, new) for key, new in self.plan.ids.items()}
        return replace(self.plan, ids=ids)

    async def numbers(
        self, ctx: Context, expected: Snapshot, now: SiteFile, base: Snapshot
    ) -> dict[str, object]:
        return await to_thread.run_sync(self._numbers, ctx, expected, now, base)

    def _numbers(
        self, ctx: Context, expected: Snapshot, now: SiteFile, base: Snapshot
    ) -> dict[str, object]:
        site = self.case.workbench.known(now)
        left = self._merged_again(ctx.environment_id, site, base)
        return {
            **written_numbers(self.entries, expected, site),
            "left": len(left.writes),
            "put_off": len(left.left_out),
        }

    def _merged_again(self, environment_id: str, site: Snapshot, base: Snapshot) -> Plan:
        sides, given = self.case.snapshots(self.before), self.case.resolutions
        template = under_site_ids(sides, given, self._real())
        return plan(site, merge(base, site, template, given), environment_id)


def written_numbers(
    entries: Sequence[Entry], expected: Snapshot, site: Snapshot
) -> Mapping[str, object]:
    """How much was written, and what of it is not there now."""
    writes = [entry.as_applied for entry in entries if entry.state == VERIFIED]
    unlike = not_as_written(expected, site, writes)
    return {
        "written": len(writes),
        "already_so": sum(entry.state == SKIPPED for entry in entries),
        "compared": len({write.key for write in writes}),
        "unlike": [list(one) for one in unlike[:_LISTED]],
        "unlike_count": len(unlike),
    }
