"""The quick reader of plain YAML reads exactly what the full parser reads, or nothing."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exports.document import Document, parsed
from app.exports.plain_yaml import quick
from app.exports.records import Budget
from app.exports.site import ExportRefused

PIECES = st.sampled_from(
    [
        *("a", "b", "adx_name", "adx_value", ": ", ":", " ", "  ", "- ", "-", "\n", "\r\n", "\r"),
        *("'", '"', "''", "#", " #", "[]", "[", "{", "}", ",", "|", ">-", "&", "*", "!", "%", "@"),
        *(
            "~",
            "1",
            "-5",
            ".5",
            "007",
            "'007'",
            '"1.0"',
            "1e3",
            "0x1F",
            "...",
            "---",
            "?",
            "\\",
            "\t",
            "ü",
            "제목",
            "\x85",
            "\u2028",
            "=",
            "<",
        ),
    ]
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "- ", "  ", "  - ", "# "]),
        st.sampled_from(["a", "b", "adx_c", "1", "ü"]),
        st.sampled_from([": ", ":", ":  ", ": '", ' "', ": x # ", ": x: "]),
        st.lists(PIECES, max_size=3).map("".join),
        st.sampled_from(["\n", "\r\n", "'\n", '"\n', " \n", ""]),
    ).map("".join),
    max_size=5,
).map("".join)
ANYTHING = st.lists(PIECES, max_size=14).map("".join)


def full(text):
    with suppress(ExportRefused):
        return parsed(text, "a.yml", Budget(10_000))
    return None


@settings(max_examples=600, deadline=None)
@given(LINES | ANYTHING)
def test_what_is_read_quickly_is_read_alike(text):
    entries = quick(text, "a.yml", Budget(10_000))
    if entries is not None:
        assert Document(text, entries, in_blocks=True) == full(text)


@pytest.mark.parametrize(
    "text",
    [
        "adx_name: Home\nadx_title: 'It''s: here'\nadx_copy: \nadx_summary:\nempty: ''\n",
        "- adx_name: 1\n  adx_value: a, b: c\n- adx_name: /x\n".replace(": c", ":c"),
        'a:\n- 20000000-0000-4000-8000-000000000001\n- x\nb: []\nc: "d"\n',
        "- a:\n  - x\n  b: -5\r\n- a: ü\r\n  b: 제목",
    ],
)
def test_a_plain_file_is_read_quickly(text):
    entries = quick(text, "a.yml", Budget(10_000))
    assert entries is not None
    assert Document(text, entries, in_blocks=True) == full(text)


@pytest.mark.parametrize("written", ["007", "1.0", "1e3", "0x1F", "+5", "1_000", "true", "null"])
@pytest.mark.parametrize("quotes", ["", "'", '"'])
def test_what_reads_like_a_number_keeps_every_character(written, quotes):
    text = f"adx_value: {quotes}{written}{quotes}\n"
    entries = quick(text, "a.yml", Budget(10))
    assert entries is not None
    assert [field.value for field in entries[0].fields] == [written]
    assert Document(text, entries, in_blocks=True) == full(text)


def test_the_budget_is_spent_only_once():
    budget = Budget(10)
    assert quick("a: b\nc: >-\n  d\n", "a.yml", budget) is None
    assert budget.left == 10
