"""The one way to the database: short functions that take a session, run in four threads at most.

Nothing here knows what is stored. `await database(fn)` opens a session, runs `fn(session)`,
commits, and tries again when the database is busy or away, so `fn` must be safe to run twice.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import anyio
from anyio import to_thread
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from app.store.lock import FileLock

T = TypeVar("T")

PAUSES = (0.2, 0.4, 0.8, 1.6, 3.2, *(5.0,) * 35)
"""Seconds between two tries while the database is busy or away: about three minutes in all."""


class Database:
    """Two SQLAlchemy engines on one address: one for the product, one for the queue of runs."""

    def __init__(self, url: str, *, pauses: tuple[float, ...] = PAUSES) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._lock = FileLock(beside(url)) if self.is_sqlite else None
        self.app_engine = _engine(url, pool_size=8, max_overflow=4)
        self.dbos_engine = _engine(url, pool_size=12, max_overflow=0)
        if self.is_sqlite:
            _begin_by_ourselves(self.app_engine)
            _begin_by_the_driver(self.dbos_engine)
        self._pauses = pauses
        self._threads = anyio.CapacityLimiter(4)

    async def __call__(self, fn: Callable[[Session], T], *, ro: bool = False) -> T:
        """Run `fn` in one transaction, in a thread. Committed when this returns."""
        for pause in self._pauses:
            try:
                return await self._once(fn, ro=ro)
            except OperationalError as error:
                if not _may_pass(error):
                    raise
            await anyio.sleep(pause)
        return await self._once(fn, ro=ro)

    async def _once(self, fn: Callable[[Session], T], *, ro: bool) -> T:
        run = partial(self.run, fn, ro=ro)
        try:
            return await to_thread.run_sync(run, limiter=self._threads)
        except IntegrityError:  # somebody else's row came between: look again, once
            return await to_thread.run_sync(run, limiter=self._threads)

    def run(self, fn: Callable[[Session], T], *, ro: bool = False) -> T:
        """The same on the calling thread, once: for commands and set-up, never on an event loop."""
        with Session(self._bind(ro=ro), expire_on_commit=False) as session:
            result = fn(session)
            session.commit()
            return result

    def _bind(self, *, ro: bool) -> Engine:
        if not ro:
            return self.app_engine
        if self.is_sqlite:
            return self.app_engine.execution_options(ro=True)
        return self.app_engine.execution_options(postgresql_readonly=True)

    def claim(self) -> None:
        """Be the only server on this SQLite file until `dispose`, or raise AlreadyInUse."""
        if self._lock:
            self._lock.acquire()

    def dispose(self) -> None:
        self.app_engine.dispose()
        self.dbos_engine.dispose()
        if self._lock:
            self._lock.release()


def beside(url: str) -> Path:
    """Where the lock of a SQLite file lies; its folder is made if it is not there."""
    file = sqlite_file(url)
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.with_name(f"{file.name}.lock")


def sqlite_file(url: str) -> Path:
    name = make_url(url).database
    if not name or name == ":memory:":
        msg = f"a SQLite address names a file; this one does not: {url}"
        raise ValueError(msg)
    return Path(name)


def _engine(url: str, *, pool_size: int, max_overflow: int) -> Engine:
    return create_engine(url, pool_size=pool_size, max_overflow=max_overflow, pool_pre_ping=True)


def _begin_by_ourselves(engine: Engine) -> None:
    """A writing transaction takes the lock at once: one that reads first and then writes would
    fail with "database is locked" without waiting.
    """

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        _set_up(connection)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("ro", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _begin_by_the_driver(engine: Engine) -> None:
    """dbos writes some BEGINs itself, so there must be none of ours."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        _set_up(connection)


def _set_up(connection: sqlite3.Connection) -> None:
    for setting in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _may_pass(error: OperationalError) -> bool:
    """SQLite calls a missing table operational too; that one never passes."""
    if isinstance(error.orig, sqlite3.Error):
        return "locked" in str(error.orig) or "busy" in str(error.orig)
    return True
