"""JSON columns are merged by key, and what cannot be read as JSON never is."""

import json

import pytest

from app.merge.json_columns import JsonMerge, merge_json
from app.merge.json_text import NotJson, read
from app.merge.outcome import ConflictKind
from tests.merge.building import merged, record, value


def settled(base: str, site: str, template: str) -> JsonMerge:
    found = merge_json(base, site, template)
    assert found is not None
    return found


def test_each_side_may_change_another_key():
    found = settled('{"a": {"x": 1, "y": 1}}', '{"a": {"x": 2, "y": 1}}', '{"a": {"x": 1, "y": 2}}')
    assert (found.conflicts, found.text({})) == ((), '{"a": {"x": 2, "y": 2}}')


def test_keys_are_added_and_removed():
    found = settled('{"a": 1, "b": 1}', '{"a": 1, "b": 1, "s": 1}', '{"b": 1, "t": 1}')
    assert json.loads(found.text({})) == {"b": 1, "s": 1, "t": 1}


def test_a_key_changed_here_and_removed_there_is_asked():
    found = settled('{"a": 1}', '{"a": 2}', "{}")
    [conflict] = found.conflicts
    assert (conflict.path, conflict.site, conflict.template) == ("a", "2", None)
    assert found.text({"a": None}) == "{}"


@pytest.mark.parametrize("name", ["id", "Name", "LCID"])
def test_lists_of_objects_are_merged_by_what_names_them(name: str):
    def labels(*pairs: tuple[int, str]) -> str:
        return json.dumps([{name: number, "Value": text} for number, text in pairs])

    found = settled(
        labels((1033, "a"), (1042, "b")),
        labels((1042, "b"), (1033, "A")),
        labels((1033, "a"), (1042, "B"), (1031, "c")),
    )
    assert found.conflicts == ()
    assert found.text({}) == labels((1042, "B"), (1033, "A"), (1031, "c"))


def test_other_lists_are_one_value():
    found = settled("[1, 2]", "[1, 3]", "[2]")
    assert [c.path for c in found.conflicts] == [""]
    assert found.text({"": "[9]"}) == "[9]"


def test_names_that_repeat_make_a_list_one_value():
    found = settled('[{"id": 1}, {"id": 1}]', '[{"id": 1}]', "[]")
    assert len(found.conflicts) == 1


def test_true_is_not_one():
    assert len(settled('{"a": 0}', '{"a": true}', '{"a": 1}').conflicts) == 1


def test_the_result_is_spaced_as_the_site_spaced_it():
    site = '{\n  "a": "x",\n  "b": 1\n}'
    assert settled('{"a":"w","b":1}', site, '{"a":"w","b":2}').text({}) == site.replace("1", "2")
    assert settled('{"a":0,"b":1}', '{"a":9,"b":1}', '{"a":0,"b":2}').text({}) == '{"a":9,"b":2}'


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', "{", '{"a": NaN}', '{"a": 1e999}', "[" * 5000]
)
def test_what_is_no_clean_json_is_refused(text: str):
    with pytest.raises(NotJson):
        read(text)


def test_a_column_that_is_no_clean_json_is_merged_as_text():
    sides = ['{"a": 1}', '{"a": 1, "a": 2}', '{"a": 3}']
    outcome = merged(*[record("adx_entitylist", 1, adx_settings=text) for text in sides])
    assert [c.kind for c in outcome.conflicts] == [ConflictKind.TEXT]
    assert value(outcome, "adx_entitylist", 1, "adx_settings") == sides[1]


def test_without_a_base_every_key_that_differs_is_a_question():
    merged = merge_json(None, '{"a": 1, "b": {"c": 1}}', '{"a": 1, "b": {"c": 2, "d": 3}, "e": 4}')
    assert merged is not None
    assert [c.path for c in merged.conflicts] == ["b/c", "b/d", "e"]
    assert merged.text({}) == '{"a": 1, "b": {"c": 1}}'
    assert merged.text({"e": "4", "b/d": "3"}) == '{"a": 1, "b": {"c": 1, "d": 3}, "e": 4}'


@pytest.mark.parametrize(
    ("site", "merged"),
    [
        ('{"a": 1.10, "b": 1e5, "c": 1}\n', '{"a": 1.10, "b": 1e5, "c": 2}\n'),
        ('{\r\n  "a": 1.0,\r\n  "c": 1\r\n}', '{\r\n  "a": 1.0,\r\n  "c": 2\r\n}'),
        ('{"a":"\\u00e9","c":1}', '{"a":"\\u00e9","c":2}'),
        ('{"z":1,"a":2,"c":1}', '{"z":1,"a":2,"c":2}'),
        ('{\n\t"a": [],\n\t"c": 1\n}', '{\n\t"a": [],\n\t"c": 2\n}'),
    ],
)
def test_what_nobody_touched_stays_as_the_site_wrote_it(site: str, merged: str):
    found = merge_json('{"c": 1}', site, '{"c": 2}')
    assert found is not None
    assert (found.conflicts, found.text({})) == ((), merged)


def test_a_result_that_says_what_the_site_says_is_the_sites_text():
    site = '{ "a":[1,2],"b" : {"x": 1} }'
    found = merge_json('{"a": [1]}', site, '{"a": [1, 2]}')
    assert found is not None
    assert (found.conflicts, found.text({})) == ((), site)
