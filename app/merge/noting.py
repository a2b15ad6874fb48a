"""Everything that a person should know about a merge, beside the questions."""

from app.merge.alignment import Aligned
from app.merge.drafting import Drafted
from app.merge.outcome import Note
from app.merge.references import new_dangling_names
from app.merge.site_check import SiteCheck, site_check
from app.merge.snapshot import Snapshot
from app.merge.translations import outdated_translations
from app.merge.unknown_ids import unknown_ids


def check_of(site: Snapshot, result: Snapshot) -> SiteCheck:
    """What would be wrong with the site, and what was so before."""
    return site_check(site, result)


def notes_of(aligned: Aligned, drafted: Drafted, result: Snapshot) -> tuple[Note, ...]:
    drafts, titles = drafted.drafts, drafted.scene.titles
    return (
        Note(f"ids_{aligned.found.regime.value}", ""),
        *drafted.notes,
        *(note for draft in drafts for note in draft.notes),
        *outdated_translations(drafts, titles),
        *unknown_ids(aligned.site, result, drafts, titles),
        *new_dangling_names(aligned.site, result, titles),
    )
