"""pac writes anchors and aliases where two values of a record are one object to it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.exports import ExportRefused, read_export, write_export
from app.exports.anchors import written_out
from app.exports.document import parse
from app.exports.records import Budget
from tests.exports.samples import by_key, guid, small, unzipped

PATH = "weblink-sets/main/Main.weblinkset.weblink.yml"
ANCHORED = f"""\
- adx_details:
    fontSize: &o0 []
    color: &o1 'it''s'
  adx_name: Home
  adx_first: *o1
  adx_second: &o2 >-
    two

    lines
  adx_weblinkid: {guid(13)}
- adx_details:
    fontSize: *o0
  adx_name: *o1
  adx_rolelink: &o3
  - {guid(8)}
  adx_second: *o2
  adx_weblinkid: {guid(14)}
- adx_name: Third
  adx_nothing: &o4
  adx_rolelink: *o3
  adx_weblinkid: {guid(15)}
"""


def test_an_alias_is_the_value_it_stands_for():
    rows = by_key(small(**{PATH: ANCHORED}))
    first, second, third = (rows["adx_weblink", guid(n)] for n in (13, 14, 15))
    assert first.columns["adx_first"] == second.columns["adx_name"] == "it's"
    assert second.columns["adx_second"] == first.columns["adx_second"] == "two\nlines"
    assert third.links == {"adx_rolelink": frozenset({guid(8)})}
    assert third.columns["adx_nothing"] is None


def test_an_untouched_file_keeps_its_anchors():
    original = small(**{PATH: ANCHORED})
    made = write_export(original, [], {("adx_sitesetting", guid(5))})
    assert unzipped(made)[PATH] == ANCHORED.encode()


def test_taking_out_the_record_with_an_anchor_leaves_the_others_as_they_were():
    original = small(**{PATH: ANCHORED})
    made = write_export(original, [], {("adx_weblink", guid(13))})
    before, after = by_key(original), by_key(made)
    del before["adx_weblink", guid(13)]
    assert after == before
    text = unzipped(made)[PATH].decode()
    assert f"    fontSize: []\n  adx_name: 'it''s'\n  adx_rolelink: \n  - {guid(8)}\n" in text
    assert yaml.safe_load(text)


def test_a_changed_anchored_value_does_not_change_what_led_to_it():
    original = small(**{PATH: ANCHORED})
    before = by_key(original)
    first = before["adx_weblink", guid(13)]
    first.columns["adx_second"] = "new"  # type: ignore[index]
    made = by_key(write_export(original, [first]))
    assert made["adx_weblink", guid(13)].columns["adx_second"] == "new"
    assert made["adx_weblink", guid(14)] == before["adx_weblink", guid(14)]


VALUES = st.recursive(
    st.sampled_from(["[]", "''", "'a: b'", '"a\\tb"', "a b", "{}", "*v0", "*v1", "*v2"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
    max_leaves=6,
)


@given(st.lists(VALUES, max_size=5))
def test_written_out_a_file_says_the_same(values: list[str]):
    lines = (f"  k{n}: &v{n} {v}\n" for n, v in enumerate(values) if not v.startswith("*"))
    text = f"- id: {guid(1)}\n" + "".join(lines)
    try:
        expected = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
        document = parse(text, "a.yml", Budget(10_000))
    except (yaml.YAMLError, ExportRefused):
        return  # leads nowhere, or to itself
    plain = written_out(text, "a.yml")
    assert yaml.load(plain, Loader=yaml.BaseLoader) == expected  # noqa: S506 - likewise
    assert "&" not in plain
    assert "*" not in plain
    again = parse(plain, "a.yml", Budget(10_000))
    assert not again.anchored
    said = [[(one.key, one.value) for one in entry.fields] for entry in document.entries]
    assert [[(one.key, one.value) for one in entry.fields] for entry in again.entries] == said


BOMB = "- adx_a: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(
    f"  adx_b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 12)
)


def test_few_aliases_that_stand_for_very_much_are_read_and_never_written_out():
    original = small(**{PATH: BOMB + f"  adx_weblinkid: {guid(13)}\n"})
    row = by_key(original)["adx_weblink", guid(13)]
    assert read_export(original).rows
    row.columns["adx_name"] = "new"  # type: ignore[index]
    with pytest.raises(ExportRefused) as refused:
        write_export(original, [row])
    assert refused.value.code == "broken_yaml"
