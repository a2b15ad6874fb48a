"""From a stored merge to its outcome: what every page of the review begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from sqlmodel import Session

from app.merge.outcome import Outcome
from app.steps.update.workbench import Sides, Workbench
from app.store import merges
from app.store.database import Database
from app.store.site_tables import Decision, SiteMerge
from app.web.errors import NotHere


def _workbench(request: Request) -> Workbench:
    workbench: Workbench = request.app.state.workbench
    return workbench


WorkbenchDep = Annotated[Workbench, Depends(_workbench)]


@dataclass(frozen=True)
class OnTheBench:
    """A merge with its files, its decisions, and what comes out of them."""

    merge: SiteMerge
    sides: Sides
    decisions: Sequence[Decision]
    outcome: Outcome

    def decision(self, conflict_id: str) -> Decision | None:
        """What was last decided about a conflict, even if it was taken back or is void now."""
        return next((d for d in self.decisions if d.conflict == conflict_id), None)


async def lay_out(
    db: Database, workbench: Workbench, environment_id: str, merge_id: str
) -> OnTheBench:
    """The merge of this environment as it stands now; 404 when there is none of that id."""
    found = await db(lambda session: read_merge(session, environment_id, merge_id), ro=True)
    if found is None:
        raise NotHere
    merge, sides, decisions = found
    outcome = await to_thread.run_sync(workbench.outcome, sides, decisions)
    return OnTheBench(merge, sides, decisions, outcome)


def read_merge(
    session: Session, environment_id: str, merge_id: str
) -> tuple[SiteMerge, Sides, Sequence[Decision]] | None:
    """A merge with its files and decisions, if all of them are still here."""
    merge = merges.find_merge(session, environment_id, merge_id)
    if merge is None:
        return None
    site = merges.find_file(session, environment_id, merge.site_id)
    template = merges.find_file(session, environment_id, merge.template_id)
    base = merges.find_file(session, environment_id, merge.base_id) if merge.base_id else None
    if site is None or template is None:
        return None
    return merge, Sides(base, site, template), merges.list_decisions(session, merge_id)


def open_questions(session: Session, workbench: Workbench, environment_id: str) -> int:
    """How many decisions the newest merge of the environment still waits for."""
    newest = merges.list_merges(session, environment_id)[:1]
    found = read_merge(session, environment_id, newest[0].id) if newest else None
    if found is None:
        return 0
    _, sides, decisions = found
    return len(workbench.outcome(sides, decisions).open)
