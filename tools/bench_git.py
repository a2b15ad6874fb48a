"""What git does with the same folders: three commits, one merge, and a zip of what came out."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_WHO = ("-c", "user.name=Bench", "-c", "user.email=bench@contoso.example", "-c", "gc.auto=0")


@dataclass(frozen=True)
class Ran:
    """How long it took, and the most memory that one process of it held."""

    seconds: float
    peak: int


def measured(command: Sequence[str | Path], place: Path, expected: Sequence[int] = (0,)) -> Ran:
    """Run a program to its end; its output is kept only to be told when it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=place, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in expected:
            said.seek(0)
            raise RuntimeError(said.read().decode(errors="replace")[-2000:])
    return Ran(seconds, used.ru_maxrss * 1024)


def merge_by_git(folder: Path) -> tuple[Ran, Ran]:
    """The three folders in `folder` merged: until `site` holds the result, and to `git.zip`.

    Git keeps its own files in `folder/store`, and works in the folders as they lie.
    """
    store = folder / "store"
    ran = [measured(["git", "init", "-q", "--bare", "-b", "base", store], folder)]

    def git(tree: Path, *words: str | Path) -> None:
        command = ["git", *_WHO, f"--git-dir={store}", f"--work-tree={tree}", *words]
        ran.append(measured(command, tree))

    for name in ("base", "template", "site"):
        tree = folder / name
        if name != "base":
            git(tree, "symbolic-ref", "HEAD", f"refs/heads/{name}")
            git(tree, "update-ref", f"refs/heads/{name}", "base")
        git(tree, "add", "--all", ".")
        git(tree, "commit", "-q", "--no-verify", "-m", name)
    git(folder / "site", "merge", "-q", "-X", "ours", "-m", "merged", "template")
    in_folder = _all(ran)
    git(folder / "site", "archive", "--format=zip", "-3", "-o", folder / "git.zip", "site")
    return in_folder, _all(ran)


def _all(ran: Sequence[Ran]) -> Ran:
    return Ran(sum(one.seconds for one in ran), max(one.peak for one in ran))
