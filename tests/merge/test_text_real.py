"""The text merge against git, and against what people committed."""

import json
import lzma
import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from app.merge.line_ends import lines_of, plain
from app.merge.text import Hunk, merge_text
from tests.merge.building import joined

ROOT = Path(__file__).resolve().parents[2]
TRIPLES = ROOT / "../shared/data/merge-triples"
SCORER = TRIPLES / "score.py"
ADAPTER = ROOT / "tests/merge/scoring.py"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def clean(base: str, site: str, template: str) -> str | None:
    segments = merge_text(base, site, template)
    if any(isinstance(s, Hunk) for s in segments):
        return None
    return joined(segments, lambda _: "")


def by_git(folder: Path, base: str, site: str, template: str) -> str | None:
    for name, text in (("site", site), ("base", base), ("template", template)):
        (folder / name).write_bytes(text.encode())
    command = ["git", "merge-file", "-p", "site", "base", "template"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode() if done.returncode == 0 else None


def changed(dice: random.Random, lines: list[str], fresh: str) -> list[str]:
    result = list(lines)
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(result) + 1)
        end = min(len(result), start + dice.randrange(3))
        result[start:end] = [f"{fresh}{dice.randrange(10**6)}" for _ in range(dice.randrange(3))]
    return result


@needs_git
def test_15_where_git_merges_distinct_lines_cleanly_the_result_is_the_same(tmp_path: Path):
    dice = random.Random(15)  # noqa: S311
    seen = 0
    for _ in range(120):
        base = [f"line {n}" for n in range(dice.randint(5, 40))]
        sides = base, changed(dice, base, "s"), changed(dice, base, "t")
        texts = ["".join(f"{line}\n" for line in side) for side in sides]
        wanted = by_git(tmp_path, *texts)
        if wanted is not None:
            seen += 1
            assert clean(*texts) == wanted
    assert seen > 20


@needs_git
def test_15_on_texts_that_repeat_themselves_the_results_hardly_ever_differ(tmp_path: Path):
    dice = random.Random(7)  # noqa: S311
    differ = 0
    for _ in range(200):
        base = [dice.choice("abcdefg") for _ in range(dice.randint(5, 30))]
        sides = base, changed(dice, base, "s"), changed(dice, base, "t")
        texts = ["".join(f"{line}\n" for line in side) for side in sides]
        wanted, ours = by_git(tmp_path, *texts), clean(*texts)
        differ += wanted is not None and ours is not None and wanted != ours
    assert differ <= 2


Scored = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module", params=["as they were", "with the sides swapped"])
def scored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    """Every triple by its class, with what the scorer says of our merge of it."""
    if not SCORER.exists():
        pytest.skip("the merge triples are not beside the repository")
    swapped = ["--swap"] if request.param == "with the sides swapped" else []
    found: Scored = defaultdict(list)
    for name in ("merges.jsonl.xz", "commute.jsonl.xz"):
        out = tmp_path_factory.mktemp("scored") / "details.json"
        command = [sys.executable, SCORER, "--set", TRIPLES / name, "--json", "--out", out]
        subprocess.run(  # noqa: S603
            [*command, "--py", f"{ADAPTER}:merge", *swapped], check=True, capture_output=True
        )
        for row in json.loads(out.read_text()):
            found[row["cls"]].append(row)
    return found


def share(rows: list[dict[str, str]], result: str) -> float:
    return sum(row["res"] == result for row in rows) / len(rows)


def test_what_git_and_people_merged_alike_is_merged_so(scored: Scored):
    assert share(scored["clean"], "correct") >= 0.995
    assert share(scored["clean"], "wrong") == 0


def test_a_real_conflict_is_hardly_ever_settled_silently(scored: Scored):
    assert share(scored["conflict"], "wrong") <= 0.01
    assert not any(rows for rows in scored.values() if share(rows, "error"))


def test_edits_with_a_line_between_them_are_always_merged_right(scored: Scored):
    apart = [cls for cls in scored if re.fullmatch(r"syn-gap[1-9]\d*", cls)]
    assert len(apart) >= 3
    assert {share(scored[cls], "correct") for cls in apart} == {1.0}


def test_edits_that_touch_or_overlap_are_never_merged_wrongly(scored: Scored):
    assert share(scored["syn-gap0"], "wrong") == share(scored["syn-inline"], "wrong") == 0


@pytest.mark.parametrize("scored", ["as they were"], indirect=True)
def test_most_conflicting_files_need_no_typing(scored: Scored):
    by_buttons = [row for row in scored["conflict"] if row["ck"]]
    assert len(by_buttons) / len(scored["conflict"]) >= 0.6


def test_no_line_of_a_real_merge_is_one_that_no_side_had():
    if not TRIPLES.exists():
        pytest.skip("the merge triples are not beside the repository")
    with lzma.open(TRIPLES / "merges.jsonl.xz", "rt") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        texts = [row["base"], row["ours"], row["theirs"]]
        known = {line.rstrip("\n") for text in texts for line in lines_of(plain(text))}
        for piece in merge_text(*texts):
            parts = [piece.site, piece.template] if isinstance(piece, Hunk) else [piece.text]
            lines = {line.rstrip("\n") for part in parts for line in lines_of(plain(part))}
            assert lines <= known, row["id"]


def test_14_a_long_text_of_two_lines_repeated_comes_to_an_end():
    """Any comparison that tries all pairs would not be done today."""
    dice = random.Random(14)  # noqa: S311
    one, other, third = (
        "".join(dice.choice(("{\n", "}\n")) for _ in range(20_000)) for _ in range(3)
    )
    segments = merge_text(one, other, third)
    assert joined(segments, lambda hunk: hunk.site)
