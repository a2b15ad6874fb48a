"""From click to run, and what a person can do with a run afterwards.

All of it inside the caller's transaction: the row and its place in the queue come together, or
not at all. Nothing here decides who may: that is the caller's, and so is the audit entry.
"""

from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from app.jobs.job import Job
from app.store import runs
from app.store.tables import RESUMABLE, Run, RunState


class Queue(Protocol):
    def enqueue(self, session: Session, run: Run) -> None:
        """Give this attempt of the run a place in its lane, in the caller's transaction."""
        ...


class CannotResume(Exception):
    """Refused, with the state that stands in the way, of this run or of another of its job."""

    def __init__(self, state: RunState) -> None:
        super().__init__(state.value)
        self.state = state


def start(
    session: Session,
    engine: Queue,
    job: Job,
    environment_id: str,
    *,
    by: str,
    by_name: str,
    at: datetime,
    args: dict[str, Any] | None = None,
) -> Run:
    """See to it that a run of the job is under way. A second click changes nothing."""
    if under_way := runs.find_under_way(session, environment_id, job.name):
        return under_way
    lane = job.lane_in(environment_id)
    run = runs.add(
        session, environment_id, job.name, lane=lane, by=by, by_name=by_name, at=at, args=args
    )
    engine.enqueue(session, run)
    return run


def stop(session: Session, run_id: str, *, at: datetime) -> Run:
    """Ask the run to end. One that is being worked on is `stopping` till its worker has seen it."""
    run = runs.get(session, run_id)
    match run.state:
        case RunState.RUNNING | RunState.WAITING:
            run.state, run.stop, run.updated_at = RunState.STOPPING, True, at
        case RunState.QUEUED | RunState.WAITING_FOR_SIGN_IN | RunState.NEEDS_TOKEN:
            run.state, run.ended_at, run.updated_at = RunState.STOPPED, at, at
        case RunState.STOPPING | RunState.STOPPED | RunState.SUCCEEDED | RunState.FAILED:
            pass
    session.add(run)
    return run


def resume(
    session: Session, engine: Queue, run_id: str, *, by: str, by_name: str, at: datetime
) -> Run:
    """Go on with an ended attempt, with the same journal, under this person's sign-in.

    A second click changes nothing. While the run is stopping this is refused: it would be lost.
    """
    run = runs.get(session, run_id)
    if run.state in (RunState.QUEUED, RunState.RUNNING, RunState.WAITING):
        return run
    if run.state not in RESUMABLE:
        raise CannotResume(run.state)
    other = runs.find_under_way(session, run.environment_id, run.job)
    if other is not None and other.id != run.id:
        raise CannotResume(other.state)
    run.state, run.stop, run.tries = RunState.QUEUED, False, 0
    run.cause, run.detail, run.due_at, run.ended_at = "", "", None, None
    run.actor, run.actor_name = by, by_name
    runs.begin_again(session, run, at=at)
    engine.enqueue(session, run)
    return run


def resume_for(session: Session, engine: Queue, user_id: str, *, at: datetime) -> list[Run]:
    """After a sign-in: everything that waited for this person goes on."""
    return [
        resume(session, engine, run.id, by=run.actor, by_name=run.actor_name, at=at)
        for run in runs.waiting_for_sign_in_of(session, user_id)
    ]
