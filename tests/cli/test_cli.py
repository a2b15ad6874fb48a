"""Starting, or refusing to start in words and with 2."""

import asyncio
import logging
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.configured import PRACTICE_CLIENT, check_client
from app.cli.practice import Sites
from app.cli.refusal import Refused
from app.cli.server import WithoutQuery, listen
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
REAL = "11111111-1111-4111-8111-111111111111"
REHEARSED = PRACTICE_CLIENT + "0123456789ab"
HERE = "http://127.0.0.1:8001"


def test_a_bad_setting_is_named_without_its_value(call, monkeypatch):
    monkeypatch.setenv("PORTAL_SETUP_PUBLIC_URL", "http://elsewhere.example/secret-path")
    monkeypatch.setenv("PORTAL_SETUP_SESSION_HOURS", "many")
    done = call("migrate")
    assert done.exit_code == 2
    assert "PORTAL_SETUP_PUBLIC_URL: " in done.stderr
    assert "PORTAL_SETUP_SESSION_HOURS: " in done.stderr
    assert "secret-path" not in done.output


def test_http_is_refused_off_this_machine(call, monkeypatch):
    monkeypatch.setenv("PORTAL_SETUP_PUBLIC_URL", "http://setup.contoso.example")
    done = call("migrate")
    assert done.exit_code == 2
    assert "use https" in done.stderr


@pytest.mark.parametrize(
    ("client", "microsoft_at", "reason"),
    [
        ("", "", "is not set"),
        (REAL, HERE, "a real registration's secret must not be sent there"),
        (REHEARSED, "", "belongs to a practice tenant"),
        (REHEARSED, "https://practice.example", "only ever on this machine"),
    ],
)
def test_a_client_that_does_not_fit_its_tenant_is_refused(client, microsoft_at, reason):
    with pytest.raises(Refused, match=reason):
        check_client(Settings(client_id=client, microsoft_at=microsoft_at))


@pytest.mark.parametrize(("client", "microsoft_at"), [(REAL, ""), (REHEARSED, HERE)])
def test_a_client_that_fits_is_let_through(client, microsoft_at):
    check_client(Settings(client_id=client, microsoft_at=microsoft_at))


def test_a_new_database_is_made_and_a_second_time_changes_nothing(call, tmp_path):
    first, second = call("migrate"), call("migrate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "brought up to date" in first.output
    assert "Nothing to do" in second.output
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_taken_port_is_refused_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} .* --port"):
            listen("127.0.0.1", port)


def test_what_is_sent_to_a_browser_does_not_wait_for_its_receipt():
    async def serve_one() -> int:
        came: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
        with listen("127.0.0.1", 0) as listening:
            server = await asyncio.start_server(lambda _, w: came.put_nowait(w), sock=listening)
            async with server:
                _, browser = await asyncio.open_connection(*listening.getsockname())
                served = await came.get()
                taken = served.get_extra_info("socket")
                no_delay = taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                for end in (browser, served):
                    end.close()
                    await end.wait_closed()
        return no_delay

    assert asyncio.run(serve_one())


def test_the_log_of_requests_has_no_queries():
    line = '%s - "%s %s HTTP/%s" %d'
    args = ("127.0.0.1:5", "GET", "/auth/callback?code=canary&state=x", "1.1", 303)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, line, args, None)
    assert WithoutQuery().filter(record)
    assert record.getMessage() == '127.0.0.1:5 - "GET /auth/callback HTTP/1.1" 303'


def test_a_leashed_program_ends_when_its_starter_is_gone():
    script = (
        "import threading; from app.cli.server import leash; leash();"
        "print('up', flush=True); threading.Event().wait(60)"
    )
    child = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout.readline() == b"up\n"
    child.stdin.close()
    assert child.wait(timeout=20) == -signal.SIGTERM
    child.stdout.close()


def test_an_export_that_cannot_be_loaded_keeps_the_practice_tenant_from_starting(call, tmp_path):
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip")
    folder = ("--state", str(tmp_path / "state.json"), "--exports", str(tmp_path / "exports"))
    done = call("practice", *folder, "--new-ids", "--site", str(broken))
    assert done.exit_code == 2
    assert "broken.zip is no site export that can be loaded" in done.stderr
    assert not (tmp_path / "state.json").exists()


def test_the_practice_tenant_has_fixed_ids_or_new_ones_at_each_start():
    fixed, again = Sites({}).stock(), Sites({}).stock()
    assert (fixed.base, fixed.source) == (again.base, again.source)
    one, other = (Sites({}, has_new_ids=True).stock() for _ in range(2))
    assert len({stock.base.website_id for stock in (fixed, one, other)}) == 3
    assert len({stock.source for stock in (fixed, one, other)}) == 3
