"""The engine: a durable queue in this process. The only module that knows dbos.

dbos keeps one promise for us: attempt A of run R is being worked on somewhere. All truth is in our
own tables; dbos' may be emptied at any time without loss. Its decorators and its one instance per
process are contained here.
"""

import asyncio
import logging
import threading
from collections.abc import Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import ClassVar
from uuid import uuid4

import anyio
from anyio import to_thread
from dbos import DBOS, DBOSClient
from dbos._serialization import DBOSPortableJSON
from sqlmodel import Session

from app.jobs.around import Around, Knobs
from app.jobs.attempt import Attempt, take
from app.jobs.caretaker import Caretaker
from app.jobs.job import Draining, Fenced
from app.store import runs
from app.store.tables import Run, RunState

NAME = "portal-wizard"
QUEUE = "env"
VERSION = "1"  # for ever: another one would strand the runs under way
_LIVE = ["PENDING", "ENQUEUED", "DELAYED"]
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_BATCH = 200


class Engine:
    """One per process. `launch` on the event loop that the jobs are to run on."""

    _in_this_process: ClassVar[threading.Lock] = threading.Lock()  # dbos allows one

    def __init__(self, around: Around, settings: Knobs, *, drain_seconds: float = 4) -> None:
        database, clock, jobs = around.database, around.clock, around.jobs
        self._database, self._clock, self._jobs, self._around = database, clock, jobs, around
        self._poll_seconds = settings.queue_poll_seconds
        self._executor_id = "local" if database.is_sqlite else uuid4().hex
        self._attempts: dict[str, Attempt] = {}
        self._tasks: set[asyncio.Task[object]] = set()
        self._drain_seconds, self._draining = drain_seconds, False
        self._emptied = asyncio.Event()
        self._emptied.set()
        self._client: DBOSClient | None = None
        self.caretaker = Caretaker(
            self._executor_id, database, clock, self, jobs=jobs.keys(), attempts=self._attempts
        )
        self._caring: asyncio.Task[None] | None = None

    async def launch(self) -> None:
        """Take up whatever a former process left. Raises AlreadyInUse on a SQLite file in use."""
        self._database.claim()
        if not self._in_this_process.acquire(blocking=False):
            msg = "an engine is running in this process already"
            raise RuntimeError(msg)
        try:
            await self._begin()
        except BaseException:
            await self.shutdown()
            raise

    async def _begin(self) -> None:
        await self.caretaker.register()
        self._configure()
        DBOS.launch()
        self._client = await to_thread.run_sync(self._make_client)
        await self.caretaker.beat()
        await self.caretaker.reconcile()
        self._caring = asyncio.create_task(self.caretaker.run())

    def _configure(self) -> None:
        ours = asyncio.get_running_loop()

        @DBOS.step(name="drive")
        async def drive(run_id: str, attempt: int) -> str:
            return await on(ours, self._drive(run_id, attempt))

        @DBOS.workflow(name="run_job", max_recovery_attempts=None)
        async def run_job(run_id: str, attempt: int) -> str:
            return await drive(run_id, attempt)

        DBOS(
            config={
                "name": NAME,
                "system_database_engine": self._database.dbos_engine,
                "application_version": VERSION,
                "executor_id": self._executor_id,
                "serializer": DBOSPortableJSON,
                "max_executor_threads": 16,
                "notification_listener_polling_interval_sec": self._poll_seconds,  # ends sooner
                "log_level": "WARNING",
            }
        )

    def _make_client(self) -> DBOSClient:
        return DBOSClient(
            system_database_engine=self._database.dbos_engine,
            serializer=DBOSPortableJSON,
            application_name=NAME,
        )

    async def shutdown(self) -> None:
        """Within five seconds. Runs under way stay so, and go on at the next launch."""
        logging.getLogger("dbos").setLevel(logging.CRITICAL)  # else a traceback for every run
        self._draining = True
        for attempt in list(self._attempts.values()):
            attempt.interrupt(Draining)
        with anyio.move_on_after(self._drain_seconds):
            await self._emptied.wait()
        await self._stop_caring()
        await to_thread.run_sync(DBOS.destroy)
        # dbos leaves the loop with a pool of threads that it has closed
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        if self._client:
            self._client.destroy()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._in_this_process.release()

    async def _stop_caring(self) -> None:
        self.caretaker.end()
        if self._caring:
            self._caring.cancel()
            await asyncio.gather(self._caring, return_exceptions=True)

    async def _drive(self, run_id: str, attempt: int) -> str:
        """Work on one attempt of a run. When this process ends, never return: it stays pending."""
        task = asyncio.current_task()
        if task:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self._draining:
            return await self._park()
        at = self._clock.now()
        taken = await self._database(
            lambda session: take(session, run_id, attempt, jobs=self._jobs, at=at)
        )
        if taken is None:
            return "skipped"
        return await self._hold(Attempt(*taken, self._around))

    async def _hold(self, attempt: Attempt) -> str:
        self._attempts[attempt.run_id] = attempt
        self._emptied.clear()
        if self._draining:
            attempt.interrupt(Draining)
        try:
            await attempt.work()
        except Fenced:
            return "fenced"
        except Draining:
            self._let_go(attempt)
            return await self._park()
        finally:
            self._let_go(attempt)
        return "ended"

    def _let_go(self, attempt: Attempt) -> None:
        if self._attempts.get(attempt.run_id) is attempt:
            del self._attempts[attempt.run_id]
        if not self._attempts:
            self._emptied.set()

    async def _park(self) -> str:
        await asyncio.Event().wait()
        return "never"

    def enqueue(self, session: Session, run: Run) -> None:
        """Give this attempt of the run its place in its lane, in the caller's transaction."""
        if self._client is None:
            msg = "launch the engine first"
            raise RuntimeError(msg)
        session.flush()
        self._client.enqueue_in_transaction(
            session,
            {
                "queue_name": QUEUE,
                "workflow_name": "run_job",
                "workflow_id": _place(run),
                "queue_partition_key": run.lane,
            },
            run.id,
            run.attempt,
        )

    async def open(self) -> None:
        """One run at a time in each lane."""
        await DBOS.register_queue_async(
            QUEUE, partition_concurrency=1, polling_interval_sec=self._poll_seconds
        )

    async def lost(self, wanted: Collection[Run]) -> list[Run]:
        """Those that no process works on, and that wait in no lane."""
        found: set[str] = set()
        places = [_place(run) for run in wanted]
        for first in range(0, len(places), _BATCH):
            found |= set(await self._list(status=_LIVE, ids=places[first : first + _BATCH]))
        return [run for run in wanted if _place(run) not in found]

    async def take_over(self, executor_id: str) -> None:
        """Put what a dead process was working on back into its lanes."""
        if places := await self._list(status=["PENDING"], executor_id=executor_id):
            await to_thread.run_sync(partial(DBOS.resume_workflows, places, queue_name=QUEUE))

    async def prune(self, before: datetime) -> None:
        while places := await self._list(status=_OVER, before=before):
            await to_thread.run_sync(DBOS.delete_workflows, places)

    async def _list(
        self,
        *,
        status: list[str],
        ids: list[str] | None = None,
        executor_id: str | None = None,
        before: datetime | None = None,
    ) -> list[str]:
        listed = await to_thread.run_sync(
            partial(
                DBOS.list_workflows,
                status=status,
                workflow_ids=ids,
                executor_id=executor_id,
                completed_before=before.isoformat() if before else None,
                limit=_BATCH if before else None,
                load_input=False,
                load_output=False,
            )
        )
        return [workflow.workflow_id for workflow in listed]

    async def settled(self) -> None:
        """For tests: return when only time, or a person, can move a run on."""
        quiet = 0
        while quiet < 2:  # noqa: PLR2004 - what the clock has woken shows at the second look
            await anyio.sleep(0.01)
            quiet = quiet + 1 if await self._is_quiet() else 0

    async def _is_quiet(self) -> bool:
        if not all(attempt.is_waiting for attempt in self._attempts.values()):
            return False
        active = await self._database(
            lambda session: runs.active(session, self._jobs.keys()), ro=True
        )
        return self.caretaker.is_idle and all(self._is_at_rest(run) for run in active)

    def _is_at_rest(self, run: Run) -> bool:
        if attempt := self._attempts.get(run.id):
            return attempt.is_waiting
        held = {attempt.lane for attempt in self._attempts.values() if attempt.is_waiting}
        return run.state is RunState.QUEUED and run.lane in held


def _place(run: Run) -> str:
    return f"{run.id}:{run.attempt}"


async def on(loop: asyncio.AbstractEventLoop, work: Coroutine[None, None, str]) -> str:
    """Work, done on this loop. dbos has a loop of its own for what it begins while ours is not
    running; connections and locks of ours would break there, or wait for ever.
    """
    if asyncio.get_running_loop() is loop:
        return await work
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))
