"""Web files: text merges by lines, other bytes are taken from one side."""

import re

import pytest

from app.merge.outcome import Case, Choice, ConflictKind
from app.merge.rewrite import rewritten
from app.merge.snapshot import NOT_READ, NotRead, Record
from tests.merge.building import asked, decided, guid, merged, only, record, site_of

KEY = ("adx_webfile", guid(1))


def file(content: bytes | NotRead | None, name: str = "logo.png", mimetype: str = "image/png"):
    return record(
        "adx_webfile",
        1,
        content,
        adx_name=name,
        adx_partialurl=name,
        filename=name,
        mimetype=mimetype,
    )


def test_bytes_only_the_template_changed_are_taken():
    outcome = merged(file(b"1"), file(b"1"), file(b"2"))
    assert outcome.result.records[KEY].content == b"2"
    assert [c.column for c in only(outcome).changes] == ["content"]


def test_bytes_changed_on_both_sides_are_asked_and_name_and_type_go_along():
    sides = file(b"1"), file(b"2"), file(b"3", mimetype="image/webp")
    outcome = merged(*sides)
    assert asked(outcome).kind is ConflictKind.FILE
    assert asked(outcome).site is not None
    assert asked(outcome).site.startswith("1 B, SHA-256 ")
    assert outcome.result.records[KEY] == sides[1]
    outcome = merged(*sides, decided(asked(outcome), Choice.TEMPLATE))
    assert outcome.result.records[KEY].content == b"3"
    assert outcome.result.records[KEY].columns["mimetype"] == "image/webp"


def test_each_side_of_a_file_is_told_by_its_size_its_hash_its_name_and_its_type():
    sides = file(b"1"), file(b"22", "new.png"), file(b"333", mimetype="image/webp")
    conflict = asked(merged(*sides))
    assert conflict.column == "content"
    shown = [conflict.base, conflict.site, conflict.template]
    assert [re.sub("SHA-256 [0-9a-f]{16}", "#", one or "") for one in shown] == [
        "1 B, #, logo.png, image/png",
        "2 B, #, new.png, image/png",
        "3 B, #, logo.png, image/webp",
    ]
    empty = asked(merged(file(b"1"), file(None), file(b"3")))
    assert empty.site == "logo.png, image/png"


def test_only_bytes_that_are_there_can_be_chosen():
    sides = file(b"1"), file(b"2"), file(b"3")
    three = asked(merged(*sides))
    assert three.choices == (Choice.SITE, Choice.TEMPLATE, Choice.BASE)
    back = merged(*sides, decided(three, Choice.BASE))
    assert back.result.records[KEY].content == b"1"
    both_added = merged(None, *sides[1:])
    [two] = [c for c in both_added.conflicts if c.kind is ConflictKind.FILE]
    assert (two.choices, two.base) == ((Choice.SITE, Choice.TEMPLATE), None)


def test_text_files_that_both_sides_added_are_asked_as_text_from_first_line_to_last():
    sides = [file(text, "theme.css", "text/css") for text in (b"a\nb\n", b"a\nc\n")]
    [conflict] = [c for c in merged(None, *sides).conflicts if c.kind is ConflictKind.TEXT]
    assert (conflict.base, conflict.site, conflict.template) == (None, "a\nb\n", "a\nc\n")


@pytest.mark.parametrize("spoiled", [0, 1, 2])
def test_bytes_that_are_no_text_on_any_side_are_taken_whole(spoiled: int):
    sides = [file(text, "theme.css", "text/css") for text in (b"a\nb\n", b"A\nb\n", b"a\nB\n")]
    sides[spoiled] = file(b"\xff\n", "theme.css", "text/css")
    assert asked(merged(*sides)).kind is ConflictKind.FILE


def test_a_new_file_here_and_a_new_type_there_are_one_question():
    outcome = merged(file(b"1"), file(b"2"), file(b"1", mimetype="image/webp"))
    assert asked(outcome).kind is ConflictKind.FILE


def test_style_sheets_are_merged_by_lines():
    sides = [
        file(text, "theme.css", "text/css") for text in (b"a\nb\nc\n", b"A\nb\nc\n", b"a\nb\nC\n")
    ]
    outcome = merged(*sides)
    assert outcome.result.records[KEY].content == b"A\nb\nC\n"
    assert [c.close_call for c in only(outcome).changes] == [True]


