"""Long texts are asked place by place: each with what stands around it and what can be chosen."""

import pytest

from app.merge.decisions import Decisions, Questions, Three
from app.merge.long_columns import Cell, merge_long_text
from app.merge.outcome import Choice, ConflictKind, Resolution

FOUR = (Choice.SITE, Choice.TEMPLATE, Choice.SITE_THEN_TEMPLATE, Choice.TEMPLATE_THEN_SITE)


def cell(*three: str | None, answers: dict[str, Resolution] | None = None) -> Cell:
    asking = Questions("adx_webtemplate", "1", "one", Decisions(answers or {}))
    base, site, template = three
    return merge_long_text(asking, "adx_source", Three(base, site, template), absent=base is None)


def lines(*changed: str) -> str:
    """Lines 1 to 20, some of them with another text: "5x" is line 5."""
    said = {one[:-1]: one for one in changed}
    return "".join(f"{said.get(str(n), str(n))}\n" for n in range(1, 21))


def test_a_place_is_shown_with_three_lines_before_and_after_it():
    [conflict] = cell(lines(), lines("8s"), lines("8t")).conflicts
    assert (conflict.kind, conflict.column) == (ConflictKind.TEXT, "adx_source")
    assert (conflict.base, conflict.site, conflict.template) == ("8\n", "8s\n", "8t\n")
    assert (conflict.before, conflict.after) == ("5\n6\n7\n", "9\n10\n11\n")


def test_what_stands_around_a_place_is_what_the_merge_gives_there():
    [conflict] = cell(lines(), lines("6s", "8s"), lines("8t", "10t")).conflicts
    assert (conflict.before, conflict.after) == ("7\n", "9\n")
    [crlf] = cell(lines(), lines("8s").replace("\n", "\r\n"), lines("8t")).conflicts
    assert (crlf.before, crlf.after) == ("5\n6\n7\n", "9\n10\n11\n")


def test_nothing_stands_before_the_first_line_nor_after_the_last():
    first, last = cell(lines(), lines("1s", "20s"), lines("1t", "20t")).conflicts
    assert (first.before, first.after) == ("", "2\n3\n4\n")
    assert (last.before, last.after) == ("17\n18\n19\n", "")
    [whole] = cell("a\n", "b\n", "c\n").conflicts
    assert (whole.before, whole.after) == ("", "")


def test_places_that_look_alike_are_different_questions():
    block = "x\nx\nx\nold\nx\nx\nx\n"
    said = [block.replace("old", word) * 3 for word in ("old", "site", "template")]
    conflicts = cell(*said).conflicts
    assert len({c.id for c in conflicts}) == len(conflicts) == 3
    second = conflicts[1]
    answered = cell(*said, answers={second.id: Resolution(Choice.TEMPLATE, second.fingerprint)})
    once, twice = (block.replace("old", word) for word in ("site", "template"))
    assert answered.value == once + twice + once


def test_the_base_can_be_chosen_where_there_is_one_and_a_suggestion_where_one_is_made():
    assert asked(lines(), lines("8s"), lines("8t")) == (*FOUR, Choice.BASE, Choice.OWN)
    assert asked("b\n", "new\n", "new\nmore\n")[-1] is Choice.SUGGESTION
    assert asked(None, "s\n", "t\n") == (*FOUR, Choice.OWN)


def asked(*three: str | None) -> tuple[Choice, ...]:
    [conflict] = cell(*three).conflicts
    return conflict.choices


@pytest.mark.parametrize(
    ("site", "close"),
    [("10s", True), ("8s", True), ("7s", False), ("14s", True), ("16s", True), ("17s", False)],
)
def test_changes_with_up_to_three_lines_between_them_deserve_a_glance(site: str, *, close: bool):
    merged = cell(lines(), lines(site), lines("12t"))
    assert (merged.conflicts, merged.close_call) == ((), close)


def test_a_text_that_becomes_empty_is_no_text():
    assert cell("a\n", "a\n", "").value is None
    assert cell("a\n", "a\n", None).value is None
    assert cell("", "", "a\n").value == "a\n"
    assert cell(None, None, "a\n").value is None  # it is asked, and until then nothing is there


def test_lines_of_json_are_asked_as_a_whole_only_when_all_sides_are_json():
    twice = '{\n"x": 1,\n"a": 1,\n"b": 1\n}\n'
    base, new = '{\n"a": 1,\n"b": 1\n}\n', '{\n"a": 1,\n"b": 1,\n"x": 2\n}\n'
    broken = cell(base, twice, new)
    assert [(c.kind, c.reason) for c in broken.conflicts] == [(ConflictKind.JSON, "no_longer_json")]
    assert broken.conflicts[0].choices == (Choice.SITE, Choice.TEMPLATE, Choice.OWN)
    assert broken.value == twice
    no_json = [text.replace("{", "") for text in (base, twice, new)]
    assert cell(*no_json).conflicts == ()
