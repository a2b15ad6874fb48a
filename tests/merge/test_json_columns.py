"""JSON columns are merged by key, and what cannot be read as JSON never is."""

import json

import pytest

from app.merge.json_columns import JsonMerge, merge_json
from app.merge.json_text import NotJson, read, write
from app.merge.outcome import Choice, ConflictKind, Outcome, Resolution
from tests.merge.building import asked, decided, merged, record, value


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


def test_a_list_that_became_something_else_is_one_value():
    found = settled("[1]", '[{"id": 1}]', '{"id": 1}')
    assert [c.path for c in found.conflicts] == [""]
    assert found.text({"": '{"id": 1}'}) == '{"id": 1}'


def test_a_list_changed_here_and_removed_there_is_one_value():
    found = settled('{"a": [{"id": 1, "v": 1}]}', '{"a": [{"id": 1, "v": 2}]}', "{}")
    assert [(c.path, c.template) for c in found.conflicts] == [("a", None)]


def test_a_list_whose_members_one_side_names_no_more_is_one_value():
    found = settled('[{"id": 1, "v": 1}]', '[{"v": 2}]', '[{"id": 1, "v": 3}]')
    assert [c.path for c in found.conflicts] == [""]


@pytest.mark.parametrize("word", ["주문", r"\uc8fc\ubb38"])
def test_letters_stay_as_the_site_writes_them(word: str):
    found = settled(
        f'{{"a": "{word}", "b": 1}}', f'{{"a": "{word}", "b": 1}}', f'{{"a": "{word}", "b": 2}}'
    )
    assert found.text({}) == f'{{"a": "{word}", "b": 2}}'


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


@pytest.mark.parametrize("odd", ['{"x": 2}', '{"id": null}', '{"id": true}', '{"id": 1.5}', "2"])
def test_a_list_with_a_member_that_nothing_names_is_one_value(odd: str):
    for items in (f"[{odd}]", f'[{{"id": 1}}, {odd}]'):
        found = settled('[{"id": 1}]', '[{"id": 1, "a": 1}]', items)
        assert [c.path for c in found.conflicts] == [""]


def test_without_a_base_a_member_of_a_list_that_the_template_has_is_a_question():
    found = merge_json(None, '[{"id": 1}]', '[{"id": 1}, {"id": 2}]')
    assert found is not None
    assert [c.path for c in found.conflicts] == ["2"]
    assert found.text({}) == '[{"id": 1}]'


def test_lists_that_both_sides_added_are_put_together():
    found = settled("{}", '{"a": [{"id": 1}]}', '{"a": [{"id": 2}]}')
    assert found.conflicts == ()
    assert json.loads(found.text({})) == {"a": [{"id": 1}, {"id": 2}]}
    emptied = settled('[{"id": 1}, {"id": 2}]', '[{"id": 2}]', "[]")
    assert (emptied.conflicts, emptied.text({})) == ((), "[]")


def test_a_list_that_was_something_else_in_the_base_is_one_value():
    found = settled('{"a": 7}', '{"a": [{"id": 1}]}', '{"a": [{"id": 2}]}')
    assert [(c.path, c.base) for c in found.conflicts] == [("a", "7")]


@pytest.mark.parametrize(
    ("base", "site", "template"),
    [
        ('{"a": 1}', "[]", '{"a": 2}'),
        ('{"a": 1}', '{"a": 2}', "[]"),
        ("[1]", '{"a": 2}', "[2]"),
        ("1", "[1]", '"x"'),
        ("1", '"x"', "[1]"),
    ],
)
def test_what_is_of_different_kinds_is_one_value(base: str, site: str, template: str):
    found = settled(base, site, template)
    assert [(c.path, c.base, c.site, c.template) for c in found.conflicts] == [
        ("", base, site, template)
    ]
    assert found.text({}) == site
    assert json.loads(found.text({"": template})) == json.loads(template)


def test_each_place_has_a_path_of_its_own_whatever_its_keys_are():
    sides = [json.dumps({"a/b": n, "a": {"b": n, "~1": n}, "a~1b": n}) for n in (1, 2, 3)]
    found = settled(*sides)
    assert [c.path for c in found.conflicts] == ["a~1b", "a/b", "a/~01", "a~01b"]
    assert [(c.base, c.site, c.template) for c in found.conflicts] == [("1", "2", "3")] * 4
    taken = found.text({"a/b": "3", "a~01b": "9"})
    assert json.loads(taken) == {"a/b": 2, "a": {"b": 3, "~1": 2}, "a~1b": 9}


def test_null_is_a_value_and_no_such_key_is_none():
    found = settled('{"a": 1}', '{"a": null}', '{"a": 2}')
    assert [(c.site, c.template) for c in found.conflicts] == [("null", "2")]
    assert found.text({"a": None}) == "{}"
    assert settled('{"a": null}', '{"a": null, "b": 1}', "{}").text({}) == '{"b": 1}'