@pytest.mark.parametrize("blind", [0, 1, 2])
def test_bytes_that_were_not_read_are_never_replaced(blind: int):
    sides = [file(b"1"), file(b"1"), file(b"2")]
    sides[blind] = file(NOT_READ)
    outcome = merged(*sides)
    assert outcome.result.records[KEY] == sides[1]


def test_only_the_notes_id_differs_after_uploading_again():
    sides = [
        record("adx_webfile", 1, b"x", adx_name="a", adx_partialurl="a", annotationid=guid(n))
        for n in (2, 3, 4)
    ]
    outcome = merged(*sides)
    assert (only(outcome).case, outcome.result.records[KEY]) == (Case.UNCHANGED, sides[1])


def json_file(*lines: str):
    return file("".join(f"{line}\n" for line in lines).encode(), "data.json", "application/json")


def test_lines_of_json_put_together_are_json_or_asked():
    """Each side adds the same member at another place: by lines clean, but named twice."""
    middle = ['  "b": 2,', '  "c": 3,', '  "d": 4,', '  "e": 5']
    base = json_file("{", '  "a": 1,', *middle, "}")
    site = json_file("{", '  "a": 1,', *middle, "}", "")
    assert asked_nothing(base, site, json_file("{", '  "a": 2,', *middle, "}"))
    twice = json_file("{", '  "x": 1,', '  "a": 1,', *middle, "}")
    new = json_file("{", '  "a": 1,', *middle[:-1], '  "e": 5,', '  "x": 2', "}")
    question = asked(merged(base, twice, new))
    assert (question.kind, question.reason) == (ConflictKind.JSON, "no_longer_json")
    assert merged(base, twice, new).result.records[KEY] == twice
    own = merged(base, twice, new, decided(question, Choice.OWN, '{"x": 3}\n'))
    assert own.result.records[KEY].content == b'{"x": 3}\n'
    assert asked(merged(base, twice, new, decided(question, Choice.OWN, "{"))).resolution is None


def asked_nothing(*sides: Record) -> bool:
    return not merged(*sides).conflicts


def test_a_file_that_no_side_read_is_told_even_where_both_sides_say_the_same():
    """Its name changed since the base: what is in it may have, too."""
    both = file(NOT_READ)
    outcome = merged(file(b"x", "old.png"), both, both)
    assert [n.details["column"] for n in outcome.notes if n.code == "not_read"] == ["content"]
    assert only(outcome).case is not Case.UPDATED
    unchanged = merged(file(NOT_READ), both, both)
    assert not [n for n in unchanged.notes if n.code == "not_read"]


CSS = ("a.css", "text/css")


def content_of(*sides: bytes) -> bytes | NotRead | None:
    outcome = merged(*(file(side, *CSS) for side in sides))
    assert not outcome.conflicts
    return outcome.result.records[KEY].content


def test_a_text_that_only_the_template_changed_keeps_the_line_ends_of_the_site():
    assert content_of(b"1\n2\n", b"1\r\n2\r\n", b"1\n3\n") == b"1\r\n3\r\n"
    assert content_of(b"1\n2\n", b"1\n2\n", b"1\r\n3\r\n") == b"1\r\n3\r\n"


def test_a_byte_order_mark_is_not_a_change_and_stays():
    mark = b"\xef\xbb\xbf"
    assert content_of(b"1\n", mark + b"1\n", b"1\n") == mark + b"1\n"
    assert content_of(b"1\n", b"1\n", mark + b"1\n") == b"1\n"
    assert content_of(b"1\n2\n3\n", mark + b"0\n2\n3\n", b"1\n2\n4\n") == mark + b"0\n2\n4\n"
    assert content_of(b"1\n", mark + b"1\n", b"2\n") == mark + b"2\n"
    other = file(mark + b"1 " + guid(7).encode(), *CSS)
    assert (
        rewritten(site_of(other), {("adx_webpage", guid(7)): guid(8)}).records[KEY].content
        == mark + b"1 " + guid(8).encode()
    )
