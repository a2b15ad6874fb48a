"""The texts on the buttons of a hunk: what people usually make of such a place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merge.suggestions import LONGEST_FOR_WORDS, join
from app.merge.text import Hunk, merge_text

bounded = settings(max_examples=150, derandomize=True, deadline=None, database=None)
words = st.lists(st.sampled_from(["red", "green", "blue", ":", "-", "\n"]), max_size=8)


def suggested(base: str | None, site: str, template: str) -> dict[str, str]:
    """By reason, in the order of the buttons."""
    hunk = only_hunk(base, site, template)
    return {suggestion.reason: suggestion.text for suggestion in hunk.suggestions}


def only_hunk(base: str | None, site: str, template: str) -> Hunk:
    (hunk,) = (s for s in merge_text(base, site, template) if isinstance(s, Hunk))
    return hunk


def test_where_one_side_only_moved_blanks_the_other_is_suggested():
    base, spaced, changed = "if a then\nb\n", "  if a   then\n\tb\n", "if a then\nc\n"
    assert suggested(base, spaced, changed)["spacing"] == changed
    assert suggested(base, changed, spaced)["spacing"] == changed
    assert next(iter(suggested(base, spaced, changed))) == "spacing"
    assert "spacing" not in suggested(base, "if x then\nb\n", changed)


def test_where_one_side_did_all_the_other_did_and_more_the_larger_is_suggested():
    base, less, more = "a\nb\n", "a\nnew\n", "first\na\nnew\nlast\n"
    assert suggested("b\n", "new\n", "new\nmore\n")["larger"] == "new\nmore\n"
    assert suggested("b\n", "new\nmore\n", "new\n")["larger"] == "new\nmore\n"
    assert suggested(base, less, more)["larger"] == "new\nlast\n"
    assert "larger" not in suggested("b\n", "new\n", "other\nmore\n")
    assert "larger" not in suggested("b\nc\n", "x\n", "x\ny\nc\n")
    assert "larger" not in suggested("b\n", "one\ntwo\n", "two\none\nthree\n")


def test_changes_that_touch_without_overlapping_are_combined():
    assert suggested("a\nb\n", "A\nb\n", "a\nB\n")["combined"] == "A\nB\n"
    assert suggested("a\nb\nc\n", "A\nb\nc\n", "a\nB\nC\n")["combined"] == "A\nB\nC\n"
    assert suggested("a\nb\nc\n", "a\nB\nc\n", "A\nb\nC\n")["combined"] == "A\nB\nC\n"
    assert suggested("a\nb\n", "b\n", "a\nnew\n")["combined"] == "new\n"
    assert "combined" not in suggested("a\nb\nc\n", "x\ny\nc\n", "a\nz\nw\n")
    assert "combined" not in suggested("a\nb\n", "a\nb\none\n", "a\nb\nother\n")


def test_a_line_put_in_beside_one_that_the_other_changed_is_combined_with_it():
    assert suggested("a\nb\n", "A\nb\n", "a\nx\nb\n")["combined"] == "A\nx\n"
    assert suggested("a\nb\n", "a\nx\nb\n", "a\nB\n")["combined"] == "x\nB\n"


def test_what_takes_out_other_lines_is_not_the_larger_however_much_it_takes_out():
    assert "larger" not in suggested("a\nb\nc\n", "b\nc\n", "a\n")
    assert "larger" not in suggested("a\nb\nc\n", "a\n", "b\nc\n")


def test_what_both_put_in_at_one_place_is_offered_one_after_the_other():
    assert suggested("a\nz\n", "a\none\nz\n", "a\nother\nz\n") == {"both": "one\nother\n"}
    assert suggested("", "one", "other") == {"both": "one\nother"}
    assert suggested("", "1\n2\n", "3\n4\n") == {"both": "1\n2\n3\n4\n"}
    assert "both" not in suggested("b\n", "one\n", "other\n")


def test_changes_of_other_words_in_one_line_are_combined_by_words():
    line = "The quick brown fox jumps over it.\n"
    site, template = line.replace("quick", "slow"), line.replace("over", "under")
    assert suggested(line, site, template)["words"] == "The slow brown fox jumps under it.\n"
    assert "words" not in suggested(line, site, line.replace("quick", "fast"))
    assert suggested("a  b c\n", "a\tb c\n", "a  b d\n")["words"] == "a\tb d\n"
    assert suggested("f(x,y,w)\n", "f(x;y,w)\n", "f(x,y,z)\n")["words"] == "f(x;y,z)\n"


def test_very_long_lines_are_not_compared_by_words():
    long = "word " * 3000
    sides = (f"{long}a middle b\n", f"{long}A middle b\n", f"{long}a middle B\n")
    assert "words" not in suggested(*sides)
    short = tuple(side[-20:] for side in sides)
    assert "words" in suggested(short[0], short[1], short[2])


def test_changes_of_words_that_touch_without_overlapping_are_combined_too():
    line = "load('a', b)\n"
    assert suggested(line, "read('a', b)\n", "load['a', b]\n")["words"] == "read['a', b]\n"
    assert suggested(line, "load('a', c)\n", "load('a', b]\n")["words"] == "load('a', c]\n"
    assert "words" not in suggested(line, "read['a', b)\n", "load<'a', b)\n")
    assert "words" not in suggested(line, "load('a', b, c)\n", "load('a', b; d)\n")
    assert suggested("f is x(y)\n", "g is z(y)\n", "g is x[y)\n")["words"] == "g is z[y)\n"


def of_length(total: int) -> tuple[str, str, str]:
    """Three lines of so many characters together, of which each side changed another word."""
    line = "red " + "word " * 1000 + "blue" + "." * ((total - 15_027) // 3)
    assert len(line) > 5_000
    more = "." * ((total - 3) % 3)
    return f"{line}\n", f"RED{line[3:]}\n", f"{line.replace('blue', 'BLUE')}{more}\n"


def test_words_are_compared_up_to_a_length_of_the_three_texts_together():
    longest = of_length(LONGEST_FOR_WORDS)
    assert sum(map(len, longest)) == LONGEST_FOR_WORDS
    assert "words" in suggested(*longest)
    assert "words" not in suggested(*of_length(LONGEST_FOR_WORDS + 1))


def test_the_comparison_by_words_gives_up_soon_whichever_side_it_is_about():
    """A page compares every place that is asked; nobody should wait for any of them."""
    base = [";,:"[n % 3] for n in range(6000)]

    def changed(first: int, step: int) -> str:
        return "".join("x" if n % step == first else mark for n, mark in enumerate(base))

    line, little, some, much = "".join(base), changed(4, 6000), changed(0, 18), changed(0, 9)
    assert "words" in suggested(line, little, some)
    assert "words" not in suggested(line, little, much)
    assert "words" not in suggested(line, much, little)


def test_rules_that_give_the_same_text_are_one_button_of_the_first_rule():
    found = suggested("a\nb\n", "A\nb\n", "a\nB\n")
    assert len(set(found.values())) == len(found)
    assert list(found) == ["combined"]


def test_suggestions_have_the_sites_line_ends():
    assert suggested("a\r\nb\r\n", "A\r\nb\r\n", "a\nB\n")["combined"] == "A\r\nB\r\n"


def test_without_a_base_only_both_texts_are_there_to_choose_from():
    assert only_hunk(None, "one\n", "other\n").suggestions == ()


def test_texts_are_joined_on_lines_of_their_own():
    assert join("one", "other") == "one\nother"
    assert join("one\n", "other\n") == "one\nother\n"
    assert (join("", "other"), join("one", "")) == ("other", "one")


@bounded
@given(words, words, words)
def test_the_rules_do_not_care_which_side_is_which(
    base: list[str], site: list[str], template: list[str]
):
    texts = ["".join(side) for side in (base, site, template)]
    reasons = [
        [{s.reason for s in piece.suggestions} for piece in pieces if isinstance(piece, Hunk)]
        for pieces in (merge_text(*texts), merge_text(texts[0], texts[2], texts[1]))
    ]
    assert reasons[0] == reasons[1]
