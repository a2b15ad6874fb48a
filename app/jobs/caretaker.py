"""What every process does beside the runs: pass on stops, show that it is alive, take over from
the dead, find what was lost, throw away what is over.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from sqlmodel import Session

from app.clock import Clock
from app.jobs.attempt import Attempt
from app.jobs.job import Fenced, Stopped
from app.store import runs
from app.store.database import Database
from app.store.tables import ACTIVE, Run

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
"""A process not heard of for so long is dead; a run untouched for so long is looked at."""
KEPT = timedelta(days=1)
"""How long the queue keeps what is over. The runs themselves are kept."""

Duty = Callable[[], Awaitable[None]]


class DurableQueue(Protocol):
    def enqueue(self, session: Session, run: Run) -> None: ...
    async def open(self) -> None: ...
    async def lost(self, wanted: Collection[Run]) -> list[Run]: ...
    async def take_over(self, executor_id: str) -> None: ...
    async def prune(self, before: datetime) -> None: ...


class Caretaker:
    def __init__(
        self,
        executor_id: str,
        database: Database,
        clock: Clock,
        queue: DurableQueue,
        *,
        jobs: Collection[str],
        attempts: Mapping[str, Attempt],
    ) -> None:
        self._executor_id, self._database, self._clock = executor_id, database, clock
        self._queue, self._jobs, self._attempts = queue, jobs, attempts
        self._ended = asyncio.Event()
        self._due: dict[str, datetime] = {}

    @property
    def is_idle(self) -> bool:
        """Nothing is being done, and nothing is due."""
        return bool(self._due) and min(self._due.values()) > self._clock.now()

    async def run(self) -> None:
        await asyncio.gather(
            self._every(timedelta(seconds=2), self.watch),
            self._every(timedelta(seconds=5), self.beat),
            self._every(timedelta(minutes=1), self.reconcile),
            self._every(timedelta(hours=1), self.prune),
        )

    def end(self) -> None:
        self._ended.set()

    async def _every(self, pause: timedelta, duty: Duty) -> None:
        """A duty that fails is done again when it is due again: the process goes on."""
        while not self._ended.is_set():
            self._due[duty.__name__] = self._clock.now() + pause
            await self._clock.wait(self._ended, pause.total_seconds())
            try:
                await duty()
            except Exception:
                logger.exception("the caretaker could not %s", duty.__name__)

    async def watch(self) -> None:
        """Tell the runs of this process, with one read for all, that they were stopped or taken."""
        if not self._attempts:
            return
        ours = dict(self._attempts)
        signals = await self._database(lambda session: runs.signals(session, ours), ro=True)
        for run_id, attempt in ours.items():
            fence, stop = signals.get(run_id, (None, False))
            if fence != attempt.fence:
                attempt.interrupt(Fenced)
            elif stop:
                attempt.interrupt(Stopped)

    async def register(self) -> None:
        """The first heartbeat, before anything is taken from the queue."""
        at = self._clock.now()
        await self._database(
            lambda session: runs.beat(session, self._executor_id, at=runs.present(session, at))
        )

    async def beat(self) -> None:
        """Show that this process is alive, and take over the runs of those that are not."""
        await self.register()
        at = self._clock.now()

        def lost(session: Session) -> list[str]:
            before = runs.present(session, at) - LEASE
            return runs.lost_executors(session, before=before, but=self._executor_id)

        for dead in await self._database(lost, ro=True):
            logger.warning("taking over the runs of process %s", dead)
            await self._queue.take_over(dead)
            await self._database(partial(self._forget, dead, at))

    def _forget(self, executor_id: str, at: datetime, session: Session) -> None:
        before = runs.present(session, at) - LEASE
        runs.forget_executor(session, executor_id, before=before)

    async def reconcile(self) -> None:
        """A run that should be at work but is in no queue is queued again, as a new attempt."""
        await self._queue.open()
        before = self._clock.now() - LEASE
        wanted = await self._database(
            lambda session: runs.active(session, self._jobs, before=before), ro=True
        )
        for run in await self._queue.lost(wanted):
            logger.warning("run %s was in no queue; it is queued again", run.id)
            await self._database(partial(self._queue_again, run))

    def _queue_again(self, seen: Run, session: Session) -> None:
        run = runs.get(session, seen.id)
        if run.attempt == seen.attempt and run.state in ACTIVE:
            runs.begin_again(session, run, at=self._clock.now())
            self._queue.enqueue(session, run)

    async def prune(self) -> None:
        await self._queue.prune(self._clock.now() - KEPT)
