"""What is said about an installation that does not start, and what must not be said."""

import socket
import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.access.audit import record
from app.access.identity import Identity
from app.access.keys import KeyRing
from app.access.roles import Role
from app.cli.examining import room
from app.cli.outside import look_outside, unproven
from app.cli.verdict import Verdict
from app.microsoft.endpoints import cloud
from app.settings import Settings
from app.store import environments
from app.store.database import Database
from tests.serving import free_socket

REAL = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def data(monkeypatch, tmp_path, call):
    """An installation that is as it should be."""
    monkeypatch.setenv("PORTAL_SETUP_CLIENT_ID", REAL)
    monkeypatch.setenv("PORTAL_SETUP_CLIENT_SECRET", "canary-secret")
    call("migrate")
    KeyRing.open(tmp_path / "data" / "keys.json")
    return tmp_path / "data"


@pytest.fixture
def serve_once():
    """A host that gives the same answer a number of times."""
    threads, asked = [], []

    def start(answer: bytes, times: int):
        listening = socket.create_server(("127.0.0.1", 0))

        def run():
            for _ in range(times):
                peer, _address = listening.accept()
                with peer:
                    asked.append(peer.recv(65536))
                    peer.sendall(answer)
            listening.close()

        threads.append(threading.Thread(target=run))
        threads[0].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}", asked

    yield start
    for thread in threads:
        thread.join(10)


def test_everything_is_shown_but_secrets(monkeypatch, call):
    monkeypatch.setenv("PORTAL_SETUP_CLIENT_SECRET", "canary-secret")
    monkeypatch.setenv("PORTAL_SETUP_DATABASE_URL", "postgresql://me:canary-word@db.invalid/setup")
    told = call("doctor").output
    assert "PORTAL_SETUP_CLIENT_SECRET = (set)" in told
    assert "canary" not in told
    assert "PORTAL_SETUP_CLOUD = public" in told
    assert "problem postgresql://me:***@db.invalid/setup does not answer" in told


def test_an_installation_that_is_as_it_should_be_ends_with_0(data, call):
    done = call("doctor")
    assert done.exit_code == 0
    assert "problem" not in done.output
    for said in ("as this version needs it", "can be written", "GB are free", "by its owner only"):
        assert said in done.output


def test_a_new_installation_is_no_problem_and_nothing_is_made(monkeypatch, tmp_path, call):
    monkeypatch.setenv("PORTAL_SETUP_CLIENT_ID", REAL)
    assert call("doctor").exit_code == 0
    assert not (tmp_path / "data").exists()


def test_keys_that_others_can_read_are_a_problem(data, call):
    (data / "keys.json").chmod(0o644)
    done = call("doctor")
    assert done.exit_code == 1
    assert "Run: chmod 600" in done.output


def test_a_damaged_key_file_is_a_problem(data, call):
    (data / "keys.json").write_text("{}")
    assert "cannot be read as a key file" in call("doctor").output


def test_keys_that_are_gone_are_a_problem_once_something_is_sealed(data, call):
    (data / "keys.json").unlink()
    assert call("doctor").exit_code == 0
    with sqlite3.connect(data / "portal-setup.db") as database:
        database.execute(
            "INSERT INTO token_cache (id, blob, key_id, version, updated_at)"
            " VALUES ('c/u', x'00', 'k', 0, '2026-01-01')"
        )
    database.close()
    done = call("doctor")
    assert done.exit_code == 1
    assert "keys.json is gone" in done.output


@pytest.mark.parametrize(
    "harm", ["UPDATE audit_entry SET user_name = 'Kim' WHERE id = 2",
             "DELETE FROM audit_entry WHERE id = 1"],
)  # fmt: skip
def test_an_audit_log_that_was_changed_is_a_problem(data, call, harm):
    database = Database(Settings().database)
    who = Identity("t/u", "t", "Avery", "avery@contoso.example", Role.ADMIN)
    for action in ("environments.add", "maps.look", "environments.remove"):
        database.run(lambda s, a=action: record(s, who, a, at=datetime(2026, 3, 4, tzinfo=UTC)))
    assert "The audit log holds what was recorded." in call("doctor").output
    database.run(lambda session: session.execute(text(harm)))
    database.dispose()
    done = call("doctor")
    assert done.exit_code == 1
    assert "Entry 2 of the audit log is not what was recorded" in done.output


@pytest.mark.parametrize(
    ("revision", "code", "said"), [("from-the-future", 1, "newer version"), (None, 0, "migrate")]
)
def test_a_database_of_another_version_is_named(data, call, revision, code, said):
    with sqlite3.connect(data / "portal-setup.db") as database:
        if revision:
            database.execute("UPDATE alembic_version SET version_num = ?", [revision])
        else:
            database.execute("DELETE FROM alembic_version")
    database.close()
    done = call("doctor")
    assert done.exit_code == code
    assert said in done.output


def test_a_file_that_is_no_database_is_a_problem(data, call):
    (data / "portal-setup.db").write_bytes(b"no database, but long enough to be taken for one" * 40)
    assert call("doctor").exit_code == 1


@pytest.mark.parametrize(("free", "verdict"), [(10**10, Verdict.OK), (10**8, Verdict.PROBLEM)])
def test_a_disk_that_is_nearly_full_is_a_problem(tmp_path, free, verdict):
    assert room(tmp_path, free).verdict is verdict


def test_entries_of_a_cloud_that_nobody_proved_are_named():
    said = {name: [line.text for line in unproven(Settings(cloud=name))] for name in
            ("public", "gcchigh", "china")}  # fmt: skip
    assert said["public"] == []
    assert any("api.high.powerplatform.microsoft.us" in text for text in said["gcchigh"])
    assert any("login.partner.microsoftonline.cn" in text for text in said["china"])


@pytest.mark.parametrize("name", ["public", "gcc", "gcchigh", "dod", "china"])
def test_every_entry_that_is_doubtful_is_said_with_what_it_is_for(name):
    said = [line.text for line in unproven(Settings(cloud=name))]
    at = cloud(name)
    for entry in at.doubtful:
        assert any(getattr(at, entry) in text and name in text for text in said)
    assert any("dual-write gateway" in text for text in said) is not at.has_gateway
    assert any("new sites" in text for text in said) is (not at.sites)


def test_every_host_is_tried_and_one_that_is_silent_is_named(data):
    listening = free_socket()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.close()
    settings = Settings(microsoft_at=address)
    add(settings, "https://contoso.crm4.dynamics.com")
    lines = list(look_outside(settings))
    assert {line.verdict for line in lines} == {Verdict.PROBLEM}
    for host in (*cloud("public").services, "contoso.crm4.dynamics.com"):
        assert any(line.text.startswith(f"{host} (") for line in lines)


def test_any_answer_counts_and_no_token_is_sent(data, serve_once):
    address, asked = serve_once(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", times=4)
    lines = list(look_outside(Settings(microsoft_at=address)))
    assert [line.verdict for line in lines] == [Verdict.OK] * 4
    assert len(asked) == 4
    assert not any(b"authorization" in request.lower() for request in asked)


def add(settings: Settings, url: str) -> None:
    database = Database(settings.database)
    database.run(
        lambda session: environments.add(
            session, tenant_id="t", organization_id="o", url=url, name="Contoso", by="u",
            at=datetime(2026, 3, 4, tzinfo=UTC),
        )
    )  # fmt: skip
    database.dispose()
