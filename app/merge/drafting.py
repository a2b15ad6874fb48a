"""All records of a merge, each by its case, and then what they need of each other."""

from app.merge.alignment import Aligned
from app.merge.dangling import Lookups
from app.merge.decisions import Decisions
from app.merge.draft import Draft, Scene
from app.merge.records import settle
from app.merge.reporting import Referrers
from app.merge.rights import Rights
from app.merge.table_list import NEVER_MERGED
from app.merge.titles import Titles


def drafts_of(
    aligned: Aligned, titles: Titles, decisions: Decisions, *, has_base: bool
) -> list[Draft]:
    rights = Rights(aligned.site, aligned.template)
    scene = Scene(has_base, decisions, rights, titles.by_id, Referrers(aligned.site, titles).of)
    drafts: list[Draft] = []
    for entity in sorted(aligned.entities, key=lambda e: (e.table, aligned.identity(e))):
        if entity.table in NEVER_MERGED or (entity.table == "adx_website" and not entity.site):
            continue
        pairing = aligned.pairings.get((entity.table, entity.id))
        drafts.append(settle(entity, aligned.identity(entity), scene, pairing))
    Lookups(drafts, aligned.site, aligned.template).settle()
    return drafts
