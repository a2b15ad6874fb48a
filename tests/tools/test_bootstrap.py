"""Setting up on a bare machine: in a folder of its own, with locks that hold nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap

ROOT = Path(__file__).resolve().parents[2]


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, str(folder / "tools" / "bootstrap.py"), *words]


def set_up(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        command(folder, f"--python={sys.executable}", *words),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout as small as can be, set up once."""
    here = tmp_path_factory.mktemp("checkout")
    (here / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", here / "tools")
    (here / "tools" / "assets.py").write_text("import sys; print('assets', *sys.argv[1:])\n")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (here / name).write_text("# nothing\n")
    assert "Installed requirements.lock" in set_up(here, "run").stdout
    return here


def test_a_second_time_installs_nothing(folder):
    assert set_up(folder, "run").stdout == "assets\n"


def test_the_command_runs_from_anywhere_and_takes_nothing_from_there(folder, tmp_path):
    (folder / "app").mkdir()
    (folder / "app" / "__init__.py").touch()
    (folder / "app" / "cli.py").write_text("import sys; print('ours', *sys.argv[1:])\n")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "cli.py").write_text("print('foreign')\n")
    link = tmp_path / "portal-setup"
    link.symlink_to(folder / ".venv" / "bin" / "portal-setup")
    done = subprocess.run(  # noqa: S603 - our own script
        [str(link), "status", "a b"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "ours status a b\n"


def test_a_command_that_is_gone_is_made_again(folder):
    made = folder / ".venv" / "bin" / "portal-setup"
    made.unlink()
    set_up(folder, "run")
    assert os.access(made, os.X_OK)


def test_a_changed_lock_is_installed_again_and_only_once(folder):
    (folder / "requirements.lock").write_text("# still nothing\n")
    assert "Installed requirements.lock" in set_up(folder, "run").stdout
    assert set_up(folder, "run").stdout == "assets\n"


def test_what_was_ended_half_way_is_started_over(folder):
    (folder / ".venv" / "unfinished").touch()
    leftover = folder / ".venv" / "leftover"
    leftover.touch()
    assert "Installed requirements.lock" in set_up(folder, "run").stdout
    assert not leftover.exists()


def test_two_at_the_same_time_both_succeed_and_one_installs(folder):
    (folder / "requirements-dev.lock").write_text("# for two\n")
    pair = [
        subprocess.Popen(  # noqa: S603 - our own script
            command(folder, "dev"), stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = "".join(process.communicate()[0] for process in pair)
    assert [process.returncode for process in pair] == [0, 0]
    assert told.count("Installed requirements-dev.lock") == 1
    assert told.count("assets --tests") == 2


def test_the_environment_for_tests_is_good_enough_to_run(folder):
    set_up(folder, "dev")
    (folder / ".venv" / "installed-requirements.lock").unlink()
    assert set_up(folder, "run").stdout == "assets\n"


def test_what_could_be_spared_and_cannot_be_had_costs_nothing_that_is_there(folder):
    (folder / "requirements-partners.lock").write_text("nowhere==1 --hash=sha256:00\n")
    there = folder / ".venv" / "there"
    there.touch()
    told = set_up(folder, "partners")
    assert told.returncode == 1
    assert "requirements-partners.lock could not be installed" in told.stderr
    assert set_up(folder, "run").stdout == "assets\n"
    assert there.exists()


def stand_in(place: Path, name: str, answers: str) -> None:
    """A Python of this name that answers as told."""
    script = place / name
    script.write_text(f"#!/bin/sh\n{answers}\n")
    script.chmod(0o755)


def test_an_old_python_is_named_with_what_to_do(tmp_path, monkeypatch):
    stand_in(tmp_path, "python3", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.find_python([], bootstrap.SUITABLE) == ""
    told = bootstrap.missing([])
    assert "Python 3.11 or newer is needed" in told
    assert "make run PYTHON=/path/to/python" in told


def test_a_python_without_its_venv_module_names_the_package(tmp_path, monkeypatch):
    stand_in(tmp_path, "python3.12", 'case "$2" in *ensurepip*) exit 1;; esac')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    told = bootstrap.missing([str(tmp_path / "python3.12")])
    assert "venv module is missing" in told
    assert "apt-get install python3.12-venv" in told


def test_the_newest_suitable_python_is_taken(tmp_path, monkeypatch):
    for name, answer in {
        "python3.13": "exit 1",
        "python3.12": "exit 0",
        "python3": "exit 0",
    }.items():
        stand_in(tmp_path, name, answer)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.find_python([], bootstrap.SUITABLE) == str(tmp_path / "python3.12")
