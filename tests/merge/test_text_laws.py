"""The laws of the text merge, on generated texts."""

from collections.abc import Callable
from itertools import chain, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merge.hunks import stretches
from app.merge.line_diff import edits
from app.merge.line_ends import lines_of, plain, style_of
from app.merge.text import Hunk, Merged, Segment, merge_text
from tests.merge.building import joined

bounded = settings(max_examples=80, derandomize=True, deadline=None, database=None)
ENDS = ("\n", "\r\n", "\r")
lines = st.lists(st.sampled_from(["{", "}", "", "a", "b", "c", "d"]), max_size=12)
distinct = st.lists(st.integers(0, 30), max_size=14, unique=True)


@st.composite
def edited(draw: st.DrawFn, source: list[str]) -> list[str]:
    """A text made from another by inserting, deleting, replacing, moving and doubling blocks."""
    result = list(source)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(result)))
        end = draw(st.integers(start, min(len(result), start + 3)))
        block = result[start:end]
        match draw(st.sampled_from(["insert", "delete", "replace", "move", "double"])):
            case "insert":
                result[start:start] = draw(lines)[:3]
            case "delete":
                del result[start:end]
            case "replace":
                result[start:end] = draw(lines)[:3]
            case "move":
                del result[start:end]
                at = draw(st.integers(0, len(result)))
                result[at:at] = block
            case _:
                result[end:end] = block
    return result


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(lines)
    sides = [base, draw(edited(base)), draw(edited(base))]
    last = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    texts = ["\n".join(side) for side in sides]
    return tuple(text + "\n" * (end and bool(text)) for text, end in zip(texts, last, strict=True))  # type: ignore[return-value]


def clean(segments: list[Segment]) -> str | None:
    if any(isinstance(s, Hunk) for s in segments):
        return None
    return joined(segments, lambda _: "")


def whole(segments: list[Segment], choose: Callable[[Hunk], str]) -> str:
    return joined(segments, choose)


@bounded
@given(three())
def test_1_2_3_what_only_one_side_did_is_taken_byte_for_byte(texts: tuple[str, str, str]):
    base, site, new = texts
    assert clean(merge_text(base, base, new)) == new
    assert clean(merge_text(base, site, base)) == site
    assert clean(merge_text(base, site, site)) == site


@bounded
@given(three())
def test_4_the_sides_are_treated_alike(texts: tuple[str, str, str]):
    base, site, new = texts
    one, other = merge_text(base, site, new), merge_text(base, new, site)
    assert clean(one) == clean(other)
    hunks = [(h.base, h.site, h.template) for h in one if isinstance(h, Hunk)]
    assert hunks == [(h.base, h.template, h.site) for h in other if isinstance(h, Hunk)]


@bounded
@given(three())
def test_5_choosing_one_side_everywhere_loses_nothing_of_it(texts: tuple[str, str, str]):
    base, site, new = texts
    assert whole(merge_text(base, site, base), lambda h: h.site) == site
    assert whole(merge_text(base, base, new), lambda h: h.template) == new
    segments = merge_text(base, site, new)
    without_new = [s for s in segments if not (isinstance(s, Merged) and s.origin == "template")]
    if len(without_new) == len(segments):
        assert whole(segments, lambda h: h.site) == site


@bounded
@given(three())
def test_6_every_line_comes_from_somewhere(texts: tuple[str, str, str]):
    known = {line for text in texts for line in lines_of(text)}
    for segment in merge_text(*texts):
        parts = [segment.text] if isinstance(segment, Merged) else [segment.site, segment.template]
        assert {line for part in parts for line in lines_of(part)} <= known


@bounded
@given(distinct, st.data())
def test_7_8_9_edits_of_distinct_lines_meet_only_where_they_touch(
    base: list[int], data: st.DataObject
):
    actions = st.sampled_from(["keep", "keep", "site", "new", "drop by site", "drop by new"])
    plan = [data.draw(actions) if i % 2 else "keep" for i in range(len(base))]
    site = [
        f"{n} s" if a == "site" else str(n)
        for n, a in zip(base, plan, strict=True)
        if a != "drop by site"
    ]
    new = [
        f"{n} t" if a == "new" else str(n)
        for n, a in zip(base, plan, strict=True)
        if a != "drop by new"
    ]
    texts = ["".join(f"{line}\n" for line in side) for side in (base, site, new)]
    result = clean(merge_text(*texts))
    endings = {"keep": "", "site": " s", "new": " t"}
    wanted = [f"{n}{endings[a]}" for n, a in zip(base, plan, strict=True) if a in endings]
    assert result == "".join(f"{line}\n" for line in wanted)


@bounded
@given(three())
def test_10_merging_a_clean_result_again_changes_nothing(texts: tuple[str, str, str]):
    result = clean(merge_text(*texts))
    if result is not None:
        assert clean(merge_text(texts[2], result, texts[2])) == result


