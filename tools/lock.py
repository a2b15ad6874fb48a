"""Makes the dependency locks (`--write`) and says whether they still fit (`--check`).

A lock is a requirements file in which every pin has hashes and no address of an index stands.
Its first line keeps the digest of the declarations it was made from, so that an edit of
pyproject.toml without `make lock` is noticed without asking any registry.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by `make lock` from pyproject.toml; do not edit. Declarations: "
ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links")


@dataclass(frozen=True)
class Lock:
    file: str
    group: str = ""
    run_time: bool = True
    """Holds what the product needs at run time, beside the group."""
    within: str = ""
    """Another lock whose pins it repeats unchanged."""
    beside: str = ""
    """Another lock that is installed first: what both hold is the same in both."""


LOCKS = (
    Lock("requirements.lock"),
    Lock("requirements-dev.lock", group="dev", within="requirements.lock"),
    Lock("requirements-partners.lock", "partners", run_time=False, beside="requirements-dev.lock"),
    Lock("tools/node.lock", group="assets", run_time=False),
)


@dataclass(frozen=True)
class Pin:
    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")


def declared(root: Path, lock: Lock) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    run_time: list[str] = project["project"]["dependencies"] if lock.run_time else []
    group: list[str] = project["dependency-groups"][lock.group] if lock.group else []
    return sorted([*run_time, *group])


def digest(requirements: list[str]) -> str:
    return hashlib.sha256("\n".join(requirements).encode()).hexdigest()[:16]


def pins(text: str) -> Iterator[Pin]:
    for entry in text.replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.lstrip().startswith(("#", "-")):
            words = entry.split(" --hash=")
            yield Pin(Requirement(words[0].strip()), len(words) - 1)


def faults(root: Path) -> Iterator[str]:
    for lock in LOCKS:
        path = root / lock.file
        if not path.exists():
            yield f"{lock.file} is missing"
            continue
        text = path.read_text()
        if text.splitlines()[0] != HEADER + digest(declared(root, lock)):
            yield f"{lock.file} was made from other declarations than pyproject.toml has now"
        if ADDRESS.search(text):
            yield f"{lock.file} names an address; it may hold only names, versions and hashes"
        yield from _unfit(root, lock, list(pins(text)))
    yield from npm_faults(root)


def _unfit(root: Path, lock: Lock, found: list[Pin]) -> Iterator[str]:
    for pin in found:
        if not str(pin.requirement.specifier).startswith("=="):
            yield f"{lock.file}: {pin.name} is not pinned to one version"
        if not pin.hashes:
            yield f"{lock.file}: {pin.name} has no hash"
    for text in declared(root, lock):
        wanted = Requirement(text)
        versions = [pin.version for pin in found if pin.name == canonicalize_name(wanted.name)]
        if not versions or not all(wanted.specifier.contains(v) for v in versions):
            yield f"{lock.file}: {text} is declared, but {versions or 'nothing'} is pinned"
    yield from _apart(root, lock, found)


def _apart(root: Path, lock: Lock, found: list[Pin]) -> Iterator[str]:
    if lock.within and (root / lock.within).exists():
        here = {(pin.name, pin.version) for pin in found}
        for pin in pins((root / lock.within).read_text()):
            if (pin.name, pin.version) not in here:
                yield f"{lock.file}: {pin.name} differs from {lock.within}"
    if lock.beside and (root / lock.beside).exists():
        there = {pin.name: pin.version for pin in pins((root / lock.beside).read_text())}
        for pin in found:
            if there.get(pin.name, pin.version) != pin.version:
                yield f"{lock.file}: {pin.name} differs from {lock.beside}"


def npm_faults(root: Path) -> Iterator[str]:
    if not (root / "package.json").exists():
        return
    if not (root / "package-lock.json").exists():
        yield "package-lock.json is missing"
        return
    package: dict[str, Any] = json.loads((root / "package.json").read_text())
    lock: dict[str, Any] = json.loads((root / "package-lock.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        yield from _npm_unfit(kind, package.get(kind, {}), lock["packages"])
    for name, entry in lock["packages"].items():
        if name and "integrity" not in entry:
            yield f"package-lock.json: {name} has no integrity hash"
        if "resolved" in entry:
            yield f"package-lock.json: {name} names an address"


def _npm_unfit(
    kind: str, wanted: dict[str, str], packages: dict[str, dict[str, Any]]
) -> Iterator[str]:
    if wanted != packages[""].get(kind, {}):
        yield f"package-lock.json was made from other {kind} than package.json has now"
    for name, version in wanted.items():
        locked = packages.get(f"node_modules/{name}", {}).get("version")
        if locked != version:
            yield f"package.json: {name} must be the exact version of the lock, {locked}"


def write(root: Path, *, upgrade: bool) -> None:
    """Resolve anew; versions that still fit stay, unless they are asked to move."""
    for lock in LOCKS:
        path = root / lock.file
        source = ["pyproject.toml"] if lock.run_time else []
        group = ["--group", lock.group] if lock.group else []
        fixed = lock.within or lock.beside
        within = ["-c", fixed] if fixed else []
        subprocess.run(
            [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal",
             "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate",
             *(["--upgrade"] if upgrade else []), *source, *group, *within, "-o", lock.file],
            cwd=root,
            check=True,
        )  # fmt: skip
        path.write_text(f"{HEADER}{digest(declared(root, lock))}\n{path.read_text()}")
        print(f"{lock.file}: {len(list(pins(path.read_text())))} pins")
    if (root / "package.json").exists():
        subprocess.run(
            ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit",
             "--no-fund", "--omit-lockfile-registry-resolved"],
            cwd=root,
            check=True,
        )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the locks anew")
    parser.add_argument("--upgrade", action="store_true", help="with --write: newest versions")
    wanted = parser.parse_args()
    if wanted.write:
        write(ROOT, upgrade=wanted.upgrade)
    found = list(faults(ROOT))
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print("Run `make lock`, look at the difference, and commit it.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
