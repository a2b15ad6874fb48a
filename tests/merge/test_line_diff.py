"""The comparison of long texts: where it holds on to, and that all its work is counted."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merge.line_diff import FREQUENT, MOST_DIFFERENCES, WORK_PER_LINE, WORK_PER_RUN, edits
from app.merge.slide import Edit

bounded = settings(max_examples=150, derandomize=True, deadline=None, database=None)
repeating = st.lists(st.sampled_from("{}abcd"), max_size=30)
NOISE = 1500  # lines that only one side has: more than the greedy search would go through


def own(side: str, count: int = NOISE) -> list[str]:
    return [f"{side}{n}" for n in range(count)]


def amid_noise(a: list[str], b: list[str]) -> tuple[list[str], list[str]]:
    return [*own("a"), *a, *own("A")], [*own("b"), *b, *own("B")]


def all_but(kept: int) -> list[Edit]:
    """The edits of two texts amid noise that have so many lines in common."""
    start, end = NOISE, NOISE + kept
    return [Edit(0, start, 0, start), Edit(end, end + NOISE, end, end + NOISE)]


@bounded
@given(st.lists(repeating, min_size=3, max_size=3), st.lists(repeating, min_size=3, max_size=3))
def test_edits_are_right_around_lines_that_occur_once_and_between_them(
    first: list[list[str]], second: list[list[str]]
):
    a, b = ([*x, "one", *y, "two", *z] for x, y, z in (first, second))
    found = edits(a, b)
    result: list[str] = []
    at = 0
    for edit in found:
        result += [*a[at : edit.a0], *b[edit.b0 : edit.b1]]
        at = edit.a1
    assert [*result, *a[at:]] == b
    assert all(other.a0 > one.a1 and other.b0 > one.b1 for one, other in pairwise(found))


def test_a_block_that_each_text_holds_twice_is_found_in_the_midst_of_others():
    block = own("block", 40)
    a, b = amid_noise([*block, *block], [*block, *block])
    assert edits(a, b) == all_but(80)


def test_a_line_says_where_it_belongs_up_to_so_many_times():
    assert edits(*amid_noise(["z"] * FREQUENT, ["z"] * FREQUENT)) == all_but(FREQUENT)
    for a, b in ((1, 0), (0, 1)):
        one, other = amid_noise(["z"] * (FREQUENT + a), ["z"] * (FREQUENT + b))
        assert edits(one, other) == [Edit(0, len(one), 0, len(other))]


def test_the_line_that_is_rare_in_both_texts_decides():
    """`x` occurs less often than `y` in the one, but in the other so often as to say nothing."""
    a, b = amid_noise(["x", "x", "y", "y", "y"], ["y", "y", "y", *["x"] * 8])
    [first, second] = edits(a, b)
    assert a[first.a1 : second.a0] == ["y", "y", "y"]


FRAYED = ["{", "}"] * (FREQUENT + 6)  # no line of it says anything; the greedy search takes over


def frayed(side: str, *changed: int) -> list[str]:
    """With other lines at these places, and at both ends, so that there is something to search."""
    lines = ["new" if n in changed else line for n, line in enumerate(FRAYED)]
    return [f"first of {side}", *lines, f"last of {side}"]


def replaced(a: int, b: int, *changed: int) -> list[Edit]:
    """The edits of a frayed text that begins at these lines."""
    places = [0, *(n + 1 for n in changed), len(FRAYED) + 1]
    return [Edit(a + n, a + n + 1, b + n, b + n + 1) for n in places]


def test_where_no_line_is_rare_the_fewest_edits_are_searched_for():
    assert edits(frayed("a"), frayed("b", 20, 91)) == replaced(0, 0, 20, 91)
    a, b = ["a", "here", *frayed("a")], ["b", "b", "here", *frayed("b", 20, 91)]
    assert edits(a, b) == [Edit(0, 1, 0, 2), *replaced(2, 3, 20, 91)]


def test_the_search_for_the_fewest_edits_has_a_limit():
    a = [str(n % 3) for n in range(4 * MOST_DIFFERENCES + 400)]
    b = ["x" if n % 8 == 1 else line for n, line in enumerate(a)]
    a[-1], b[-1] = "a", "b"
    assert edits(a, b) == [Edit(1, len(a), 1, len(b))]


def needs(a: list[str], b: list[str], work: int) -> bool:
    """Whether the comparison takes exactly so much work: with less it is not done to the end."""
    given = work - WORK_PER_LINE * (len(a) + len(b))
    return edits(a, b, given) == edits(a, b) != edits(a, b, given - 1)


def test_the_work_of_a_greedy_search_is_counted():
    a, b = frayed("a"), frayed("b", 20)
    lines, differences = len(a) + len(b), 6
    assert needs(a, b, lines + differences**2 // 2)
    twice = 2 * (lines + 1) + 2 * (lines + differences**2 // 2)
    assert needs([*a, "here", *a], [*b, "here", *b], twice)


def test_no_line_is_compared_again_between_lines_that_are_held_on_to():
    a, b = ([*frayed(x), "one", x, "two", x, "three", x, "four", x] for x in "ab")
    pieces = 2 * (len(FRAYED) + 2) + 4 * 2
    assert needs(a, b, len(a) + len(b) + pieces + 4**2 // 2)


def test_a_long_text_that_changed_in_every_other_line_is_compared_line_by_line():
    a = own("a", 6000)
    b = [f"b{n}" if n % 2 else line for n, line in enumerate(a)]
    assert edits(a, b) == [Edit(n, n + 1, n, n + 1) for n in range(1, 6000, 2)]


def test_the_work_of_following_a_run_is_counted_once_for_each_way_to_lay_it():
    block = own("block", 50)
    a, b = ["a", *block, "a", *block, "a"], ["b", *block, "b", "b", *block, "b"]
    after_the_first = len(a) + len(b) - 2 * (1 + 50)
    assert needs(a, b, len(a) + len(b) + 4 * (50 + WORK_PER_RUN) + after_the_first)


def test_no_further_run_is_followed_when_the_work_is_used_up():
    """The longer block comes after the shorter one; both texts hold each twice."""
    small, large = own("small", 3), own("large", 9)
    a, b = ([x, *small, x, *small, x, *large, x, *large, x] for x in "ab")
    enough = len(a) + len(b) + 4 * (3 + WORK_PER_RUN) - WORK_PER_LINE * (len(a) + len(b))
    assert edits(a, b, enough) == [Edit(0, 9, 0, 9), Edit(18, 29, 18, 29)]
    assert edits(a, b, enough - 1) == [Edit(0, 1, 0, 1), Edit(4, 29, 4, 29)]


def test_a_run_begins_after_what_is_settled_already():
    """The line before it is the same in both texts, but one of the two is taken."""
    a, b = ["k", "r", "s", "x", "r", "s", "a"], ["k", "k", "r", "s", "y", "r", "s", "b"]
    found = [Edit(1, 1, 1, 2), Edit(3, 4, 4, 5), Edit(6, 7, 7, 8)]
    assert edits(a, b) == found
    assert edits(b, a) == [Edit(e.b0, e.b1, e.a0, e.a1) for e in found]
