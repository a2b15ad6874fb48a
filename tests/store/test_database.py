import os
import signal
import sqlite3
import subprocess
import sys
import threading

import anyio.to_thread
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.store.database import Database
from app.store.lock import AlreadyInUse

pytestmark = pytest.mark.anyio


async def test_both_engines_write_ahead_and_wait_for_their_turn(database):
    expected = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000, "foreign_keys": 1}
    for engine in (database.app_engine, database.dbos_engine):
        with engine.connect() as connection:
            for pragma, value in expected.items():
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


async def test_what_was_written_is_committed_when_the_call_returns(database, tmp_path):
    await database(lambda s: s.exec(text("INSERT INTO executor VALUES ('a', '2026-01-01')")))
    with sqlite3.connect(tmp_path / "store.db") as other:
        assert other.execute("SELECT id FROM executor").fetchall() == [("a",)]
    other.close()


async def test_an_error_leaves_nothing_behind(database):
    def half(session):
        session.exec(text("INSERT INTO executor VALUES ('a', '2026-01-01')"))
        raise KeyError

    with pytest.raises(KeyError):
        await database(half)
    assert await database(lambda s: s.exec(text("SELECT * FROM executor")).all(), ro=True) == []


async def test_never_more_than_four_threads_and_never_the_event_loop(database):
    inside, fifth, go_on = [], threading.Event(), threading.Event()

    def look(_session):
        inside.append(threading.current_thread())
        if len(inside) > 4:
            fifth.set()
        go_on.wait(5)

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(lambda: database(look, ro=True))
        came = await anyio.to_thread.run_sync(fifth.wait, 0.1)
        assert (came, len(inside)) == (False, 4)
        go_on.set()
    assert len(inside) == 8
    assert threading.main_thread() not in inside


async def test_a_locked_database_is_tried_again(database):
    calls = []

    def locked_twice(_session):
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError("", None, sqlite3.OperationalError("database is locked"))
        return "written"

    assert await database(locked_twice) == "written"


async def test_in_the_end_a_locked_database_is_an_error(database):
    def locked(_session):
        raise OperationalError("", None, sqlite3.OperationalError("database is locked"))

    with pytest.raises(OperationalError):
        await database(locked)


async def test_a_missing_table_is_not_waited_for(database):
    calls = []

    def wrong(session):
        calls.append(1)
        session.exec(text("SELECT * FROM nowhere"))

    with pytest.raises(OperationalError, match="no such table"):
        await database(wrong)
    assert len(calls) == 1


async def test_two_that_read_first_and_then_write_both_get_through(database):
    def count_up(session):
        [(seen,)] = session.exec(text("SELECT count(*) FROM executor")).all()
        session.exec(text("INSERT INTO executor VALUES (:id, '2026-01-01')"), params={"id": seen})

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(database, count_up)
    [(rows,)] = await database(
        lambda s: s.exec(text("SELECT count(*) FROM executor")).all(), ro=True
    )
    assert rows == 20


def test_a_second_server_on_the_same_file_is_told_who_has_it(database, url):
    database.claim()
    database.claim()  # the same server may ask twice
    second = Database(url)
    with pytest.raises(AlreadyInUse, match=rf"store\.db is in use by process {os.getpid()}"):
        second.claim()
    database.dispose()
    second.claim()
    second.dispose()


HOLD = """
import sys, time
from app.store.database import Database
Database(sys.argv[1]).claim()
print("held", flush=True)
time.sleep(60)
"""


def test_a_killed_server_lets_go_of_the_file(database, url):
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AlreadyInUse, match=str(other.pid)):
            database.claim()
        other.send_signal(signal.SIGKILL)
    database.claim()


def test_a_sqlite_address_names_a_file():
    with pytest.raises(ValueError, match="names a file"):
        Database("sqlite://")
