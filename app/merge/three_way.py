"""Three-way merge of a site's configuration: what the template changed since the base, applied
to the site, with a question wherever both sides changed one thing.

Pure: three snapshots and the answers so far give the outcome, the same one every time.
"""

from collections.abc import Iterable, Mapping

from app.merge.alignment import Aligned, align
from app.merge.dangling import Lookups
from app.merge.decisions import Decisions
from app.merge.outcome import Note, Outcome, Resolution
from app.merge.records import Draft, Scene, settle
from app.merge.references import new_dangling_names
from app.merge.reporting import Referrers, in_order, reported
from app.merge.snapshot import Snapshot
from app.merge.table_list import NEVER_MERGED
from app.merge.titles import Titles

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
    titles = Titles(aligned.site, aligned.template)
    scene = Scene(base is not None, decisions, titles.by_id, Referrers(site, titles).of)
    drafts = _drafts(aligned, scene)
    Lookups(drafts, aligned.site, aligned.template).settle()
    result = _result(site, drafts)
    records = sorted((reported(draft, titles) for draft in drafts), key=in_order)
    return Outcome(
        records=tuple(records),
        result=result,
        notes=_notes(aligned, drafts, new_dangling_names(site, result, titles)),
        void_decisions=decisions.void,
        by_id={conflict.id: conflict for record in records for conflict in record.conflicts},
    )


def _drafts(aligned: Aligned, scene: Scene) -> list[Draft]:
    drafts: list[Draft] = []
    for entity in sorted(aligned.entities, key=lambda e: (e.table, aligned.identity(e))):
        if entity.table in NEVER_MERGED or (entity.table == "adx_website" and not entity.site):
            continue
        pairing = aligned.pairings.get((entity.table, entity.id))
        drafts.append(settle(entity, aligned.identity(entity), scene, pairing))
    return drafts


def _result(site: Snapshot, drafts: Iterable[Draft]) -> Snapshot:
    records = dict(site.records)
    for draft in drafts:
        records.pop((draft.entity.table, draft.entity.id), None)
        if draft.result:
            records[draft.result.key] = draft.result
    return Snapshot(records)


def _notes(aligned: Aligned, drafts: Iterable[Draft], dangling: list[Note]) -> tuple[Note, ...]:
    regime = Note(f"ids_{aligned.regime.value}", "")
    return (regime, *(note for draft in drafts for note in draft.notes), *dangling)
