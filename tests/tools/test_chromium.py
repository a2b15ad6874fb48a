"""Finding the browser for the tests, and saying so when there is none."""

import subprocess
import sys
from pathlib import Path

from tools import chromium

TOOL = Path(chromium.__file__)


def program(place: Path, name: str) -> str:
    path = place / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_browser_that_was_named_comes_first(tmp_path, monkeypatch):
    other, named = program(tmp_path, "chromium"), program(tmp_path, "my-browser")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find({"CHROMIUM": named}) == named
    assert chromium.find({}) == other
    assert chromium.find({"CHROMIUM": ""}) == other


def test_a_named_browser_that_is_no_program_is_an_error():
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, TOOL],
        env={"CHROMIUM": "/nowhere/chromium"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "/nowhere/chromium is no program" in done.stderr