@bounded
@given(three())
def test_11_the_edits_turn_one_text_into_the_other(texts: tuple[str, str, str]):
    a, b = lines_of(texts[0]), lines_of(texts[1])
    found = edits(a, b)
    result: list[str] = []
    at = 0
    for edit in found:
        assert not result or edit.a0 > at
        assert a[edit.a0 : edit.a1] != b[edit.b0 : edit.b1]
        result += [*a[at : edit.a0], *b[edit.b0 : edit.b1]]
        assert len(result) == edit.b1
        at = edit.a1
    assert [*result, *a[at:]] == b
    for one, other in pairwise(found):
        assert other.a0 > one.a1


@bounded
@given(three(), st.sampled_from(ENDS), st.sampled_from(ENDS), st.sampled_from(ENDS))
def test_12_the_result_has_the_sites_line_ends(
    texts: tuple[str, str, str], one: str, other: str, third: str
):
    base, site, new = (t.replace("\n", e) for t, e in zip(texts, (one, other, third), strict=True))
    style = style_of(site)
    plainly = merge_text(*texts)
    result = merge_text(base, site, new)
    assert [type(s) for s in result] == [type(s) for s in plainly] or site == base
    text = whole(result, lambda hunk: hunk.template)
    if style and site != base:
        assert style_of(text) in (style, None)
        assert "\r" not in text.replace(style, "")
        assert "\n" not in text.replace(style, "")


@bounded
@given(three(), st.lists(st.sampled_from(ENDS), min_size=40, max_size=40))
def test_13_a_text_the_template_did_not_touch_keeps_every_byte(
    texts: tuple[str, str, str], ends: list[str]
):
    pieces = plain(texts[1]).split("\n")
    mixed = "".join(p + e for p, e in zip(pieces, ends, strict=False))
    assert clean(merge_text(texts[0], mixed, texts[0])) == mixed
    other_ends = texts[0].replace("\n", "\r\n")
    if mixed != other_ends:
        assert clean(merge_text(other_ends, mixed, texts[0])) == mixed


@bounded
@given(three())
def test_nothing_is_lost_between_the_pieces(texts: tuple[str, str, str]):
    """Every line both sides left alone, in order; no marker text anywhere."""
    segments = merge_text(*texts)
    assert "<<<<<<<" not in whole(segments, lambda h: h.site + h.template)
    if style_of(texts[1]):
        assert whole(segments, lambda h: h.base or "").count("\r") == 0


@bounded
@given(three())
def test_the_pieces_of_each_text_are_the_text(texts: tuple[str, str, str]):
    pieces = stretches(*(lines_of(text) for text in texts))
    sides = ([p.base for p in pieces], [p.site for p in pieces], [p.template for p in pieces])
    assert tuple("".join(chain.from_iterable(side)) for side in sides) == texts


def test_without_a_base_different_texts_are_one_question():
    assert merge_text(None, "a\n", "a\n") == [Merged("a\n", "both")]
    assert merge_text(None, "a\nb\n", "a\nc\n") == [Hunk(None, "a\nb\n", "a\nc\n")]


def close_calls(between: int, sides: str = "st") -> list[bool]:
    """The marks of two edits, each of one side, with so many unchanged lines between them."""
    base = ["a", *map(str, range(between)), "d"]
    texts = {"s": list(base), "t": list(base)}
    texts[sides[0]][0] = "A"
    texts[sides[1]][-1] = "D"
    pieces = merge_text(*("".join(f"{x}\n" for x in t) for t in (base, texts["s"], texts["t"])))
    return [p.close_call for p in pieces if isinstance(p, Merged) and p.origin != "same"]


def test_edits_near_each_other_are_marked_for_a_glance():
    assert close_calls(1) == close_calls(3) == close_calls(3, "ts") == [True, True]
    assert close_calls(4) == close_calls(4, "ts") == [False, False]


def marks(**sides: str) -> list[bool]:
    """Marks of edits at these lines of twenty: `s` by the site, `t` by the template."""
    texts = {"base": [str(n) for n in range(20)]}
    for side in "st":
        texts[side] = [side if str(n) in sides[side].split() else str(n) for n in range(20)]
    pieces = merge_text(*("".join(f"{line}\n" for line in text) for text in texts.values()))
    return [p.close_call for p in pieces if isinstance(p, Merged) and p.origin != "same"]


def test_only_edits_of_the_other_side_make_a_close_call():
    assert marks(s="0 12", t="10") == [False, True, True]
    assert marks(s="0 2", t="10") == marks(s="10", t="0 2") == [False, False, False]


def test_a_hunk_holds_the_lines_of_all_three_sides():
    (hunk,) = merge_text("a\nb\n", "1\n2\n", "3\n4\n5\n")
    assert isinstance(hunk, Hunk)
    assert (hunk.base, hunk.site, hunk.template) == ("a\nb\n", "1\n2\n", "3\n4\n5\n")


def test_a_block_both_sides_added_appears_once():
    """The two comparisons place it differently; sliding brings both to the same place."""
    base, site, new = "a\n}\n", "a\n}\nx\n}\n", "e\na\n}\nx\n}\n"
    assert clean(merge_text(base, site, new)) == new
