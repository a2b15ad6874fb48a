"""The tool is run as `make` runs it, in a small copy of the project with an npm of our own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NPM = """#!/bin/sh
echo ran >> npm-ran
[ -e npm-breaks ] && { echo "no network" >&2; exit 1; }
for name in htmx.org @fluentui/tokens @fluentui/svg-icons axe-core; do
  mkdir -p node_modules/$name/dist
  about='{"version": "1.2.3", "license": "MIT", "repository": {"url": "u"}}'
  echo "$about" > node_modules/$name/package.json
  echo script > node_modules/$name/dist/htmx.min.js
  echo axe > node_modules/$name/axe.min.js
done
"""
NODE = """#!/bin/sh
[ -e node-breaks ] && { echo "unknown token" >&2; exit 1; }
echo made
"""


class Project:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vendor = folder / "static" / "vendor"
        for name in ("tools/assets.py", "tools/make_tokens.mjs", "package.json"):
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        (folder / "package-lock.json").write_text("{}")
        (folder / "static" / "css").mkdir(parents=True)
        self.css("body {}")
        (folder / "bin").mkdir()
        for name, text in (("npm", NPM), ("node", NODE)):
            (folder / "bin" / name).write_text(text)
            (folder / "bin" / name).chmod(0o755)

    def css(self, text: str) -> None:
        (self.folder / "static" / "css" / "base.css").write_text(text)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.folder / "bin"), os.defpath])
        command = [sys.executable, "tools/assets.py", *arguments]
        return subprocess.run(  # noqa: S603 - our own tool
            command,
            cwd=self.folder,
            env={"PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.vendor.iterdir()}

    def installs(self) -> int:
        return len((self.folder / "npm-ran").read_text().splitlines())


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def test_the_folder_is_made_with_names_that_follow_the_content(project):
    assert project.make().returncode == 0
    names = json.loads((project.vendor / "manifest.json").read_text())["files"]
    assert set(names) == {"htmx.js", "tokens.css", "icons.svg"}
    assert names["htmx.js"].startswith("htmx-1.2.3.")
    assert {*names.values(), "manifest.json", "LICENSES.txt"} == set(project.files())


def test_nothing_happens_while_nothing_has_changed(project):
    project.make()
    before = project.vendor.stat().st_ino
    project.make()
    assert project.vendor.stat().st_ino == before
    assert project.installs() == 1


def test_new_css_makes_new_files_but_no_new_installation(project):
    project.make()
    before = project.vendor.stat().st_ino
    project.css("body { color: red }")
    project.make()
    assert project.vendor.stat().st_ino != before
    assert project.installs() == 1


def test_a_new_lock_installs_anew(project):
    project.make()
    (project.folder / "package-lock.json").write_text('{"new": 1}')
    project.make()
    assert project.installs() == 2


@pytest.mark.parametrize(
    ("breaks", "says"), [("npm-breaks", "no network"), ("node-breaks", "token")]
)
def test_a_broken_run_leaves_what_was_there_and_says_why(project, breaks, says):
    project.make()
    before = project.files()
    (project.folder / breaks).touch()
    (project.folder / "package-lock.json").write_text('{"new": 1}')
    done = project.make()
    assert done.returncode == 1
    assert says in done.stderr
    assert project.files() == before
    assert sorted(f.name for f in (project.folder / "static").iterdir()) == ["css", "vendor"]


def test_a_file_that_went_missing_is_made_again(project):
    project.make()
    next(project.vendor.glob("tokens*")).unlink()
    project.make()
    assert list(project.vendor.glob("tokens*"))


def test_the_accessibility_checker_stays_out_of_what_is_served(project):
    project.make("--tests")
    assert (project.folder / "build" / "axe.min.js").read_text() == "axe\n"
    assert not list(project.vendor.glob("*axe*"))


def test_the_lock_pins_versions_and_names_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for entry in lock["packages"].values():
        entry.pop("funding", None)  # where its authors can be thanked
    assert "resolved" not in json.dumps(lock)
    assert "://" not in json.dumps(lock)
    pins = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = [*pins["dependencies"].values(), *pins["devDependencies"].values()]
    assert all(version[0].isdigit() for version in versions)
