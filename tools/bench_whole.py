"""A site of 20,000 records, from three exports on a disk to the merged one, beside git.

Both begin with the same three pac folders and end with a zip of the merged site on the same disk;
both run on their own, one after the other, with nothing left to be written to the disk by what ran
before, and deflate as hard as each other.

- Ours is one process: `portal-setup merge` reads the folders, merges, and writes the zip. All
  questions were answered beforehand, with the site's side.
- Git adds and commits the base, the template and the site, each on a branch, merges the template
  into the site with `-X ours`, which is the same answers, and makes the zip with `git archive`. It
  works in the folder of the site, as a person would, so that only what changes is written there.
  That far, without the zip, is told too; it sees the lists of pac as one text each.

Memory is the most that one process held, compared with the bytes of the three exports.
"""

import gc
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
_TIMES = 5  # what else the machine does only adds
_ROUNDS = 9  # an answer can bring up another question, but not for ever


def whole_site(folder: Path) -> bool:
    """Whether all bounds hold; each figure is printed with its bound."""
    start = time.perf_counter()
    write_exports(folder)
    print(f"made up and written to the disk: {time.perf_counter() - start:.1f} s")
    sizes = [size(folder / name) for name in NAMES]
    total = sum(length for _, length in sizes)
    for name, (files, length) in zip(NAMES, sizes, strict=True):
        print(f"{name}: {files} files, {length / 2**20:.1f} MiB")
    ours, engine = _ours(folder), _engine(folder)
    os.sync()
    merged, git = merge_by_git(folder)
    for told, ran in (
        ("portal-setup merge: three folders read, merged, and a zip written", ours),
        ("git: three folders committed, and merged in the site's folder", merged),
        ("git: the same, and a zip written", git),
    ):
        print(f"{told}: {ran.seconds:.1f} s, peak memory {ran.peak / 2**20:.0f} MiB")
    return all(
        [
            _holds("time, ours to git's, both to a zip", ours.seconds / git.seconds, SLOWEST_RATIO),
            _holds("peak memory to the three exports", ours.peak / total, MOST_MEMORY),
            _holds("the merge engine alone, in seconds", engine, SLOWEST_ENGINE),
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
    os.sync()
    return measured([*command, *decided], folder)


def _engine(folder: Path) -> float:
    """The fastest of some runs: nothing is kept from one to the next."""
    alike = Alike()
    base, site, template = (
        snapshot_of(Opened(open_members(folder / name), alike).export) for name in NAMES
    )
    os.sync()
    taken: list[float] = []
    for _ in range(_TIMES):
        gc.collect()
        gc.disable()  # as the command does
        start = time.perf_counter()
        merge(base, site, template)
        taken.append(time.perf_counter() - start)
        gc.enable()
    return min(taken)
