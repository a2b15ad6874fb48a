"""Byte order marks, which some editors put before a text: part of the file, not of the value."""

import pytest

from app.exports import Row, write_export
from tests.exports.samples import SMALL, by_key, guid, small, unzipped

MARK = "\ufeff"
TEXT = "content-snippets/footer/Footer.en-US.contentsnippet.value.html"
SNIPPET, EMPTY = ("adx_contentsnippet", guid(3)), ("adx_contentsnippet", guid(4))


def marked(value):
    """The small export with a mark before each of its texts."""
    texts = {name: MARK + said for name, said in SMALL.items() if isinstance(said, str)}
    return small(**{**texts, TEXT: MARK + value})


def test_a_mark_is_no_part_of_a_text():
    assert by_key(marked("One\r\nTwo")) == by_key(small())
    assert by_key(marked(""))[SNIPPET].columns["adx_value"] is None


def test_a_file_that_is_written_keeps_its_mark_and_others_get_none():
    data = marked("One\r\nTwo")
    rows = [
        Row(*SNIPPET, {"adx_value": "Three", "adx_name": "New"}),
        Row(*EMPTY, {"adx_value": "First"}),
    ]
    before, after = unzipped(data), unzipped(write_export(data, rows))
    assert after[TEXT].decode() == f"{MARK}Three"
    sheet = TEXT.replace(".value.html", ".yml")
    assert after[sheet] == before[sheet].replace(b"Footer", b"New")
    assert after["content-snippets/bare/Bare.contentsnippet.value.html"] == b"First"
    assert after["web-files/logo.png"] == before["web-files/logo.png"]


@pytest.mark.parametrize("nothing", ["{}\n", "{}\r\n", f"{MARK}{{}}", ""])
def test_noted_deletions_that_are_empty_already_stay_as_they_are(nothing):
    data = small(**{".portalconfig/manifest.yml": nothing})
    written = unzipped(write_export(data, [Row(*SNIPPET, {"adx_name": "New"})]))
    assert written[".portalconfig/manifest.yml"].decode() == nothing
