"""The locks are checked without a registry, so an edit that forgot them is seen everywhere."""

import json
import shutil
from pathlib import Path

import pytest

from tools import lock

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ["pyproject.toml", *(entry.file for entry in lock.LOCKS)]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_the_locks_of_the_project_fit():
    assert list(lock.faults(ROOT)) == []


def test_a_new_dependency_without_a_new_lock_is_noticed(project):
    edit(project / "pyproject.toml", '"typer>=', '"flask>=3",\n  "typer>=')
    found = list(lock.faults(project))
    assert any("other declarations" in fault for fault in found)
    assert any("flask>=3 is declared, but nothing is pinned" in fault for fault in found)


def test_a_pin_below_what_is_declared_is_noticed(project):
    edit(project / "pyproject.toml", '"typer>=0.20"', '"typer>=999"')
    assert any("typer>=999 is declared, but" in fault for fault in lock.faults(project))


def test_a_pin_without_a_hash_is_noticed(project):
    path = project / "tools/node.lock"
    path.write_text(path.read_text() + "six==1.17.0\n")
    assert list(lock.faults(project)) == ["tools/node.lock: six has no hash"]


def test_an_address_in_a_lock_is_noticed(project):
    path = project / "requirements.lock"
    path.write_text(path.read_text() + "--index-url https://example.invalid/simple\n")
    [fault] = lock.faults(project)
    assert "names an address" in fault


def test_tests_run_on_the_very_versions_that_ship(project):
    path = project / "requirements-dev.lock"
    [typer] = [pin for pin in lock.pins(path.read_text()) if pin.name == "typer"]
    edit(path, f"typer=={typer.version}", "typer==0.99.0")
    found = list(lock.faults(project))
    assert found == ["requirements-dev.lock: typer differs from requirements.lock"]


def npm(project: Path, wanted: str, entry: dict[str, str]) -> list[str]:
    declared = {"dependencies": {"left": wanted}}
    locked = {"packages": {"": declared, "node_modules/left": entry}}
    (project / "package.json").write_text(json.dumps(declared))
    (project / "package-lock.json").write_text(json.dumps(locked))
    return list(lock.npm_faults(project))


@pytest.mark.parametrize(
    ("wanted", "entry", "fault"),
    [
        ("1.0.0", {"version": "1.0.0", "integrity": "sha512-x"}, None),
        ("^1.0.0", {"version": "1.0.0", "integrity": "sha512-x"}, "exact version"),
        ("1.0.0", {"version": "1.0.0"}, "no integrity hash"),
        ("1.0.0", {"version": "1.0.0", "integrity": "s", "resolved": "x"}, "names an address"),
    ],
)
def test_front_end_packages_are_exact_and_hashed(tmp_path, wanted, entry, fault):
    found = npm(tmp_path, wanted, entry)
    assert (found == []) if fault is None else (len(found) == 1 and fault in found[0])


def test_a_front_end_package_without_a_lock_is_noticed(tmp_path):
    (tmp_path / "package.json").write_text("{}")
    assert list(lock.npm_faults(tmp_path)) == ["package-lock.json is missing"]
