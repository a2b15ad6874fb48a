"""After the last write: the site is read again and merged again, and there must be nothing left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.merge.baseline import next_base
from app.merge.merged_again import merged_again
from app.merge.plan import Plan
from app.merge.snapshot import Snapshot
from app.sites.writing import Entry
from app.steps.update.case import Case
from app.steps.update.numbers import written_numbers
from app.store.site_tables import SiteFile


@dataclass(frozen=True)
class Proving:
    """`plan` is what was written, for the site as it is in `before`."""

    case: Case
    plan: Plan
    before: SiteFile
    entries: Sequence[Entry]

    def base(self) -> Snapshot:
        """The base for the next update."""
        given = self.case.workbench.resolutions(self.case.decisions)
        return next_base(self.case.snapshots(self.before), given, self._real())

    def numbers(self, expected: Snapshot, now: SiteFile, base: Snapshot) -> Mapping[str, object]:
        site = self.case.workbench.known(now)
        left = merged_again(
            self.case.snapshots(self.before),
            self.case.workbench.resolutions(self.case.decisions),
            self._real(),
            (site, base),
            self.case.merge.environment_id,
        )
        return {
            **written_numbers(self.entries, expected, site),
            "left": len(left.writes),
            "put_off": len(left.left_out),
        }

    def _real(self) -> Plan:
        """With the ids that content pages have got from the platform."""
        real = {entry.write.record_id: entry.record_id for entry in self.entries}
        ids = {key: real.get(new, new) for key, new in self.plan.ids.items()}
        return replace(self.plan, ids=ids)
