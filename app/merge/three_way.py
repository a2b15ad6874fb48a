"""Three-way merge of a site's configuration: what the template changed since the base, applied
to the site, with a question wherever both sides changed one thing.

Pure: three snapshots and the answers so far give the outcome, the same one every time.
"""

from collections.abc import Mapping

from app.merge.alignment import align
from app.merge.decisions import Decisions
from app.merge.drafting import drafts_of
from app.merge.noting import check_of, notes_of
from app.merge.outcome import Outcome, Resolution
from app.merge.reporting import records_of, result_of
from app.merge.scene import scene_of
from app.merge.snapshot import Snapshot

NO_ANSWERS: Mapping[str, Resolution] = {}


def merge(
    base: Snapshot | None,
    site: Snapshot,
    template: Snapshot,
    resolutions: Mapping[str, Resolution] = NO_ANSWERS,
) -> Outcome:
    """Merge the template's changes since `base` into the site.

    Without a base every difference is a question. The result is the site under its own ids, with
    defaults and answers applied; where a question is open it keeps what the site has.
    """
    decisions = Decisions(resolutions)
    aligned = align(base, site, template, decisions)
    scene = scene_of(aligned, decisions, has_base=base is not None)
    drafted = drafts_of(aligned, scene)
    result = result_of(site, drafted.drafts)
    records = records_of(drafted.drafts, scene.titles)
    return Outcome(
        records=records,
        result=result,
        notes=notes_of(aligned, drafted, result),
        void_decisions=decisions.void,
        check=check_of(site, result),
        by_id={conflict.id: conflict for record in records for conflict in record.conflicts},
        sides={
            entity.key: (entity.base, entity.site, entity.template) for entity in aligned.entities
        },
    )
