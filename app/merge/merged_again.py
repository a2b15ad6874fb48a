"""The merge once more, after its plan was written: what would still come out."""

from collections.abc import Mapping

from app.merge.baseline import under_site_ids
from app.merge.outcome import Resolution
from app.merge.plan import Plan
from app.merge.planning import plan
from app.merge.snapshot import Snapshot
from app.merge.three_way import merge


def merged_again(
    sides: tuple[Snapshot | None, Snapshot, Snapshot],
    resolutions: Mapping[str, Resolution],
    done: Plan,
    now: tuple[Snapshot, Snapshot],
    environment_id: str,
) -> Plan:
    """The plan for the site as it is now, with its new base."""
    site, base = now
    template = under_site_ids(sides, resolutions, done)
    return plan(site, merge(base, site, template, resolutions), environment_id)
