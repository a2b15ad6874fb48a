"""New records of the template need others: they come along, are left out, or wait."""

from app.merge.outcome import Choice, ConflictKind
from app.merge.snapshot import Record
from app.merge.three_way import merge
from tests.merge.building import (
    all_decided,
    asked,
    decided,
    guid,
    page,
    planned,
    record,
    restricted_column,
    site_of,
)


def form(*fields: str) -> list[Record]:
    whole = record("adx_entityform", 1, adx_name="Order", adx_entitypermissionsenabled="false")
    parts = [
        record(
            "adx_entityformmetadata",
            10 + n,
            adx_attributelogicalname=field,
            adx_entityform=guid(1),
        )
        for n, field in enumerate(fields)
    ]
    return [whole, *parts]


def test_the_parts_of_a_record_that_waits_wait_without_a_question_of_their_own():
    sides = site_of(), site_of(), site_of(*form("a", "b", "c"))
    outcome = merge(*sides)
    assert asked(outcome).kind is ConflictKind.PERMISSION
    assert outcome.result.records == {}
    assert len(planned(outcome, site_of()).left_out) == 4
    taken = merge(*sides, decided(asked(outcome), Choice.TEMPLATE))
    assert len(taken.result.records) == 4


def test_the_parts_of_a_record_that_is_not_taken_are_left_out_and_told():
    sides = site_of(), site_of(), site_of(*form("a", "b"))
    outcome = merge(*sides)
    outcome = merge(*sides, decided(asked(outcome), Choice.SITE))
    assert (outcome.open, outcome.result.records) == ((), {})
    told = [n.subject for n in outcome.notes if n.code == "left_out_with_its_owner"]
    assert sorted(told) == ["a", "b"]
    assert planned(outcome, site_of()).left_out == ()


def test_new_parts_of_what_was_deleted_here_are_left_out_and_told():
    base, new = site_of(*form("a")), site_of(*form("a", "new"))
    outcome = merge(base, site_of(), new)
    assert (outcome.conflicts, outcome.result.records) == ((), {})
    assert [n.subject for n in outcome.notes if n.code == "left_out_with_its_owner"] == ["new"]


def test_a_new_page_below_one_that_was_deleted_here_can_be_left_out_with_what_hangs_on_it():
    gone = page(1)
    new = page(2, adx_parentpageid=gone.id)
    content = page(3, adx_isroot="false", adx_rootwebpageid=new.id)
    file = record("adx_webfile", 4, adx_name="f", adx_partialurl="f", adx_parentpageid=new.id)
    sides = site_of(gone), site_of(), site_of(gone, new, content, file)
    outcome = merge(*sides)
    assert [(c.kind, c.reason) for c in outcome.open] == [
        (ConflictKind.DANGLING, "new_needs_another")
    ]
    first = decided(asked(outcome), Choice.SITE)
    outcome = merge(*sides, first)
    assert [(c.table, c.kind) for c in outcome.open] == [("adx_webfile", ConflictKind.DANGLING)]
    outcome = merge(*sides, {**first, **all_decided(outcome, Choice.SITE)})
    assert (outcome.open, outcome.result.records) == ((), {})
    brought = merge(*sides, decided(asked(merge(*sides)), Choice.TEMPLATE))
    assert len(brought.result.records) == 4


def test_a_link_to_a_record_that_waits_makes_its_record_wait():
    """Written without it, the link would never come."""
    name = "adx_entitypermission_webrole"
    role = record("adx_webrole", 5, adx_name="All", adx_anonymoususersrole="true")
    columns = {"adx_entityname": "P", "adx_read": "true"}
    old = Record("adx_entitypermission", guid(1), columns, {name: frozenset()})
    new = Record("adx_entitypermission", guid(1), columns, {name: frozenset([role.id])})
    sides = site_of(old), site_of(old), site_of(new, role)
    outcome = merge(*sides)
    permission = next(c for c in outcome.conflicts if c.table == "adx_entitypermission")
    outcome = merge(*sides, decided(permission, Choice.TEMPLATE))
    left = {(one.table, one.why.value) for one in planned(outcome, sides[1]).left_out}
    assert left == {("adx_webrole", "open"), ("adx_entitypermission", "needs_another")}


def test_the_columns_of_a_new_profile_are_asked_with_it_and_one_of_an_old_profile_by_itself():
    profile, column = restricted_column()
    both = merge(site_of(), site_of(), site_of(profile, column))
    assert asked(both).table == "adx_columnpermissionprofile"
    assert both.result.records == {}
    one = merge(site_of(profile), site_of(profile), site_of(profile, column))
    assert asked(one).kind is ConflictKind.PERMISSION
