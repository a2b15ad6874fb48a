"""Runs, their journal, and the processes that work on them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from app.store.tables import ACTIVE, UNDER_WAY, Executor, Run, RunEffect, RunState


class UnknownRun(LookupError):
    pass


def add(
    session: Session,
    environment_id: str,
    job: str,
    *,
    lane: str,
    by: str,
    by_name: str,
    at: datetime,
    args: dict[str, Any] | None = None,
) -> Run:
    """Flushes, so that a second run of the same job is refused here, by the database's index."""
    run = Run(
        id=uuid4().hex, environment_id=environment_id, job=job, lane=lane, args=args or {},
        actor=by, actor_name=by_name, created_at=at, updated_at=at,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run


def get(session: Session, run_id: str) -> Run:
    """Locked for this transaction."""
    run = session.get(Run, run_id, with_for_update=True)
    if run is None:
        raise UnknownRun(run_id)
    return run


def find(session: Session, run_id: str) -> Run | None:
    return session.get(Run, run_id)


def find_mine(session: Session, run_id: str, fence: int) -> Run | None:
    """The run, locked, if nobody has taken it since it had this fence."""
    query = select(Run).where(Run.id == run_id, Run.fence == fence).with_for_update()
    return session.exec(query).first()


def find_under_way(session: Session, environment_id: str, job: str) -> Run | None:
    query = select(Run).where(
        Run.environment_id == environment_id, Run.job == job, col(Run.state).in_(UNDER_WAY)
    )
    return session.exec(query).first()


def find_last(session: Session, environment_id: str, job: str) -> Run | None:
    """The run that was asked for last, however it stands."""
    query = select(Run).where(Run.environment_id == environment_id, Run.job == job)
    return session.exec(query.order_by(*_newest_first()).limit(1)).first()


def find_last_succeeded(session: Session, environment_id: str, job: str) -> Run | None:
    query = select(Run).where(
        Run.environment_id == environment_id, Run.job == job, Run.state == RunState.SUCCEEDED
    )
    return session.exec(query.order_by(*_newest_first()).limit(1)).first()


def list_for(session: Session, environment_id: str, *, limit: int = 100) -> list[Run]:
    """The newest first."""
    query = select(Run).where(Run.environment_id == environment_id)
    return list(session.exec(query.order_by(*_newest_first()).limit(limit)))


def under_way_in(session: Session, environment_id: str) -> list[Run]:
    query = select(Run).where(Run.environment_id == environment_id, col(Run.state).in_(UNDER_WAY))
    return list(session.exec(query.order_by(*_newest_first())))


def waiting_for_sign_in_of(session: Session, actor: str) -> list[Run]:
    query = select(Run).where(Run.actor == actor, Run.state == RunState.WAITING_FOR_SIGN_IN)
    return list(session.exec(query.order_by(col(Run.created_at)).with_for_update()))


def active(session: Session, jobs: Collection[str], *, before: datetime | None = None) -> list[Run]:
    """Runs of these jobs that the engine should be at work on, untouched since `before`."""
    query = select(Run).where(col(Run.state).in_(ACTIVE), col(Run.job).in_(jobs))
    if before is not None:
        query = query.where(Run.updated_at < before)
    return list(session.exec(query))


def signals(session: Session, run_ids: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Fence and stop flag of many runs, in one read."""
    query = select(Run.id, Run.fence, Run.stop).where(col(Run.id).in_(run_ids))
    return {run_id: (fence, stop) for run_id, fence, stop in session.exec(query)}


def journalled(session: Session, run_id: str, key: str) -> RunEffect | None:
    return session.get(RunEffect, (run_id, key))


def journal(session: Session, run_id: str, key: str, out: object, *, at: datetime) -> None:
    if journalled(session, run_id, key) is None:
        session.add(RunEffect(run_id=run_id, key=key, out=out, at=at))


def effects(session: Session, run_id: str) -> int:
    """How many outside effects of the run are finished."""
    query = select(func.count()).where(RunEffect.run_id == run_id)
    return session.exec(query).one()


def list_effects(session: Session, run_id: str) -> list[RunEffect]:
    """What the run has finished so far, in order."""
    query = select(RunEffect).where(RunEffect.run_id == run_id)
    return list(session.exec(query.order_by(col(RunEffect.at), RunEffect.key)))


def effects_in(session: Session, environment_id: str, job: str) -> list[RunEffect]:
    """The journals of all runs of a job in an environment, oldest first."""
    query = (
        select(RunEffect)
        .join(Run, col(Run.id) == col(RunEffect.run_id))
        .where(Run.environment_id == environment_id, Run.job == job)
    )
    return list(session.exec(query.order_by(col(RunEffect.at), RunEffect.key)))


def present(session: Session, at: datetime) -> datetime:
    """The time that all replicas share: the database server's, if it has a clock."""
    if session.get_bind().dialect.name != "postgresql":
        return at
    shared: datetime = session.exec(select(func.clock_timestamp())).one()
    return shared


def beat(session: Session, executor_id: str, *, at: datetime) -> None:
    executor = session.get(Executor, executor_id) or Executor(id=executor_id, seen_at=at)
    executor.seen_at = at
    session.add(executor)


def lost_executors(session: Session, *, before: datetime, but: str) -> list[str]:
    query = select(Executor.id).where(Executor.seen_at < before, Executor.id != but)
    return list(session.exec(query))


def forget_executor(session: Session, executor_id: str, *, before: datetime) -> None:
    """Unless it came back."""
    session.exec(
        delete(Executor).where(col(Executor.id) == executor_id, col(Executor.seen_at) < before)
    )


def begin_again(session: Session, run: Run, *, at: datetime) -> None:
    """A new attempt of the same run, with the same journal."""
    run.attempt += 1
    run.updated_at = at
    session.add(run)
    session.flush()


def _newest_first() -> tuple[Any, ...]:
    return (col(Run.created_at).desc(), col(Run.id))
