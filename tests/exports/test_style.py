"""Any text can be written into YAML and comes back as it was."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.exports import Row, build_export, write_export
from app.exports.style import field
from tests.exports.samples import WEBSITE_ID, by_key, guid

LOADERS = [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)]
LIKELY = st.text(st.sampled_from(list(" \t\n\r:#-'\"\\&*!|>%@`{}[],?~ab0é—\u00a0\u2028\u0085😀")))
TEXTS = st.one_of(
    LIKELY,
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.sampled_from(["", " ", "  a", "b: c", "- d", "# e", "f "])).map("\n".join),
    st.sampled_from(["yes", "No", "null", "~", "1e3", "0o7", "---", "...", "<<", "=", "- ", "-1"]),
    st.integers(0, 9000).map(lambda length: "word " * length + "end"),
)


@settings(deadline=None)
@given(TEXTS)
@example("--- a")
@example("a\n\n\n b\n\nc")
@example("\ufeffx")
def test_any_text_comes_back(text):
    for indent in ("", "  "):
        written = ("- x: 1\n" if indent else "") + field("adx_value", text, indent)
        written += f"{indent}zz: end\n"
        for loader in LOADERS:
            read = yaml.load(written, loader)  # noqa: S506 - the base loaders make text only
            record = read[0] if indent else read
            assert (record["adx_value"], record["zz"]) == (text, "end")


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_comes_back_from_an_export(first, second):
    rows = [
        Row("adx_sitesetting", guid(1), {"adx_name": "A", "adx_value": first}),
        Row("adx_webrole", guid(2), {"adx_name": second or None}),
        Row("adx_contentsnippet", guid(3), {"adx_name": "N", "adx_value": second}),
    ]
    data = build_export("Contoso", WEBSITE_ID, rows)
    read = by_key(data)
    assert read["adx_sitesetting", guid(1)].columns["adx_value"] == (first or None)
    assert read["adx_webrole", guid(2)].columns["adx_name"] == (second or None)
    assert read["adx_contentsnippet", guid(3)].columns["adx_value"] == (second or None)
    swapped = Row("adx_sitesetting", guid(1), {"adx_name": first, "adx_value": second})
    changed = by_key(write_export(data, [swapped]))["adx_sitesetting", guid(1)]
    assert changed.columns == {"adx_name": first or None, "adx_value": second or None}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("false", "false"),
        ("Yes", "Yes"),
        (guid(1), guid(1)),
        ("~/task-list", "~/task-list"),
        ("^[^<>%$]*$", "^[^<>%$]*$"),
        ("Help me, you're my only hope", "Help me, you're my only hope"),
        ("word " * 200 + "end", "word " * 200 + "end"),
        ("*WEB*", "'*WEB*'"),
        ("Default: 1000", "'Default: 1000'"),
        ("it's: that", "'it''s: that'"),
        ('["email"]', "'[\"email\"]'"),
        ("null", "'null'"),
        (None, ""),
        ("One\nTwo", ">-\n  One\n\n  Two"),
        ("One\n\nTwo", ">-\n  One\n\n\n  Two"),
        ("{\n  a\n}", ">-\n  {\n    a\n  }"),
        ("One\n \nTwo", '"One\\n \\nTwo"'),
        ("One\n", '"One\\n"'),
        ("a\tb", '"a\\tb"'),
    ],
)
def test_the_style_is_that_of_pac(text, written):
    assert field("k", text) == f"k: {written}\n"
