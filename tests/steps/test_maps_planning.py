from app.steps.maps.facts import MapState
from app.steps.maps.planning import plan
from app.steps.maps.portal import (
    ACCOUNTS,
    CDS_CONTACTS,
    CDS_HEADERS,
    PARTY_CONTACTS,
    PRODUCTS,
    PRODUCTS_RENAMED,
    TableMap,
)
from tests.steps.maps_samples import exact, facts

UNITS = TableMap("Units", "uoms")


def planned(maps, sequences, chosen=(), **changed):
    keys = {one.key: [each.key for each in listed] for one, listed in sequences.items()}
    return plan(facts(maps, gateway=exact(value=True), sequences=keys, **changed), list(chosen))


def test_the_next_map_comes_with_what_has_to_run_before_it_and_no_more():
    found = planned(
        {ACCOUNTS: MapState.STOPPED, UNITS: MapState.STOPPED, CDS_HEADERS: MapState.STOPPED},
        {ACCOUNTS: [UNITS, PRODUCTS, ACCOUNTS], CDS_HEADERS: [ACCOUNTS, CDS_HEADERS]},
    )
    assert list(found.keys) == [UNITS.key, ACCOUNTS.key]
    assert not found.reasons


def test_all_that_were_chosen_are_put_in_one_order_without_doubles():
    found = planned(
        {ACCOUNTS: MapState.STOPPED, UNITS: MapState.STOPPED, CDS_HEADERS: MapState.STOPPED},
        {ACCOUNTS: [UNITS, ACCOUNTS], CDS_HEADERS: [UNITS, ACCOUNTS, CDS_HEADERS]},
        ["accounts", "order_headers", "products"],
    )
    assert list(found.keys) == [UNITS.key, ACCOUNTS.key, CDS_HEADERS.key]
    assert [one.title for one in found.many_lookups] == [ACCOUNTS.title, CDS_HEADERS.title]
    assert [one.title for one in found.single_threaded] == [ACCOUNTS.title]


def test_with_party_the_other_contacts_map_is_left_out_though_the_gateway_names_it():
    found = planned(
        {PARTY_CONTACTS: MapState.STOPPED, CDS_CONTACTS: MapState.STOPPED},
        {PARTY_CONTACTS: [CDS_CONTACTS, PARTY_CONTACTS]},
        solutions={name: exact("3.0") for name in facts().solutions},
    )
    assert list(found.keys) == [PARTY_CONTACTS.key]
    assert list(found.left_out) == [CDS_CONTACTS.key]


def test_what_stands_in_the_way_is_named():
    stopped = {ACCOUNTS: MapState.STOPPED}
    assert plan(facts(stopped), []).reasons == ["not_asked"]
    assert planned({}, {}).reasons == ["nothing_to_start"]
    assert planned(stopped, {}).reasons == ["not_ordered"]
    paused = planned({ACCOUNTS: MapState.PAUSED}, {ACCOUNTS: [ACCOUNTS]})
    assert paused.reasons == ["paused"]
    gone = {PRODUCTS: MapState.NOT_APPLIED, PRODUCTS_RENAMED: MapState.ABSENT}
    assert planned(gone, {}).reasons == ["not_applied"]
