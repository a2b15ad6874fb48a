import time

from hypothesis import given
from hypothesis import strategies as st

from app.web.diff import Folded, Line, diff, is_same

OLD = "a\nsize: 10\nc"
NEW = "a\nsize: 50\nc"
texts = st.lists(st.sampled_from(["a", "b b", "c\tc", "", "가 나"]), max_size=12).map("\n".join)


def lines(rows, *kinds):
    found = [r for r in rows if isinstance(r, Line) and r.kind in kinds]
    return [(r.number, "".join(p.text for p in r.pieces)) for r in found]


def test_only_the_changed_word_is_marked():
    rows = diff(OLD, NEW)
    [removed] = [r for r in rows if r.kind == "removed"]
    [added] = [r for r in rows if r.kind == "added"]
    assert [p.text for p in removed.pieces if p.marked] == ["10"]
    assert [p.text for p in added.pieces if p.marked] == ["50"]


def test_a_long_unchanged_run_is_folded_with_three_lines_in_sight():
    same = "\n".join(str(n) for n in range(1, 101))
    rows = diff(same + "\nold", same + "\nnew")
    assert rows[0] == Folded(1, 97, "\n".join(str(n) for n in range(1, 98)))
    assert [r.number for r in rows[1:4]] == [98, 99, 100]


def test_equal_texts_say_so():
    assert is_same(diff(NEW, NEW))
    assert not is_same(diff(OLD, NEW))


def test_conflict_lines_are_named_by_their_number_in_the_new_text():
    assert [r.conflict for r in diff(OLD, NEW, conflicts={2})] == [False, False, True, False]


def test_a_piece_of_a_text_has_the_numbers_of_the_whole():
    rows = diff(OLD, NEW, first=(10, 20))
    assert lines(rows, "removed") == [(11, "size: 10")]
    assert lines(rows, "same", "added") == [(20, "a"), (21, "size: 50"), (22, "c")]


def shown(rows):
    for row in rows:
        if isinstance(row, Folded):
            yield from row.text.split("\n")
        elif row.kind != "removed":
            yield "".join(p.text for p in row.pieces)


@given(texts, texts)
def test_no_line_is_lost_or_invented(old, new):
    rows = diff(old, new)
    assert list(shown(rows)) == new.splitlines()
    removed = [text for _, text in lines(rows, "removed")]
    assert all(text in old.splitlines() for text in removed)


def test_a_very_long_line_is_marked_as_a_whole_and_quickly():
    rows = diff("x " * 20_000, "x " * 20_000 + "y")
    assert [len(r.pieces) for r in rows] == [1, 1]


def test_texts_of_many_lines_are_compared_in_reasonable_time():
    old = "\n".join(f"line {n % 50}" for n in range(6000))
    started = time.perf_counter()
    diff(old, old.replace("line 7", "row 7"))
    assert time.perf_counter() - started < 5
