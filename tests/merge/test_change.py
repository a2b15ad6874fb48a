"""What of a record is to change: what differs and was read on both sides, and nothing else."""

import pytest

from app.merge.change import Change, difference, is_empty, refers_to, website_of
from app.merge.snapshot import NOT_READ, Record
from tests.merge.building import guid, record, site_of

PEOPLE, ROLES = "adx_webrole_contact", "adx_webpageaccesscontrolrule_webrole"


def role(**columns: str | None) -> Record:
    return record("adx_webrole", 1, **columns)


def file(content: object = NOT_READ, **columns: str | None) -> Record:
    return Record("adx_webfile", guid(1), columns, {}, content)


def linked(**links: set[int]) -> Record:
    ends = {name: frozenset(map(guid, numbers)) for name, numbers in links.items()}
    return Record("adx_webpageaccesscontrolrule", guid(1), {"adx_name": "x"}, ends)


def test_only_columns_that_differ_are_there_before_and_after():
    before, after = difference(role(a="1", b="1", c="1"), role(a="1", b="2", c=None))
    assert before == role(b="1", c="1")
    assert after == role(b="2", c=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"a": "2"}),  # a column that the site did not read
        ({"a": "1"}, {}),
        ({"a": None}, {"a": ""}),
        ({"a": ""}, {"a": None}),
        ({"versionnumber": "1"}, {"versionnumber": "2"}),
        ({"modifiedon": "1"}, {"modifiedon": "2"}),
    ],
)
def test_what_was_not_read_empty_in_two_ways_or_bookkeeping_is_no_change(
    one: dict[str, str | None], other: dict[str, str | None]
):
    before, after = difference(role(**one), role(**other))
    assert (before, after) == (role(), role())
    assert is_empty(before)
    assert is_empty(after)


def test_a_change_from_empty_and_to_empty_is_one():
    assert difference(role(a=None), role(a="1")) == (role(a=None), role(a="1"))
    assert difference(role(a="1"), role(a="")) == (role(a="1"), role(a=""))


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [(b"1", b"2", True), (b"1", b"1", False), (None, b"1", True), (b"1", None, True),
     (NOT_READ, b"1", False), (b"1", NOT_READ, False), (NOT_READ, NOT_READ, False)],
)  # fmt: skip
def test_bytes_change_where_both_were_read_and_differ(one: object, other: object, *, changes: bool):
    before, after = difference(file(one, adx_name="a"), file(other, adx_name="b"))
    assert (before, after) == (
        (file(one, adx_name="a"), file(other, adx_name="b"))
        if changes
        else (file(adx_name="a"), file(adx_name="b"))
    )
    assert is_empty(difference(file(one), file(other))[1]) is not changes


def test_links_that_differ_are_there_whole_and_those_of_people_never():
    before, after = difference(
        linked(**{ROLES: {1, 2}, PEOPLE: {3}, "new_same": {4}}),
        linked(**{ROLES: {2, 5}, PEOPLE: {6}, "new_same": {4}, "new_more": {7}}),
    )
    assert before is not None
    assert after is not None
    assert before.links == {ROLES: {guid(1), guid(2)}, "new_more": frozenset()}
    assert after.links == {ROLES: {guid(2), guid(5)}, "new_more": {guid(7)}}
    assert not is_empty(after)
    assert is_empty(difference(linked(), linked(new_none=set()))[1])
    shouted = difference(linked(**{PEOPLE.upper(): {1}}), linked(**{PEOPLE.upper(): {2}}))
    assert is_empty(shouted[0])


def test_of_a_row_that_comes_or_goes_all_is_there_that_says_something():
    whole = Record(
        "adx_webpageaccesscontrolrule",
        guid(1),
        {"adx_name": "x", "adx_scope": None, "adx_right": "", "versionnumber": "7"},
        {
            ROLES: frozenset([guid(1)]),
            PEOPLE: frozenset([guid(2)]),
            PEOPLE.upper(): frozenset([guid(2)]),
            "new_none": frozenset(),
        },
        b"1",
    )
    said = Record(whole.table, whole.id, {"adx_name": "x"}, {ROLES: frozenset([guid(1)])}, b"1")
    assert difference(None, whole) == (None, said)
    assert difference(whole, None) == (said, None)
    assert difference(None, None) == (None, None)


def test_the_id_of_a_row_is_bookkeeping_in_its_own_table_only():
    ids = {"adx_webroleid": guid(1), "adx_webpageid": guid(2)}
    assert difference(None, role(**ids))[1] == role(adx_webpageid=guid(2))
    rule = record("adx_webpageaccesscontrolrule", 1, **ids)
    assert difference(None, rule)[1] == rule


def test_a_record_with_anything_in_it_is_not_empty_and_none_is_no_empty_one():
    assert not is_empty(None)
    assert not is_empty(role(a=None))
    assert not is_empty(linked(new_none=set()))
    assert not is_empty(file(None))
    assert is_empty(file())


def test_a_change_is_of_the_row_that_is_there():
    made, gone = Change("t", "r", None, role(a="1")), Change("t", "r", role(a="2"), None)
    assert (made.creates, made.deletes, made.record) == (True, False, role(a="1"))
    assert (gone.creates, gone.deletes, gone.record) == (False, True, role(a="2"))
    both = Change("t", "r", role(a="1"), role(a="2"))
    assert (both.creates, both.deletes, both.record) == (False, False, role(a="2"))
    assert made.key == gone.key == ("adx_webrole", guid(1))
    with pytest.raises(ValueError, match="at least one side"):
        _ = Change("t", "r", None, None).record


def test_what_a_record_points_to_is_found_in_its_lookups_and_links():
    rule = Record(
        "adx_webpageaccesscontrolrule",
        guid(1),
        {"adx_webpageid": f"{{{guid(2).upper()}}}", "adx_websiteid": None, "adx_name": guid(9)},
        {ROLES.upper(): frozenset([guid(6).upper(), guid(5)]), "new_unknown": frozenset([guid(8)])},
    )
    assert list(refers_to(rule)) == [
        ("adx_webpageid", ("adx_webpage", guid(2))),
        (f"links:{ROLES.upper()}", ("adx_webrole", guid(5))),
        (f"links:{ROLES.upper()}", ("adx_webrole", guid(6))),
    ]


def test_a_record_does_not_point_to_itself_by_its_own_id():
    ids = {"adx_webpageid": guid(1), "adx_parentpageid": guid(2)}
    assert list(refers_to(record("adx_webpage", 1, **ids))) == [
        ("adx_parentpageid", ("adx_webpage", guid(2)))
    ]


def test_a_site_has_one_website_or_it_is_not_clear_which():
    one, other = record("adx_website", 1), record("adx_website", 2)
    assert website_of(site_of(one, role())) == guid(1)
    assert website_of(site_of(role())) is None
    assert website_of(site_of(one, other)) is None
