"""The engine under kill -9: real processes, real time, a real server that counts what arrives."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest

from app.store import environments, runs
from app.store.database import Database
from app.store.migrate import migrate

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 1, 1, tzinfo=UTC)
RUNS, EFFECTS, KILLS = 12, 10, 4


class Effects(BaseHTTPRequestHandler):
    """Takes its time, and notes the key of each request before it answers."""

    def do_POST(self):
        with self.server.lock:
            self.server.keys.append(self.headers["Idempotency-Key"])
        time.sleep(0.03)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


@pytest.fixture
def effects():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Effects)
    server.keys, server.lock = [], Lock()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path / 'chaos.db'}"
    migrate(url, tmp_path / "backups", AT)
    return url


@contextlib.contextmanager
def worker(url):
    command = [sys.executable, "-m", "tests.chaos.worker", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout.readline() == "launched\n"
            yield process
        finally:
            process.kill()


def add_run(session, address, number):
    """Queued in our tables only: the first reconcile puts it into the queue."""
    environment = environments.add(
        session, tenant_id="t1", organization_id=f"o{number}", url="https://x", name="X",
        by="u1", at=AT,
    )  # fmt: skip
    return runs.add(
        session, environment.id, "maps.chain", lane=environment.id,
        by="u1", by_name="Kim", at=AT, args={"address": address},
    )  # fmt: skip


def rows(url, query):
    with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(query).fetchall()


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def test_nothing_is_lost_when_the_process_is_killed_again_and_again(effects, url):
    database = Database(url)
    address = f"http://127.0.0.1:{effects.server_port}"
    started = [database.run(partial(add_run, address=address, number=n)) for n in range(RUNS)]
    database.dispose()
    expected = {f"{run.id}:e{number}" for run in started for number in range(EFFECTS)}

    for kill in range(1, KILLS + 1):
        with worker(url) as process:
            share = kill * len(expected) // (KILLS + 1)
            wait_for(lambda share=share: len(set(effects.keys)) >= share)
            process.send_signal(signal.SIGKILL)
    with worker(url) as process:
        wait_for(lambda: rows(url, "SELECT count(*) FROM run WHERE state <> 'succeeded'") == [(0,)])
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0

    sent = Counter(effects.keys)
    assert set(sent) == expected  # nothing lost, and nothing was sent under another key
    takeovers = rows(url, "SELECT sum(fence - 1) FROM run")[0][0]
    assert takeovers >= KILLS
    assert sum(sent.values()) - len(expected) <= takeovers
    assert rows(url, "SELECT count(*) FROM run_effect WHERE key <> 'half'") == [(len(expected),)]
    assert rows(url, "PRAGMA integrity_check") == [("ok",)]
