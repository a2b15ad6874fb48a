"""One process's hold on a run: calls its job, waits, and writes only while the hold lasts."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.access import challenges
from app.jobs import verdict
from app.jobs.around import Around
from app.jobs.job import Context, Draining, Fenced, Interrupted, Job, Journalled, Stopped
from app.store import observations, runs
from app.store.tables import ACTIVE, Environment, Run, RunState
from app.wizard.facts import Facts

T = TypeVar("T")
logger = logging.getLogger(__name__)

_ENDED = (RunState.SUCCEEDED, RunState.FAILED, RunState.STOPPED)


def take(
    session: Session, run_id: str, attempt: int, *, jobs: Mapping[str, Job], at: datetime
) -> tuple[Run, Environment] | None:
    """Take the run away from whoever had it. None if there is nothing to do for this attempt.

    A job that this version does not know is left as it is: a newer process will take it.
    """
    run = session.get(Run, run_id, with_for_update=True)
    if run is None or run.attempt != attempt or run.state not in ACTIVE or run.job not in jobs:
        return None
    run.fence += 1
    run.updated_at = at
    if run.stop:
        run.state, run.ended_at, run.due_at = RunState.STOPPED, at, None
        return None
    if run.due_at is None:
        run.state = RunState.RUNNING
    return run, session.get_one(Environment, run.environment_id)


class Attempt:
    """`work` until the run has ended. Also what its jobs remember things with."""

    def __init__(self, run: Run, environment: Environment, around: Around) -> None:
        self.run_id, self.fence, self.lane = run.id, run.fence, run.lane
        self.due_at = run.due_at
        self._run, self._environment, self._around = run, environment, around
        self._job = around.jobs[run.job]
        self._bell = asyncio.Event()
        self._interruption: type[Interrupted] | None = None
        self._tries, self._progress = run.tries, dict(run.progress)

    @property
    def is_waiting(self) -> bool:
        """Between two calls, and neither due nor interrupted."""
        is_early = self.due_at is not None and self.due_at > self._around.clock.now()
        return is_early and self._interruption is None

    def interrupt(self, why: type[Interrupted]) -> None:
        """End a wait at once, and a call at its next `once` or `check`."""
        self._interruption = why
        self._bell.set()

    async def work(self) -> None:
        """Raises Fenced or Draining with the run left as it is, for the one who goes on."""
        while await self._write_down(await self._next_verdict()) is RunState.WAITING:
            pass

    async def _next_verdict(self) -> verdict.Verdict:
        try:
            await self._wait_until_due()
            self.check()
            return verdict.on_outcome(await self._job.run(self._context()))
        except OperationalError:  # our own database is away: not the fault of the job
            raise
        except Exception as error:  # noqa: BLE001 - the outermost loop of every job
            return self._judge(verdict.decisive(error))

    def _judge(self, error: Exception) -> verdict.Verdict:
        if isinstance(error, (Fenced, Draining)):
            raise error
        judged = verdict.on_error(error, self._tries)
        if judged.cause == verdict.CRASHED:
            logger.error("run %s of %s crashed", self.run_id, self._job.name, exc_info=error)
        return judged

    async def _wait_until_due(self) -> None:
        if self.due_at is None:
            return
        seconds = (self.due_at - self._around.clock.now()).total_seconds()
        if seconds > 0:
            await self._around.clock.wait(self._bell, seconds)
        self.check()
        self.due_at = None
        await self._write(self._wake)

    def _wake(self, _session: Session, run: Run) -> None:
        if run.stop:
            raise Stopped(self.run_id)
        run.state, run.due_at = RunState.RUNNING, None

    async def _write_down(self, judged: verdict.Verdict) -> RunState:
        due_at = self._around.clock.now() + judged.after
        state = await self._write(partial(self._put, judged=judged, due_at=due_at))
        self._tries = judged.tries
        self.due_at = due_at if state is RunState.WAITING else None
        return state

    def _put(
        self, session: Session, run: Run, *, judged: verdict.Verdict, due_at: datetime
    ) -> RunState:
        challenges.keep(session, run.actor, judged.claims, at=run.updated_at)
        is_stopped = run.stop and judged.state not in _ENDED
        run.state = RunState.STOPPED if is_stopped else judged.state
        run.cause, run.detail, run.tries = judged.cause, judged.detail, judged.tries
        run.due_at = due_at if run.state is RunState.WAITING else None
        run.ended_at = run.updated_at if run.state in _ENDED else None
        return run.state

    def _context(self) -> Context:
        run = self._run
        return Context(
            run_id=run.id,
            environment=self._environment,
            actor=run.actor,
            args=run.args,
            clock=self._around.clock,
            microsoft=self._around.connect(self._environment, run.actor),
            record=self,
            keys=self._around.keys,
            connect=lambda other: self._around.connect(other, run.actor),
        )

    async def read(self, query: Callable[[Session], T]) -> T:
        return await self._around.database(query, ro=True)

    async def write(self, change: Callable[[Session], T]) -> T:
        return await self._write(lambda session, _: change(session))

    async def _write(self, change: Callable[[Session, Run], T]) -> T:
        """Change the run in one transaction, if it is still ours."""
        at = self._around.clock.now()

        def guarded(session: Session) -> T:
            run = runs.find_mine(session, self.run_id, self.fence)
            if run is None:
                raise Fenced(self.run_id)
            run.updated_at = at
            return change(session, run)

        return await self._around.database(guarded)

    def check(self) -> None:
        if self._interruption:
            raise self._interruption(self.run_id)

    async def find(self, key: str) -> Journalled | None:
        done = await self._around.database(
            lambda session: runs.journalled(session, self.run_id, key), ro=True
        )
        return Journalled(done.out) if done else None

    async def journal(self, key: str, out: object) -> object:
        """Gives back what is journalled, as it will be found the next time."""
        plain = json.loads(json.dumps(out))
        at = self._around.clock.now()
        await self._write(lambda session, _: runs.journal(session, self.run_id, key, plain, at=at))
        return plain

    async def progress(self, progress: Mapping[str, object]) -> None:
        if progress == self._progress:
            return
        plain = dict(progress)

        def put(_session: Session, run: Run) -> None:
            run.progress = plain

        await self._write(put)
        self._progress = plain

    async def save(self, step: str, facts: Facts) -> None:
        at = self._around.clock.now()
        await self._write(
            lambda session, run: observations.save(
                session, run.environment_id, step, facts, at=at, run_id=run.id
            )
        )
