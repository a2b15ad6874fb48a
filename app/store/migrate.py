"""Bring a database to the tables of this version, or leave it as it was and say so.

A SQLite file is backed up first. A database that a newer version has changed is not touched.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from app.settings import ROOT
from app.store.database import beside, sqlite_file
from app.store.lock import FileLock

MIGRATIONS = ROOT / "migrations"
KEPT_BACKUPS = 10
_ONE_AT_A_TIME = 7_106_110_211  # any number, the same in every replica


@dataclass(frozen=True, slots=True)
class Report:
    """`before` is None for an empty database; `backup` is None if nothing was there to lose."""

    before: str | None
    after: str
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Schema:
    """The revision a database is in, None for an empty one, and what this version needs."""

    found: str | None
    known: str
    is_newer: bool

    @property
    def is_current(self) -> bool:
        return self.found == self.known


class NewerSchema(Exception):
    """The database was changed by a newer version of the product."""

    def __init__(self, found: str, known: str) -> None:
        self.found, self.known = found, known
        super().__init__(
            f"The database is at revision {found}, which this version does not know: "
            f"its own is {known}. Nothing was changed. Start the newer version again, "
            "or go back to a backup made before the update."
        )


class MigrationFailed(Exception):
    """`restored` says whether the database is as it was before."""

    def __init__(self, backup: Path | None, *, restored: bool, reason: str) -> None:
        self.backup, self.restored = backup, restored
        state = (
            "The database is as it was before."
            if restored
            else f"The database may be damaged: put the backup {backup} in its place."
        )
        kept = f" A backup is kept at {backup}." if backup and restored else ""
        super().__init__(f"The database could not be updated ({reason}). {state}{kept}")


def migrate(
    database_url: str, backups: Path, now: datetime, *, migrations: Path = MIGRATIONS
) -> Report:
    """Nothing is done, and nothing is locked, when the database is up to date."""
    scripts = ScriptDirectory(str(migrations))
    head = scripts.get_current_head() or ""
    with _engine(database_url) as engine:
        before = _revision(engine)
        if before == head:
            return Report(before, head)
        if before is not None and before not in {s.revision for s in scripts.walk_revisions()}:
            raise NewerSchema(before, head)
        with _alone(database_url):
            backup = _back_up(engine, backups, now, before)
            _upgrade(engine, migrations, backup)
    return Report(before, head, backup)


def look(database_url: str, *, migrations: Path = MIGRATIONS) -> Schema:
    """Only reads; a SQLite file has to be there."""
    scripts = ScriptDirectory(str(migrations))
    engine = create_engine(database_url, poolclass=NullPool)
    try:
        found = _revision(engine)
    finally:
        engine.dispose()
    known = {script.revision for script in scripts.walk_revisions()}
    head = scripts.get_current_head() or ""
    return Schema(found, head, is_newer=found is not None and found not in known)


@contextlib.contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        beside(url)
        _migrating(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def _migrating(engine: Engine) -> None:
    """Foreign keys are off while a table is rebuilt, else its rows take others with them."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for setting in ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=OFF"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextlib.contextmanager
def _alone(url: str) -> Iterator[None]:
    if make_url(url).get_backend_name() != "sqlite":
        yield
        return
    lock = FileLock(beside(url))
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _upgrade(engine: Engine, migrations: Path, backup: Path | None) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_references(connection)
    except Exception as error:
        restored = _restore(engine, backup)
        reason = f"{type(error).__name__}: {error}"
        raise MigrationFailed(backup, restored=restored, reason=reason) from error


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        msg = f"rows that point to nothing: {[tuple(row) for row in broken[:5]]}"
        raise IntegrityError(msg, None, ValueError(msg))


def _back_up(engine: Engine, backups: Path, now: datetime, revision: str | None) -> Path | None:
    """A copy made by SQLite itself; a copy of the bare file would miss what is in its log."""
    if engine.dialect.name != "sqlite" or not inspect(engine).get_table_names():
        return None
    backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = sqlite_file(engine.url.render_as_string(hide_password=False)).stem
    made = f"{now.astimezone(UTC):%Y-%m-%dT%H%M%S.%fZ}"
    backup = backups / f"{stem}-{made}-{revision or 'unversioned'}.db"
    backup.touch(mode=0o600, exist_ok=False)
    with _plain(engine) as source:
        source.execute("VACUUM INTO ?", (str(backup),))
    for old in sorted(backups.glob(f"{stem}-*.db"))[:-KEPT_BACKUPS]:
        old.unlink()
    return backup


def _restore(engine: Engine, backup: Path | None) -> bool:
    """The failed transaction is rolled back already; this undoes what it had committed itself."""
    if backup is None:
        return True
    try:
        with contextlib.closing(sqlite3.connect(backup)) as kept, _plain(engine) as file:
            kept.backup(file)
    except sqlite3.Error:
        return False
    return True


@contextlib.contextmanager
def _plain(engine: Engine) -> Iterator[sqlite3.Connection]:
    file = sqlite_file(engine.url.render_as_string(hide_password=False))
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection
