"""What the cases need to know of the whole merge, made once."""

from app.merge.alignment import Aligned
from app.merge.decisions import Decisions
from app.merge.draft import Scene
from app.merge.reporting import Referrers
from app.merge.rights import Rights
from app.merge.titles import Titles


def scene_of(aligned: Aligned, decisions: Decisions, *, has_base: bool) -> Scene:
    titles = Titles(aligned.site, aligned.template)
    rights = Rights(aligned.site, aligned.template)
    return Scene(has_base, decisions, rights, titles, Referrers(aligned.site, titles).of)
