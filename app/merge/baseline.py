"""The base for the next update, record by record."""

from collections.abc import Collection, Mapping

from app.merge.alignment import align
from app.merge.decisions import Decisions
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Resolution
from app.merge.plan import Plan
from app.merge.rewrite import rewritten
from app.merge.snapshot import Snapshot


def next_base(
    sides: tuple[Snapshot | None, Snapshot, Snapshot],
    resolutions: Mapping[str, Resolution],
    plan: Plan,
    *,
    unfinished: Collection[RecordKey] = (),
) -> Snapshot:
    """The template's record for everything that was decided and written, under the site's ids.

    What was left out, and what was not written to its end (`unfinished`), keeps its old base.
    """
    base, site, template = sides
    aligned = align(base, site, template, Decisions(resolutions))
    before = {(name, new): (name, old) for (name, old), new in plan.ids.items()}
    old = {before.get(key, key) for key in unfinished}
    old |= {(left.table, left.record_id) for left in plan.left_out}
    records = [
        record
        for entity in aligned.entities
        if (record := entity.base if (entity.table, entity.id) in old else entity.template)
    ]
    return rewritten(Snapshot.of(records), plan.ids)


def under_site_ids(
    sides: tuple[Snapshot | None, Snapshot, Snapshot],
    resolutions: Mapping[str, Resolution],
    plan: Plan,
) -> Snapshot:
    """The template with each record under the id that it has in the site."""
    base, site, template = sides
    return rewritten(align(base, site, template, Decisions(resolutions)).template, plan.ids)
