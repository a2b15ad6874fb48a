"""The text merge against git, and against what people committed."""

import json
import lzma
import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from app.merge.line_ends import plain
from app.merge.text import Hunk, joined, merge_text

TRIPLES = Path(__file__).resolve().parents[2] / "../shared/data/merge-triples/merges.jsonl.xz"
CLEAN_AND_WRONG = 0.005  # of a natural mix; git's own share on the same texts
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


@pytest.fixture(scope="module")
def triples() -> list[dict[str, str]]:
    if not TRIPLES.exists():
        pytest.skip("the merge triples are not beside the repository")
    with lzma.open(TRIPLES, "rt") as file:
        return [json.loads(line) for line in file]


def test_what_people_merged_is_hardly_ever_merged_wrongly(triples: list[dict[str, str]]):
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in triples[:200]:
        result = clean(row["base"], row["ours"], row["theirs"])
        seen[row["cls"]] += 1
        if result is not None:
            wrong[row["cls"]] += "".join(result.split()) != "".join(row["human"].split())
    assert wrong["clean"] / seen["clean"] <= CLEAN_AND_WRONG
    assert wrong["conflict"] / seen["conflict"] <= CLEAN_AND_WRONG


def test_most_hunks_of_real_conflicts_need_no_typing(triples: list[dict[str, str]]):
    reached = total = 0
    for row in (row for row in triples[:150] if row["cls"] == "conflict"):
        human = plain(row["human"])
        for hunk in merge_text(row["base"], row["ours"], row["theirs"]):
            if isinstance(hunk, Hunk):
                total += 1
                texts = [hunk.site, hunk.template, hunk.site + hunk.template]
                texts += [hunk.template + hunk.site, *(s.text for s in hunk.suggestions)]
                reached += any(text in human for text in map(plain, texts) if text)
    assert reached / total > 0.7
