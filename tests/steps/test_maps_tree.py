"""The tree of the maps: drawn once, numbered after what they wait for, and only one branch."""

import pytest

from app.steps.maps.edges import Basis
from app.steps.maps.facts import MapState
from app.steps.maps.portal import (
    ACCOUNTS,
    CDS_CONTACTS,
    CDS_HEADERS,
    CDS_LINES,
    KNOWN,
    PARTY_CONTACTS,
    PERSONS,
    PRODUCTS,
    SALES_HEADERS,
    SALES_LINES,
    Need,
    TableMap,
)
from app.steps.maps.tree import tree_of
from app.wizard.facts import Fact
from tests.steps.maps_samples import AT, facts
from tests.steps.test_maps_checks import solutions

WITH_PARTY = {"solutions": solutions()}
UNSEEN = {"Party": Fact[str].unknown(source="t", reason="403", at=AT)}
PARTY_UNKNOWN = {
    "solutions": {**facts().solutions, **UNSEEN, "Dynamics365GABExtended": UNSEEN["Party"]}
}
NEITHER = dict.fromkeys((CDS_HEADERS, CDS_LINES, SALES_HEADERS, SALES_LINES), MapState.STOPPED)
WAREHOUSES = TableMap("Warehouses", "msdyn_warehouses")


def drawn(tree):
    def below(branches):
        for one in branches:
            yield one
            yield from below(one.below)

    return [one for branches in tree.roots.values() for one in below(branches)]


def step(tree, one):
    return next(each for each in tree.order if each.title == one.title)


def titles(tree):
    return {one.title for one in tree.order}


@pytest.mark.parametrize("kind", [{}, WITH_PARTY, PARTY_UNKNOWN, {"maps": NEITHER}])
def test_every_map_comes_after_all_it_waits_for(kind):
    tree = tree_of(facts(**kind))
    assert [one.number for one in tree.order] == list(range(1, len(tree.order) + 1))
    for one in tree.order:
        later = [o for o, basis in tree.waits[one.number]
                 if o.number >= one.number and basis is not Basis.CIRCLE]  # fmt: skip
        assert not later, one.title


@pytest.mark.parametrize("kind", [{}, WITH_PARTY, PARTY_UNKNOWN])
def test_each_map_is_drawn_once_and_only_named_where_it_hangs_again(kind):
    tree = tree_of(facts(**kind))
    new = [one.step.number for one in drawn(tree) if not one.is_again]
    assert sorted(new) == [one.number for one in tree.order]
    assert all(not one.below for one in drawn(tree) if one.is_again)


def test_without_party_no_map_is_left_out_but_those_of_party():
    left_out = {one.title for one in KNOWN} - titles(tree_of(facts()))
    assert {PARTY_CONTACTS.title, SALES_HEADERS.title, SALES_LINES.title} <= left_out
    assert all("part" in one or "postal" in one or "Sales" in one or "Dataverse" in one
               for one in left_out)  # fmt: skip


def test_with_party_contacts_come_through_its_own_map_and_customers_wait_for_parties():
    tree = tree_of(facts(**WITH_PARTY))
    assert [one.step.title for one in tree.roots[Need.CONTACTS]] == [PARTY_CONTACTS.title]
    assert CDS_CONTACTS.title not in titles(tree)
    assert "Name affixes (msdyn_nameaffixes)" not in titles(tree)
    waits = [other.title for other, _ in tree.waits[step(tree, ACCOUNTS).number]]
    assert "Party contacts V3 (msdyn_partyelectronicaddresses)" in waits
    assert not tree.undecided


def test_while_party_is_not_known_both_ways_are_shown_and_it_is_said_why():
    tree = tree_of(facts(**PARTY_UNKNOWN))
    roots = [one.step.title for one in tree.roots[Need.CONTACTS]]
    assert roots == [CDS_CONTACTS.title, PERSONS.title, PARTY_CONTACTS.title]
    assert tree.undecided == ["party_not_known"]


@pytest.mark.parametrize(
    ("maps", "headers"),
    [
        ({}, [CDS_HEADERS]),
        ({**NEITHER, SALES_HEADERS: MapState.RUNNING}, [SALES_HEADERS]),
        ({**NEITHER, SALES_HEADERS: MapState.ABSENT, SALES_LINES: MapState.ABSENT}, [CDS_HEADERS]),
        (NEITHER, [CDS_HEADERS, SALES_HEADERS]),
    ],
)
def test_only_the_family_of_order_maps_that_is_used_is_shown(maps, headers):
    tree = tree_of(facts(maps))
    shown = [one.step.title for one in tree.roots[Need.ORDER_HEADERS]]
    assert shown == [one.title for one in headers]
    assert ("family_not_known" in tree.undecided) is (len(headers) > 1)


def test_what_points_to_itself_or_back_is_said_and_makes_no_circle():
    tree = tree_of(facts())
    circles = {
        one.title: [o.title for o, basis in tree.waits[one.number] if basis is Basis.CIRCLE]
        for one in tree.order
    }
    assert circles[WAREHOUSES.title] == [WAREHOUSES.title]
    assert circles[ACCOUNTS.title] == [ACCOUNTS.title, PERSONS.title, CDS_CONTACTS.title]


def test_companions_of_products_are_beside_them_and_not_needed_for_sure():
    tree = tree_of(facts())
    found = {o.title: basis for o, basis in tree.waits[step(tree, PRODUCTS).number]}
    assert found["Released products V2 (msdyn_sharedproductdetails)"] is Basis.BESIDE
    assert found["Colors (msdyn_productcolors)"] is Basis.LOOKUP


def test_the_next_one_is_the_first_that_is_not_seen_to_run():
    tree = tree_of(facts({WAREHOUSES: MapState.STOPPED, CDS_HEADERS: MapState.STOPPED}))
    assert tree.next_step.title == WAREHOUSES.title
    needed = [one.title for one in tree.needed_by[step(tree, WAREHOUSES).number]]
    assert CDS_HEADERS.title in needed
    assert tree_of(facts()).next_step is None
    [root] = tree.roots[Need.ORDER_HEADERS]
    assert not root.is_settled
