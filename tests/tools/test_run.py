"""What `make run` decides before it starts anything."""

import argparse
import socket
from pathlib import Path

import pytest

from tools import run


def test_the_client_of_the_practice_tenant_is_made_once_and_is_its_owners_only(tmp_path):
    first = run.client(tmp_path)
    assert run.client(tmp_path) == first
    assert (tmp_path / "practice.json").stat().st_mode & 0o777 == 0o600
    assert first["client_id"].startswith(run.PRACTICE_CLIENT)
    assert run.client(tmp_path.parent / tmp_path.name) == first


def test_two_installations_have_different_secrets(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert run.client(tmp_path / "a") != run.client(tmp_path / "b")


def test_a_rehearsal_hears_nothing_of_a_real_installation(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_SETUP_DATABASE_URL", "postgresql://real/one")
    monkeypatch.setenv("LANG", "C.UTF-8")
    given = run.environment(8000, tmp_path)
    assert "PORTAL_SETUP_DATABASE_URL" not in given
    assert given["LANG"] == "C.UTF-8"
    assert given["PORTAL_SETUP_MICROSOFT_AT"] == "http://127.0.0.1:8001"
    assert given["PORTAL_SETUP_EXPORTS_FOLDER"] == str(tmp_path / "practice" / "exports")


@pytest.mark.parametrize(("offset", "who"), [(0, "the wizard"), (1, "the practice tenant")])
def test_a_taken_port_is_named_with_one_that_is_free(offset, who):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(run.Failed) as failure:
            run.check_ports(port - offset)
    assert f"Port {port} is needed for {who}" in str(failure.value)
    assert "make run PORT=" in str(failure.value)


def test_one_address_is_printed(tmp_path):
    told = run.welcome(8123, tmp_path)
    assert told.count("http") == 1
    assert "http://127.0.0.1:8123/\n" in told


def test_a_second_one_in_the_same_folder_is_told_where_the_first_is(tmp_path):
    port = next(n for n in range(20000, 30000, 2) if run.is_free(n) and run.is_free(n + 1))
    with (
        run.alone(tmp_path, port),
        pytest.raises(run.Failed, match=f"running already, at http://127.0.0.1:{port}/"),
        run.alone(tmp_path, port + 10),
    ):
        pytest.fail("it must not start")


def test_real_exports_are_handed_to_the_practice_tenant_by_their_whole_address(
    tmp_path, monkeypatch
):
    (tmp_path / "site.zip").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    asked = argparse.Namespace(base=Path(), site=Path("site.zip"), template=None)
    assert run.exports_of(asked) == ["--site", str(tmp_path / "site.zip")]
    asked.template = Path("nothing.zip")
    with pytest.raises(run.Failed, match=r"There is no nothing\.zip, which --template names"):
        run.exports_of(asked)


def test_ids_stay_the_same_unless_new_ones_are_asked_for():
    assert run.ids_of(argparse.Namespace(new_ids=False)) == []
    assert run.ids_of(argparse.Namespace(new_ids=True)) == ["--new-ids"]
