"""From a stored merge to its outcome: what every page of the review begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from sqlmodel import Session

from app.merge.outcome import Conflict, Outcome, RecordOutcome
from app.steps.update.obstacles import begun
from app.steps.update.workbench import Sides, Workbench
from app.store import decisions as stored
from app.store import merges
from app.store.database import Database
from app.store.site_tables import Decision, SiteMerge
from app.store.tables import Run
from app.web.errors import NotHere


def _workbench(request: Request) -> Workbench:
    workbench: Workbench = request.app.state.workbench
    return workbench


WorkbenchDep = Annotated[Workbench, Depends(_workbench)]


@dataclass(frozen=True)
class OnTheBench:
    """A merge with its files, its decisions, and what comes out of them.

    `written` is the run that writes, or wrote, it to the site: then nothing is decided any more.
    `secrets` names the records whose values are never shown.
    """

    merge: SiteMerge
    sides: Sides
    decisions: Sequence[Decision]
    outcome: Outcome
    written: Run | None
    secrets: frozenset[str]

    def decision(self, conflict_id: str) -> Decision | None:
        """What was last decided about a conflict, even if it was taken back or is void now."""
        return self._by_conflict.get(conflict_id)

    def version(self, conflict_id: str) -> int:
        """The version of what was last decided; 0 when nothing was."""
        decision = self.decision(conflict_id)
        return decision.version if decision else 0

    def record_of(self, conflict: Conflict) -> RecordOutcome:
        return self._records[conflict.id]

    def is_masked(self, conflict: Conflict) -> bool:
        return conflict.record_id in self.secrets

    @cached_property
    def _by_conflict(self) -> Mapping[str, Decision]:
        return {decision.conflict: decision for decision in self.decisions}

    @cached_property
    def _records(self) -> Mapping[str, RecordOutcome]:
        return {c.id: record for record in self.outcome.records for c in record.conflicts}


async def lay_out(
    db: Database, workbench: Workbench, environment_id: str, merge_id: str
) -> OnTheBench:
    """The merge of this environment as it stands now; 404 when there is none of that id."""

    def read(session: Session) -> tuple[SiteMerge, Sides, Sequence[Decision], Run | None] | None:
        found = read_merge(session, environment_id, merge_id)
        return (*found, begun(session, found[0])) if found else None

    found = await db(read, ro=True)
    if found is None:
        raise NotHere
    merge, sides, decisions, written = found
    outcome = await to_thread.run_sync(workbench.outcome, sides, decisions)
    secrets = await to_thread.run_sync(workbench.secrets, sides)
    return OnTheBench(merge, sides, decisions, outcome, written, secrets)


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
    return merge, Sides(base, site, template), stored.list_decisions(session, merge_id)


def open_questions(session: Session, workbench: Workbench, environment_id: str) -> int:
    """How many decisions the newest merge of the environment still waits for."""
    newest = merges.list_merges(session, environment_id)[:1]
    found = read_merge(session, environment_id, newest[0].id) if newest else None
    if found is None:
        return 0
    _, sides, decisions = found
    return len(workbench.outcome(sides, decisions).open)
