"""The text that each button of a hunk gives, and what somebody may write instead."""

import pytest

from app.merge.choices import own_text_problem, preview
from app.merge.outcome import Choice, Conflict, ConflictKind, Referrer, Suggestion


def hunk(base: str | None, site: str | None, template: str | None, *more: Suggestion) -> Conflict:
    return Conflict(
        id="x",
        kind=ConflictKind.TEXT,
        table="adx_webtemplate",
        record_id="1",
        column="adx_source",
        base=base,
        site=site,
        template=template,
        fingerprint="f",
        suggestions=more,
    )


def test_a_suggestion_is_taken_by_its_name_and_without_one_the_first_is():
    conflict = hunk("b\n", "s\n", "t\n", Suggestion("larger", "L\n"), Suggestion("words", "W\n"))
    assert preview(conflict, Choice.SUGGESTION, "words") == "W\n"
    assert preview(conflict, Choice.SUGGESTION, "larger") == "L\n"
    assert preview(conflict, Choice.SUGGESTION) == "L\n"


def test_where_nothing_is_suggested_the_sites_text_stays():
    assert preview(hunk("b\n", "s\n", "t\n"), Choice.SUGGESTION) == "s\n"
    assert preview(hunk("b\n", None, "t\n"), Choice.SUGGESTION) == ""


@pytest.mark.parametrize(
    ("sides", "end"),
    [
        (("b\n", "s\r\n", "t\n"), "\r\n"),
        (("b\n", "s\n", "t\r\n"), "\n"),
        (("b\n", "", "t\r\n"), "\r\n"),
        (("b\r\n", None, "t\n"), "\n"),
        (("b\r\n", "", ""), "\r\n"),
        ((None, None, None), "\n"),
    ],
)
def test_what_somebody_writes_gets_the_line_ends_that_the_place_has(
    sides: tuple[str | None, str | None, str | None], end: str
):
    """Those of the site; where nothing is left of it the template's, then the base's."""
    assert preview(hunk(*sides), Choice.OWN, "x\r\ny\n") == f"x{end}y{end}"


def test_a_side_that_has_nothing_there_gives_nothing():
    nothing = hunk(None, None, None)
    for choice in (Choice.SITE, Choice.TEMPLATE, Choice.BASE, Choice.SITE_THEN_TEMPLATE):
        assert preview(nothing, choice) == ""
    assert preview(hunk("b\n", None, "t\n"), Choice.SITE_THEN_TEMPLATE) == "t\n"
    assert preview(hunk("b\n", "s\n", None), Choice.SITE_THEN_TEMPLATE) == "s\n"
    assert preview(hunk("b\n", "s\n", "t\n"), Choice.OWN) == ""


def test_both_one_after_the_other_have_the_sites_line_ends():
    conflict = hunk("b\r\n", "s\r\n", "t\n")
    assert preview(conflict, Choice.SITE_THEN_TEMPLATE) == "s\r\nt\r\n"
    assert preview(conflict, Choice.TEMPLATE_THEN_SITE) == "t\r\ns\r\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_after_what_somebody_writes_is_not_glued_on(end: str):
    middle = hunk(f"b{end}", f"s{end}", f"t{end}")
    assert preview(middle, Choice.OWN, "own") == f"own{end}"
    assert preview(middle, Choice.OWN, "own\n") == f"own{end}"
    assert preview(middle, Choice.OWN, "") == ""
    assert preview(hunk(f"b{end}", "s", f"t{end}"), Choice.OWN, "own") == "own"


def test_a_text_may_fill_the_column_to_the_last_unit_and_no_more():
    whole = Conflict("x", ConflictKind.TOO_LONG, "t", "1", "c", None, "s", "t", "f", limit=4)
    assert own_text_problem(whole, "\U0001f600ab") is None
    assert own_text_problem(whole, "\U0001f600abc") == "too_long"


def test_a_pairing_names_one_of_the_records_that_are_listed():
    there = (Referrer("adx_webpage", "0a", "Home", ""), Referrer("adx_webpage", "0b", "Home", ""))
    pairing = Conflict(
        "x", ConflictKind.AMBIGUOUS, "adx_webpage", "1", "", None, None, "t", "f", referrers=there
    )
    assert own_text_problem(pairing, " 0A\n") is None
    assert own_text_problem(pairing, "0c") == "not_listed"
    assert own_text_problem(pairing, "") == "not_listed"
