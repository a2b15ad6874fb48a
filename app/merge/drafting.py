"""All records of a merge, each by its case, and then what they need of each other."""

from dataclasses import dataclass
from operator import itemgetter

from app.merge.alignment import Aligned
from app.merge.dangling import Lookups
from app.merge.draft import Draft, Scene
from app.merge.languages import languages_of
from app.merge.match import Entity
from app.merge.outcome import Note
from app.merge.records import settle
from app.merge.table_list import NEVER_MERGED


@dataclass(frozen=True, slots=True)
class Drafted:
    scene: Scene
    drafts: list[Draft]
    notes: list[Note]  # about many records at once


def drafts_of(aligned: Aligned, scene: Scene) -> Drafted:
    """One draft per record. A language that only one side has settles its records first."""
    languages = languages_of(aligned, scene)
    drafts: list[Draft] = []
    merged = [(e.table, aligned.identity(e), e) for e in aligned.entities if _is_merged(e)]
    for _, identity, entity in sorted(merged, key=itemgetter(0, 1)):
        pairing = aligned.pairings.get(entity.key)
        drafts.append(
            languages.settle(entity, identity, scene) or settle(entity, identity, scene, pairing)
        )
    Lookups(drafts, aligned.site, aligned.template, scene).settle()
    return Drafted(scene, drafts, list(languages.notes()))


def _is_merged(entity: Entity) -> bool:
    never = entity.table in NEVER_MERGED
    return not never and (entity.table != "adx_website" or entity.site is not None)
