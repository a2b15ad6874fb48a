"""Is the merge fast enough? Compared with git on the same texts, in the same run.

Three answers, each with a bound: whole texts against `git merge-file` (which starts a process per
text, as any use of it would); a text of 20,000 lines of two values, which no merge can do well but
every merge must survive; and a whole site of 20,000 records, from disk to disk, beside git.
"""

import json
import lzma
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench_whole import whole_site  # noqa: E402 - found only once the path is set

from app.merge.text import merge_text  # noqa: E402 - likewise

TEXTS = 60
REAL = ROOT / "../shared/data/merge-triples/merges.jsonl.xz"
SLOWEST_RATIO = 3.0  # times git's own time
SLOWEST_REPETITIVE = 10.0  # seconds
REPETITIVE_LINES = 20_000

Three = tuple[str, str, str]


def main() -> int:
    dice = random.Random(2024)  # noqa: S311
    good = _against_git("made-up pages of 5 kB", [_web_text(dice) for _ in range(TEXTS)])
    if REAL.exists():
        good = _against_git("real merges of web text", _real_texts()) and good
    repetitive = _repetitive(dice)
    seconds = _timed(lambda: [merge_text(*repetitive)])
    print(
        f"{REPETITIVE_LINES} lines of two values: {seconds:.2f} s, at most {SLOWEST_REPETITIVE:g}"
    )
    good = good and seconds <= SLOWEST_REPETITIVE
    if shutil.which("git") is None:
        print("git is not installed: the whole site is not compared")
        return 0 if good else 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return 0 if whole_site(Path(folder)) and good else 1


def _against_git(name: str, texts: list[Three]) -> bool:
    ours = _timed(lambda: [merge_text(*three) for three in texts])
    print(f"{len(texts)} {name}: {ours:.2f} s")
    if shutil.which("git") is None:
        print("git is not installed: no comparison")
        return True
    with tempfile.TemporaryDirectory() as folder:
        git = _timed(lambda: [_by_git(Path(folder), three) for three in texts])
    print(f"git merge-file: {git:.2f} s; ratio {ours / git:.2f}, at most {SLOWEST_RATIO:g}")
    return ours / git <= SLOWEST_RATIO


def _real_texts() -> list[Three]:
    with lzma.open(REAL, "rt") as file:
        rows = [json.loads(line) for line in file]
    return [(row["base"], row["ours"], row["theirs"]) for row in rows]


def _by_git(folder: Path, three: Three) -> int:
    for name, text in zip(("base", "site", "template"), three, strict=True):
        (folder / name).write_bytes(text.encode())
    command = ["git", "merge-file", "-p", "site", "base", "template"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def _web_text(dice: random.Random) -> Three:
    """A page of nested elements, many lines alike, changed in a few places by each side."""
    base = []
    for number in range(45):
        base += ['<div class="row">\n', f"  <p>Paragraph {number} of this page</p>\n"]
        base += ["  <ul>\n", f"    <li>{dice.randrange(9)}</li>\n", "  </ul>\n", "</div>\n"]
    return "".join(base), _changed(dice, base), _changed(dice, base)


def _changed(dice: random.Random, base: list[str]) -> str:
    lines = list(base)
    for _ in range(dice.randint(2, 8)):
        start = dice.randrange(len(lines))
        lines[start : start + dice.randrange(3)] = [f"  <b>{dice.randrange(10**6)}</b>\n"]
    return "".join(lines)


def _repetitive(dice: random.Random) -> Three:
    def text() -> str:
        return "".join(dice.choice(("{\n", "}\n")) for _ in range(REPETITIVE_LINES))

    return text(), text(), text()


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