def test_a_column_may_be_emptied_and_filled():
    emptied = settled('{"a": 1}', " ", '{"a": 2}')
    assert [(c.path, c.site) for c in emptied.conflicts] == [("", None)]
    assert json.loads(emptied.text({"": '{"a": 2}'})) == {"a": 2}
    assert settled('{"a": 1}', '{"a": 1}', "").text({}) == ""
    asked_here = settled('{"a": 1}', '{"a": 3}', "")
    assert (asked_here.text({}), asked_here.text({"": None})) == ('{"a": 3}', "")


def settings_of(
    base: str | None,
    site: str | None,
    template: str | None,
    answers: dict[str, Resolution] | None = None,
) -> Outcome:
    sides = [record("adx_entitylist", 1, adx_settings=text) for text in (base, site, template)]
    return merged(*sides, answers)


def test_each_key_of_a_column_is_asked_by_itself_and_answered_by_itself():
    sides = '{"a": 1, "b": 1}', '{"a": 2, "b": 2}', '{"a": 3, "b": 3}'
    one, other = settings_of(*sides).conflicts
    assert one.id != other.id
    assert {(c.column, c.base, c.site, c.template) for c in (one, other)} == {
        ("adx_settings", "1", "2", "3")
    }

    def answered(choice: Choice, own: str = "") -> object:
        outcome = settings_of(*sides, decided(other, choice, own))
        return value(outcome, "adx_entitylist", 1, "adx_settings")

    assert answered(Choice.SITE) == '{"a": 2, "b": 2}'
    assert answered(Choice.TEMPLATE) == '{"a": 2, "b": 3}'
    assert answered(Choice.BASE) == '{"a": 2, "b": 1}'
    assert answered(Choice.OWN, "[9]") == '{"a": 2, "b": [9]}'
    assert answered(Choice.OWN, "") == '{"a": 2}'


def test_a_column_that_both_sides_filled_is_merged_by_key():
    outcome = settings_of(None, '{"a":1}', '{"b":2}')
    assert outcome.conflicts == ()
    assert value(outcome, "adx_entitylist", 1, "adx_settings") == '{"a":1,"b":2}'


@pytest.mark.parametrize("sides", [("", '{"a": 2}'), ('{"a": 2}', "")])
def test_a_column_that_one_side_emptied_and_the_other_changed_is_one_question(
    sides: tuple[str, str],
):
    conflict = asked(settings_of('{"a": 1}', *sides))
    assert (conflict.kind, conflict.path) == (ConflictKind.JSON, "")


def test_columns_of_records_that_both_sides_added_are_asked_key_by_key():
    new = [record("adx_entitylist", 1, adx_settings=t) for t in ('{"a": 1}', '{"a": 1, "b": 2}')]
    conflicts = merged(None, *new).conflicts
    assert [(c.path, c.site, c.template) for c in conflicts if c.kind is ConflictKind.JSON] == [
        ("b", None, "2")
    ]


def test_a_column_that_is_no_json_and_has_no_base_is_asked_as_one_text():
    new = [record("adx_entitylist", 1, adx_settings=text) for text in ('{"a"\n', '{"b"\n')]
    conflict = asked(merged(None, *new))
    assert (conflict.kind, conflict.column) == (ConflictKind.TEXT, "adx_settings")
    assert (conflict.base, Choice.BASE in conflict.choices) == (None, False)


@pytest.mark.parametrize(
    ("like", "same"),
    [
        ('{"a":[1, 2]}', '{"a":[1,2]}'),
        ('{"a": [1,2]}', '{"a": [1,2]}'),
        ('{"a": [1, 2]}', '{"a": [1, 2]}'),
        ('{\n "a": [1, 2]}', '{\n "a": [\n  1,\n  2\n ]\n}'),
        ("", '{"a": [1,2]}'),
    ],
)
def test_json_is_written_with_the_blanks_of_its_model(like: str, same: str):
    assert write({"a": [1, 2]}, like) == same


def test_without_a_base_what_only_the_sites_list_has_is_its_own():
    site = '{"t": [{"LCID": 1033, "v": "a"}, {"LCID": 1042, "v": "b"}], "only": 1}'
    found = merge_json(None, site, '{"t": [{"LCID": 1033, "v": "c"}, {"LCID": 1031, "v": "d"}]}')
    assert found
    assert [one.path for one in found.conflicts] == ["t/1033/v", "t/1031", "only"]
    chosen = {one.path: one.template for one in found.conflicts}
    assert json.loads(found.text(chosen)) == {
        "t": [{"LCID": 1033, "v": "c"}, {"LCID": 1042, "v": "b"}, {"LCID": 1031, "v": "d"}]
    }
