"""Each import contract fails when it is broken: a rule that cannot fail protects nothing."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BROKEN_BY = {
    "Rooms are stacked; imports go down only": ("wizard", "app.pages"),
    "Steps do not know each other": ("steps/maps", "app.steps.update"),
    "Judging and merging do no I/O": ("merge", "httpx"),
    "Only app.microsoft speaks HTTP to Microsoft": ("pages", "httpx"),
    "Only app.jobs.engine knows the job engine": ("web", "dbos"),
    "Files of sites are read and written without knowing the merge": ("exports", "app.merge"),
    "The practice tenant shares no code with the product, but for the file formats": (
        "practice",
        "app.clock",
    ),
    "Only the command line opens the practice tenant": ("pages", "app.practice"),
}
"""For each contract, a room and an import that it must not make."""


def contracts() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in project["tool"]["importlinter"]["contracts"]]


def test_every_contract_is_there_and_is_broken_once_here():
    assert sorted(contracts()) == sorted(BROKEN_BY)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "app", copy / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def judge(house: Path) -> str:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    plain = {"COLUMNS": "400", "NO_COLOR": "1", "PYTHONPATH": str(house)}
    done = subprocess.run(  # noqa: S603 - no word of it comes from outside
        command, cwd=house, env=plain, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("contract", BROKEN_BY)
def test_a_forbidden_import_is_named_by_its_contract(house, contract):
    room, module = BROKEN_BY[contract]
    intruder = house / "app" / room / "intruder.py"
    intruder.write_text(f"import {module}\n")
    try:
        told = judge(house)
    finally:
        intruder.unlink()
    assert f"{contract} BROKEN" in told
