"""The comparison where no line stands out: as few edits as possible, and an end to the search."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merge.greedy import PATIENCE, fewest_edits
from app.merge.line_diff import FREQUENT, edits
from app.merge.slide import Edit

bounded = settings(max_examples=150, derandomize=True, deadline=None, database=None)
short = st.lists(st.integers(0, 2), max_size=9)
ENOUGH = 100


def changed(found: list[Edit]) -> int:
    return sum((e.a1 - e.a0) + (e.b1 - e.b0) for e in found)


def applied(found: list[Edit], a: list[int], b: list[int]) -> list[int]:
    result: list[int] = []
    at = 0
    for edit in found:
        result += [*a[at : edit.a0], *b[edit.b0 : edit.b1]]
        at = edit.a1
    return [*result, *a[at:]]


def kept(a: list[int], b: list[int]) -> int:
    """The length of the longest common subsequence, by the book."""
    row = [0] * (len(b) + 1)
    for one in a:
        before = row
        row = [0]
        for j, other in enumerate(b):
            row.append(before[j] + 1 if one == other else max(row[j], before[j + 1]))
    return row[-1]


@bounded
@given(short, short)
def test_the_edits_are_right_apart_and_as_few_as_can_be(a: list[int], b: list[int]):
    found, work = fewest_edits(a, b, ENOUGH)
    assert applied(found, a, b) == b
    assert changed(found) == len(a) + len(b) - 2 * kept(a, b)
    assert all(other.a0 > one.a1 and other.b0 > one.b1 for one, other in pairwise(found))
    assert work == changed(found) ** 2 // 2


@bounded
@given(short, short)
def test_more_differences_than_allowed_are_one_replacement(a: list[int], b: list[int]):
    needed = changed(fewest_edits(a, b, ENOUGH)[0])
    if needed:
        assert changed(fewest_edits(a, b, needed)[0]) == needed
        assert fewest_edits(a, b, needed - 1)[0] == [Edit(0, len(a), 0, len(b))]


def test_equal_lists_cost_nothing():
    assert fewest_edits([1, 2], [1, 2], 0) == ([], 0)


def test_lists_with_nothing_in_common_are_given_up_early():
    found, work = fewest_edits([0] * 3000, [1] * 3000, 2000)
    assert found == [Edit(0, 3000, 0, 3000)]
    assert (PATIENCE**2) // 2 <= work <= (PATIENCE + 2) ** 2 // 2


def test_long_lists_that_are_mostly_alike_are_compared_to_the_end():
    a = [n % 7 for n in range(4200)]
    b = [9 if n % 14 == 0 else value for n, value in enumerate(a)]
    found, _ = fewest_edits(a, b, 2000)
    assert found == [Edit(n, n + 1, n, n + 1) for n in range(0, 4200, 14)]
    assert changed(found) > 2 * PATIENCE


def test_a_line_taken_out_of_a_hundred_pairs_of_two_is_one_edit():
    """No line is rare here: the greedy search has to find it."""
    a = ["{\n", "}\n"] * (2 * FREQUENT)
    b = [*a[:100], *a[101:]]
    assert edits(a, b) == [Edit(100, 101, 100, 100)]
    assert edits(b, a) == [Edit(100, 100, 100, 101)]


def test_a_block_put_between_blocks_alike_is_one_edit():
    """Every line occurs twice at least: the longest run around the rarest one decides."""
    block = ["<div>\n", "a\n", "</div>\n"]
    a = [*block, "x\n", *block, "x\n", *block]
    b = [*block, "x\n", *block, "new\n", "x\n", *block]
    assert edits(a, b) == [Edit(7, 7, 7, 8)]


def test_work_that_runs_out_ends_in_one_replacement():
    a, b = ["a\n", "b\n"] * 40, ["b\n", "c\n", "a\n"] * 40
    assert len(edits(a, b)) > 1
    assert edits(a, b, work=-(10**6)) == [Edit(0, len(a), 0, len(b))]
