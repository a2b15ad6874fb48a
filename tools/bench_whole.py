"""A site of 20,000 records, from three exports on a disk to the merged one, beside git.

Both begin with what lies on the disk, in three folders with the same content, and end with the
merged site on the disk; both run on their own, one after the other, on the same machine.

- Ours is one process: `portal-setup merge` from three pac folders to a zip, all questions answered
  beforehand with the site's side.
- Git's folders hold a file for each long text and one for each record (pac puts settings, links
  and the like in lists, in which git would see one text). It adds and commits the base, adds and
  commits both sides on branches, merges with `-X ours`, which is the same answers, and checks out.

Memory is the most that one process held, compared with the bytes of the three exports.
"""

import os
import sys
import time
from pathlib import Path

from bench_decide import decide
from bench_export import NAMES, size, write_exports
from bench_git import Ran, measured, merge_by_git

from app.exports import Opened
from app.exports.alike import Alike
from app.exports.folder import open_members
from app.merge.three_way import merge
from app.steps.update.translate import snapshot_of

MOST_MEMORY = 3.0  # times the three exports
SLOWEST_ENGINE = 2.0  # seconds, from three snapshots in memory to the outcome
SLOWEST_RATIO = 1.0  # times git's own time
_ROUNDS = 9  # an answer can bring up another question, but not for ever


def whole_site(folder: Path) -> bool:
    """Whether all bounds hold; each figure is printed with its bound."""
    write_exports(folder)
    sizes = [size(folder / name) for name in NAMES]
    total = sum(length for _, length in sizes)
    for name, (files, length) in zip(NAMES, sizes, strict=True):
        print(f"{name}: {files} files, {length / 2**20:.1f} MiB")
    ours, git = _ours(folder), merge_by_git(folder)
    for name, ran in (("portal-setup merge", ours), ("git", git)):
        print(f"{name}: {ran.seconds:.1f} s, peak memory {ran.peak / 2**20:.0f} MiB")
    return all(
        [
            _holds("time, ours to git's", ours.seconds / git.seconds, SLOWEST_RATIO),
            _holds("peak memory to the three exports", ours.peak / total, MOST_MEMORY),
            _holds("the merge engine alone, in seconds", _engine(folder), SLOWEST_ENGINE),
        ]
    )


def _holds(name: str, value: float, most: float) -> bool:
    print(f"{name}: {value:.2f}, at most {most:g}" + ("" if value <= most else "  TOO MUCH"))
    return value <= most


def _ours(folder: Path) -> Ran:
    command: list[str | Path] = [sys.executable, "-m", "app.cli", "merge", "--out", "merged.zip"]
    for name in NAMES:
        command += [f"--{name}", name]
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
    questions, decisions = folder / "questions.json", folder / "decisions.json"
    decided: list[str | Path] = ["--decisions", decisions]
    for _ in range(_ROUNDS):
        decide(questions, decisions)
        measured([*command, *decided, "--questions", questions], folder, (0, 1))
        if (folder / "merged.zip").exists():
            break
    return measured([*command, *decided], folder)


def _engine(folder: Path) -> float:
    alike = Alike()
    base, site, template = (
        snapshot_of(Opened(open_members(folder / name), alike).export) for name in NAMES
    )
    start = time.perf_counter()
    merge(base, site, template)
    return time.perf_counter() - start
