"""What stands in the way of writing a merge, each by a code that has words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.steps.update.facts import Model, UpdateFacts
from app.store import observations, runs, site_writes
from app.store.site_tables import SITE, SiteFile, SiteMerge
from app.store.tables import UNDER_WAY, Run

WRITERS = ("update.apply", "update.restore")


@dataclass(frozen=True)
class Surroundings:
    """What is under way here, and what was seen of the site. All from our own store."""

    begun: Run | None  # the run that writes, or wrote, this merge
    busy: Run | None  # another run that writes to this environment now
    facts: UpdateFacts | None


def begun(session: Session, merge: SiteMerge) -> Run | None:
    """The run that writes, or wrote, a merge: from then on its decisions are what was written."""
    return surroundings(session, merge).begun


def surroundings(session: Session, merge: SiteMerge) -> Surroundings:
    happened = [r for r in runs.list_for(session, merge.environment_id) if r.job in WRITERS]
    return Surroundings(
        begun=next((r for r in happened if _wrote(session, r, merge)), None),
        busy=next((r for r in happened if r.state in UNDER_WAY), None),
        facts=observations.latest(session, merge.environment_id, "update", UpdateFacts),
    )


def _wrote(session: Session, run: Run, merge: SiteMerge) -> bool:
    """A run that gave up before it had planned anything has not begun."""
    if run.args.get("merge_id") != merge.id:
        return False
    return run.state in UNDER_WAY or site_writes.count(session, run.id) > 0


def obstacles(
    site: SiteFile, around: Surroundings, *, is_open: bool, is_empty: bool, breaks: bool
) -> Sequence[str]:
    return [
        code
        for code, stands in (
            ("begun", around.begun is not None),
            ("open", is_open),
            ("breaks", breaks),
            ("not_live", site.role != SITE),
            ("elsewhere", site.role == SITE and not _is_here(site)),
            ("enhanced", _is_enhanced(site, around.facts)),
            ("busy", around.busy is not None and around.begun is None),
            ("nothing", is_empty and not is_open),
        )
        if stands
    ]


def _is_here(site: SiteFile) -> bool:
    return site.source_environment_id == site.environment_id


def _is_enhanced(site: SiteFile, facts: UpdateFacts | None) -> bool:
    found = facts.websites.value or [] if facts else []
    return any(one.id == site.website_id and one.model is Model.ENHANCED for one in found)
