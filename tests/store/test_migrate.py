import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import app.store.asking_tables
import app.store.site_tables  # noqa: F401 - both fill the metadata, with all of app.store.tables
from app.store.lock import AlreadyInUse, FileLock
from app.store.migrate import KEPT_BACKUPS, MIGRATIONS, MigrationFailed, NewerSchema, migrate

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def differences(url: str) -> list[object]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return compare_metadata(context, SQLModel.metadata)
    finally:
        engine.dispose()


def execute(file: Path, *statements: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        return [row for statement in statements for row in connection.execute(statement)]


def with_another(folder: Path, body: str) -> Path:
    """Our migrations, and one more after them."""
    migrations = folder / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "v9999_another.py").write_text(
        "from alembic import op\nrevision = '9999'\ndown_revision = "
        f"'{HEAD}'\n\ndef upgrade():\n{body}"
    )
    return migrations


HEAD = "0006"
ADD_A_NOTE = "    op.execute('CREATE TABLE note (words TEXT)')\n"
BREAK_AFTER_COMMIT = (
    "    op.execute('DELETE FROM executor')\n"
    "    op.get_bind().connection.driver_connection.commit()\n"
    "    raise ValueError('no such luck')\n"
)


def test_the_migrations_make_exactly_the_tables_of_the_code(url):
    assert differences(url) == []


def test_an_empty_place_gets_its_folder_and_every_table(tmp_path):
    url = f"sqlite:///{tmp_path}/new/folder/x.db"
    report = migrate(url, tmp_path / "backups", AT)
    assert (report.before, report.after, report.backup) == (None, HEAD, None)
    assert differences(url) == []


def test_nothing_is_done_when_all_is_up_to_date(url, tmp_path):
    lock = FileLock(tmp_path / "store.db.lock")
    lock.acquire()  # not even the lock is taken
    report = migrate(url, tmp_path / "backups", AT)
    lock.release()
    assert not report.changed
    assert not (tmp_path / "backups").exists()


def test_a_backup_of_the_file_is_made_before_a_migration(url, tmp_path):
    execute(tmp_path / "store.db", "INSERT INTO executor VALUES ('kept', '2026-01-01')")
    report = migrate(url, tmp_path / "backups", AT, migrations=with_another(tmp_path, ADD_A_NOTE))
    assert (report.before, report.after) == (HEAD, "9999")
    assert report.backup is not None
    assert "2026-03-04T050607" in report.backup.name
    assert report.backup.stat().st_mode & 0o777 == 0o600
    assert execute(report.backup, "SELECT id FROM executor") == [("kept",)]
    assert execute(tmp_path / "store.db", "SELECT count(*) FROM note") == [(0,)]


def test_the_newest_ten_backups_are_kept(empty_database, tmp_path):
    migrations = with_another(tmp_path, ADD_A_NOTE)
    for minutes in range(KEPT_BACKUPS + 2):
        (tmp_path / "store.db").write_bytes(empty_database)
        migrate(
            f"sqlite:///{tmp_path / 'store.db'}", tmp_path / "backups",
            AT + timedelta(minutes=minutes), migrations=migrations,
        )  # fmt: skip
    kept = sorted(file.name for file in (tmp_path / "backups").iterdir())
    assert len(kept) == KEPT_BACKUPS
    assert "T050807" in kept[0]


def test_a_database_of_a_newer_version_is_refused_and_left_alone(url, tmp_path):
    execute(tmp_path / "store.db", "UPDATE alembic_version SET version_num = '7777'")
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(NewerSchema, match=f"7777.*{HEAD}") as refused:
        migrate(url, tmp_path / "backups", AT)
    assert (refused.value.found, refused.value.known) == ("7777", HEAD)
    assert (tmp_path / "store.db").read_bytes() == before


def test_after_a_failed_migration_the_database_is_as_it_was_and_that_is_said(url, tmp_path):
    execute(tmp_path / "store.db", "INSERT INTO executor VALUES ('kept', '2026-01-01')")
    migrations = with_another(tmp_path, BREAK_AFTER_COMMIT)
    with pytest.raises(MigrationFailed, match=r"no such luck.*as it was before") as failed:
        migrate(url, tmp_path / "backups", AT, migrations=migrations)
    assert failed.value.restored
    assert str(failed.value.backup) in str(failed.value)
    assert execute(tmp_path / "store.db", "SELECT id FROM executor") == [("kept",)]
    assert execute(tmp_path / "store.db", "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_migration_that_leaves_rows_pointing_to_nothing_fails(url, tmp_path):
    loose = (
        "    op.execute(\"INSERT INTO run_effect VALUES ('none', 'k', 'null', '2026-01-01')\")\n"
    )
    with pytest.raises(MigrationFailed, match="point to nothing"):
        migrate(url, tmp_path / "backups", AT, migrations=with_another(tmp_path, loose))
    assert execute(tmp_path / "store.db", "SELECT count(*) FROM run_effect") == [(0,)]


def test_a_database_that_a_server_works_on_is_not_migrated(url, tmp_path):
    server = FileLock(tmp_path / "store.db.lock")
    server.acquire()
    with pytest.raises(AlreadyInUse, match=f"process {os.getpid()}"):
        migrate(url, tmp_path / "backups", AT, migrations=with_another(tmp_path, ADD_A_NOTE))
    server.release()
