"""Links between records are sets: what the template put in or took out, and nothing else."""

import pytest

from app.merge.likeness import alike
from app.merge.outcome import Choice, Conflict, ConflictKind
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import asked, decided, guid, merged, page, record, site_of

ROLES = "adx_entitypermission_webrole"
RULE_ROLES = "adx_webpageaccesscontrolrule_webrole"
TAGS = "adx_webpage_tag"


def permission(*roles: int) -> Record:
    links = {ROLES: frozenset(map(guid, roles))}
    return record("adx_entitypermission", 1, links=links, adx_entityname="Orders")


def rule(*roles: int, **more: str) -> Record:
    columns = {"adx_name": "Rule", "adx_right": "2", "adx_webpageid": guid(2), **more}
    links = {RULE_ROLES: frozenset(map(guid, roles))}
    return record("adx_webpageaccesscontrolrule", 1, links=links, **columns)


def tagged(*tags: int) -> Record:
    return record("adx_webpage", 1, links={TAGS: frozenset(map(guid, tags))}, adx_name="P")


def sides_of(*three: Record | None, table: str = "adx_webrole") -> list[Snapshot]:
    """Each record in a site that has the far ends 5 to 9 too."""
    far = [record(table, n, adx_name=f"{table[4:]} {n}") for n in range(5, 10)]
    return [site_of(*([one] if one else []), page(2), *far) for one in three]


def linked(sides: list[Snapshot], choice: Choice | None = None) -> set[str]:
    base, site, new = sides
    outcome = merge(base, site, new)
    if choice:
        outcome = merge(base, site, new, decided(asked(outcome), choice))
    [links] = (r.links for r in outcome.result.records.values() if r.links)
    [ends] = links.values()
    return set(ends)


def test_what_was_linked_here_stays_whatever_the_template_puts_in_or_takes_out():
    sides = sides_of(permission(5, 6), permission(5, 6, 7), permission(6, 8))
    assert linked(sides) == {guid(6), guid(7)}
    assert linked(sides, Choice.SITE) == {guid(6), guid(7)}
    assert linked(sides, Choice.TEMPLATE) == {guid(6), guid(7), guid(8)}


def test_a_link_of_the_base_that_was_taken_out_here_does_not_come_back():
    sides = sides_of(permission(5, 6), permission(5), permission(5, 6))
    assert merge(*sides).conflicts == ()
    assert linked(sides) == {guid(5)}


def test_the_question_lists_the_links_of_all_sides_by_name_and_what_would_be_there():
    question = asked(merge(*sides_of(permission(5, 6), permission(5, 6, 7), permission(6, 8))))
    assert (question.kind, question.column) == (ConflictKind.PERMISSION, f"links:{ROLES}")
    assert question.reason == "adds_roles"
    assert question.base == "webrole 5\nwebrole 6"
    assert question.site == "webrole 5\nwebrole 6\nwebrole 7"
    assert question.template == "webrole 6\nwebrole 7\nwebrole 8"


def test_a_restriction_may_lose_one_of_its_roles_but_is_asked_before_it_loses_the_last():
    one_less = sides_of(rule(5, 6), rule(5, 6), rule(5))
    assert merge(*one_less).conflicts == ()
    assert linked(one_less) == {guid(5)}
    last = sides_of(rule(5), rule(5), rule())
    question = asked(merge(*last))
    assert (question.kind, question.reason) == (ConflictKind.PERMISSION, "loses_roles")
    assert linked(last) == linked(last, Choice.SITE) == {guid(5)}


def test_a_rule_that_lets_people_in_may_lose_the_last_of_its_roles():
    letting_in = sides_of(*(rule(*roles, adx_right="1") for roles in ((5,), (5,), ())))
    assert merge(*letting_in).conflicts == ()
    assert merge(*letting_in).result == letting_in[2]


def test_a_role_that_a_restriction_loses_goes_also_where_the_new_one_is_not_wanted():
    sides = sides_of(rule(5, 6), rule(5, 6), rule(5, 7))
    assert linked(sides) == {guid(5)}
    replaced = sides_of(rule(5), rule(5), rule(7))
    assert linked(replaced) == {guid(5)}  # without it nobody would be kept out
    assert linked(replaced, Choice.TEMPLATE) == {guid(7)}


def test_a_link_that_gives_no_right_simply_comes_and_goes():
    sides = sides_of(tagged(5, 6), tagged(5, 6, 7), tagged(6, 8), table="adx_tag")
    assert merge(*sides).conflicts == ()
    assert linked(sides) == {guid(6), guid(7), guid(8)}


def test_without_a_base_a_link_of_the_template_is_asked_and_one_of_the_site_stays():
    sides = sides_of(None, tagged(5), tagged(6), table="adx_tag")
    [question] = [c for c in merge(*sides).conflicts if c.column.startswith("links:")]
    assert (question.kind, question.reason) == (ConflictKind.VALUE, "adds_links")
    assert (question.base, question.site, question.template) == (None, "tag 5", "tag 5\ntag 6")
    assert linked(sides) == {guid(5)}
    assert linked(sides, Choice.TEMPLATE) == {guid(5), guid(6)}
    fewer = sides_of(None, tagged(5, 6), tagged(6), table="adx_tag")
    assert not links_asked(fewer)
    assert linked(fewer) == {guid(5), guid(6)}


def links_asked(sides: list[Snapshot]) -> list[Conflict]:
    return [c for c in merge(*sides).conflicts if c.column.startswith("links:")]


@pytest.mark.parametrize("name", ["adx_accesscontrolrule_publishingstate", TAGS])
def test_a_state_that_a_rule_lets_see_is_a_right_and_a_tag_is_none(name: str):
    far = {"adx_accesscontrolrule_publishingstate": "adx_publishingstate", TAGS: "adx_tag"}[name]

    def ruled(*ends: int) -> Record:
        links = {name: frozenset(map(guid, ends))}
        return record("adx_publishingstatetransitionrule", 1, links=links, adx_name="R")

    asked_for = [c.kind for c in links_asked(sides_of(ruled(), ruled(), ruled(5), table=far))]
    assert asked_for == ([] if name == TAGS else [ConflictKind.PERMISSION])


def test_links_that_one_side_did_not_read_are_neither_a_difference_nor_a_change():
    unread = record("adx_entitypermission", 1, adx_entityname="Orders")
    assert alike(permission(5), unread)
    assert alike(unread, permission(5))
    assert not alike(permission(5), permission(6))
    for sides in (
        (unread, permission(5), permission(6)),
        (permission(5), unread, permission(6)),
        (permission(5), permission(5), unread),
    ):
        outcome = merged(*sides)
        assert outcome.conflicts == ()
        assert outcome.result.records[sides[1].key].links == sides[1].links


@pytest.mark.parametrize("first", ["adx_webrole_contact", "ADX_WEBROLE_CONTACT", "adx_unread"])
def test_links_of_people_or_that_the_base_did_not_read_stay_and_hold_up_no_others(first: str):
    def role(people: int, tag: int, *, is_read: bool = True) -> Record:
        ends = {first: frozenset([guid(people)]), "new_tags": frozenset([guid(tag)])}
        links = {name: one for name, one in ends.items() if is_read or name != first}
        return record("adx_webrole", 1, links=links, adx_name="Buyers")

    base = role(5, 6, is_read=first != "adx_unread")
    outcome = merged(base, role(7, 6), role(8, 9))
    assert outcome.conflicts == ()
    assert outcome.result.records[base.key].links == {
        first: frozenset([guid(7)]),
        "new_tags": frozenset([guid(9)]),
    }
