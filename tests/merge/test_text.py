"""One text as pieces: whose they are, and what stands around those that are asked."""

import pytest

from app.merge.hunks import Origin
from app.merge.text import Hunk, Merged, merge_text


def pieces(base: str | None, site: str, template: str) -> list[tuple[str, str]]:
    """By whose it is; `asked` where the sides disagree, with the site's text."""
    return [
        (piece.origin.value, piece.text) if isinstance(piece, Merged) else ("asked", piece.site)
        for piece in merge_text(base, site, template)
    ]


def words(text: str) -> str:
    return text.replace(" ", "\n") + "\n"


def test_each_piece_says_whose_it_is():
    base, site, new = (
        words(text) for text in ("a b c d e f g h i", "a B c D e F g h i", "a b c D e G g H i")
    )
    assert pieces(base, site, new) == [
        ("same", "a\n"),
        ("site", "B\n"),
        ("same", "c\n"),
        ("both", "D\n"),
        ("same", "e\n"),
        ("asked", "F\n"),
        ("same", "g\n"),
        ("template", "H\n"),
        ("same", "i\n"),
    ]


def test_a_place_that_is_asked_knows_its_first_line_on_each_side():
    base, site, new = (words(text) for text in ("a b c d e f", "x y a b c S e S", "a c T e T"))
    asked = [one for one in merge_text(base, site, new) if isinstance(one, Hunk)]
    assert [(one.site, one.lines) for one in asked] == [("S\n", (4, 6, 3)), ("S\n", (6, 8, 5))]


@pytest.mark.parametrize(
    ("three", "text", "origin"),
    [
        (("a\n", "a\n", "b\n"), "b\n", Origin.TEMPLATE),
        (("a\n", "a\n", "b\r\n"), "b\r\n", Origin.TEMPLATE),  # bytes in are bytes out
        (("a\n", "a\r\n", "b\nc\n"), "b\r\nc\r\n", Origin.TEMPLATE),
        (("a\r\n", "b\n", "a\n"), "b\n", Origin.SITE),
        (("a\n", "b\r\n", "b\n"), "b\r\n", Origin.BOTH),
        (("a\n", "a\n", "a\r\n"), "a\r\n", Origin.TEMPLATE),
        (("a\n", "a\r\n", "a\n"), "a\r\n", Origin.SAME),
        ((None, "a\r\n", "a\n"), "a\r\n", Origin.BOTH),
        (("", "", "a\r\n"), "a\r\n", Origin.TEMPLATE),
    ],
)
def test_what_only_one_side_did_is_taken_in_the_sites_line_ends(
    three: tuple[str | None, str, str], text: str, origin: Origin
):
    [piece] = merge_text(*three)
    assert piece == Merged(text, origin)


def test_a_place_that_is_asked_knows_three_lines_of_the_base_on_either_side():
    base = words("1 2 3 4 5 6 7 8 9")
    [hunk] = hunks(base, base.replace("5", "S"), base.replace("5", "T"))
    assert (hunk.base, hunk.site, hunk.template) == ("5\n", "S\n", "T\n")
    assert hunk.around == ("2\n", "3\n", "4\n", "", "6\n", "7\n", "8\n")
    first, last = hunks(base, *(base.replace("1", x).replace("9", x) for x in "ST"))
    assert first.around == ("", "2\n", "3\n", "4\n")
    assert last.around == ("6\n", "7\n", "8\n", "")
    [second] = hunks(base, base.replace("2", "S"), base.replace("2", "T"))
    assert second.around == ("1\n", "", "3\n", "4\n", "5\n")


def test_what_stands_around_a_place_are_the_bases_lines_wherever_the_sides_have_them():
    base = words("1 2 3 4 5 6 7 8 9")
    more = "new\nlines\n"
    [hunk] = hunks(base, more + base.replace("6", "S"), base.replace("6", "T"))
    assert hunk.around == ("3\n", "4\n", "5\n", "", "7\n", "8\n", "9\n")
    less = base.replace("1\n2\n", "")
    [hunk] = hunks(base, base.replace("6", "S"), less.replace("6", "T"))
    assert hunk.around == ("3\n", "4\n", "5\n", "", "7\n", "8\n", "9\n")


def hunks(base: str, site: str, template: str) -> list[Hunk]:
    return [piece for piece in merge_text(base, site, template) if isinstance(piece, Hunk)]


def test_a_place_keeps_its_name_with_other_line_ends_and_gets_another_with_another_base():
    one = Hunk("a\n", "s\n", "t\n", (), ("x\n", ""))
    assert one.name == Hunk("a\r\n", "s2\n", "t2\n", (), ("x\n", "")).name
    others = [
        Hunk("b\n", "s\n", "t\n", (), ("x\n", "")),
        Hunk("a\n", "s\n", "t\n", (), ("", "x\n")),
        Hunk(None, "s\n", "t\n", (), ("x\n", "")),
        Hunk("", "s\n", "t\n", (), ("x\n", "")),
    ]
    assert len({one.name, *(other.name for other in others)}) == 5


def test_without_a_base_texts_that_differ_are_one_place_in_the_sites_line_ends():
    [hunk] = merge_text(None, "a\r\nb\r\n", "a\nc\n")
    assert hunk == Hunk(None, "a\r\nb\r\n", "a\r\nc\r\n")
    [other] = merge_text(None, "a", "b\r\nc")
    assert other == Hunk(None, "a", "b\r\nc")
    [plain] = merge_text(None, "a", "b")
    assert plain == Hunk(None, "a", "b")
