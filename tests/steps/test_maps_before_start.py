"""What an initial sync would stumble over: told for the maps that are started, and no others."""

import pytest

from app.steps.maps.asked_rows import asked_rows, typed_rows
from app.steps.maps.checks.before_start import Start, before_start
from app.steps.maps.facts import MapState
from app.steps.maps.ground_facts import SeenRows
from app.steps.maps.observe.business import LOOKS
from app.steps.maps.observe.circles import in_circles
from app.steps.maps.planning import Plan
from app.steps.maps.portal import (
    ACCOUNTS,
    CDS_CONTACTS,
    CDS_LINES,
    PERSONS,
    PRODUCTS,
    PRODUCTS_RENAMED,
    Need,
)
from app.steps.maps.start_page import looked_at
from app.steps.maps.texts import TEXTS
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Level
from tests.steps.maps_samples import AT, exact, facts

NAMES = [*LOOKS, "accounts_circular", "accounts_currency_no_prices"]


def rows(**given):
    sound = {name: exact(SeenRows(count=0)) for name in NAMES}
    found = {name: exact(one) for name, one in given.items()}
    return {**sound, **found}


def likely(number):
    return Fact[int].likely(number, source="test", reason="a_day_old", at=AT)


def told(*maps, typed=None, **changed):
    seen = facts(**{"rows": rows(), **changed})
    keys = [one.key for one in maps]
    return {one.code: one for one in before_start(seen, Start(keys, typed or {}))}


def test_where_nothing_is_wrong_nothing_is_told_but_what_the_maps_are():
    assert told(PRODUCTS) == {}
    assert set(told(ACCOUNTS)) == {"maps.start_many_lookups"}


@pytest.mark.parametrize("name", NAMES)
def test_every_look_has_a_finding_with_number_examples_and_a_remedy(name):
    table = name.partition("_")[0]
    maps = {"accounts": ACCOUNTS, "contacts": PERSONS, "products": PRODUCTS}
    seen = rows(**{name: SeenRows(count=7, examples=["A", "B"])})
    found = told(maps[table], rows=seen)
    [finding] = [one for one in found.values() if one.subject == "7"]
    assert finding.details["examples"] == "A, B"
    assert finding.level is Level.WARNING
    words = TEXTS[finding.code]
    assert all((words.means, words.do, words.who))


def test_more_than_dataverse_counts_is_told_as_such():
    found = told(ACCOUNTS, rows=rows(accounts_homeless=SeenRows(count=5000, more=True)))
    assert found["maps.start_accounts_homeless"].subject == "5000+"


def test_rows_of_maps_that_are_not_started_are_not_told():
    seen = rows(accounts_homeless=SeenRows(count=7), products_draft=SeenRows(count=3))
    assert set(told(PRODUCTS, rows=seen)) == {"maps.start_products_draft"}


def test_only_the_map_of_persons_as_customers_asks_whether_contacts_are_sellable():
    seen = rows(contacts_not_sellable=SeenRows(count=7))
    assert "maps.start_contacts_not_sellable" not in told(CDS_CONTACTS, rows=seen)
    assert "maps.start_contacts_not_sellable" in told(PERSONS, rows=seen)


def test_what_could_not_be_looked_at_is_told_as_a_number_and_not_as_sound():
    unseen = Fact[SeenRows].unknown(source="test", reason="403", at=AT)
    found = told(PRODUCTS, rows={**rows(), "products_draft": unseen})
    assert found["maps.start_not_looked"].evidence is Evidence.UNKNOWN
    assert told(PRODUCTS, rows={})["maps.start_not_looked"].subject == "2"


@pytest.mark.parametrize(
    ("number", "companies", "code"),
    [
        (500_000, ["USMF"], None),
        (500_001, ["USMF"], "maps.start_over_limit"),
        (500_001, ["USMF", "DEMF"], "maps.start_near_limit"),
    ],
)
def test_more_rows_than_one_run_takes_are_told(number, companies, code):
    known = Fact[list[str]].exact(companies, source="test", at=AT)
    found = told(PRODUCTS, totals={"products": likely(number)}, companies=known)
    assert set(found) == ({code} if code else set())


def test_the_larger_side_decides_and_so_does_a_number_that_was_typed():
    there = {"products": likely(600_000)}
    found = told(PRODUCTS, totals={"products": likely(3)}, finance_rows=there)
    assert found["maps.start_near_limit"].details["number"] == "600,000"
    typed = told(PRODUCTS, typed={"products": 700_000})
    assert typed["maps.start_near_limit"].evidence is Evidence.ATTESTED


@pytest.mark.parametrize(("number", "is_told"), [(70_000, False), (70_001, True)])
def test_tables_that_are_taken_one_by_one_have_a_lower_limit(number, is_told):
    found = told(ACCOUNTS, totals={"accounts": likely(number)})
    assert ("maps.start_one_by_one" in found) is is_told
    assert "maps.start_one_by_one" not in told(PRODUCTS, totals={"products": likely(number)})


def test_empty_tables_that_rows_point_to_are_told_unless_they_are_started_too():
    empty = {"products": likely(0), "uoms": likely(0), "salesorders": likely(9)}
    found = told(CDS_LINES, totals=empty)
    assert found["maps.start_reference_empty"].subject == "products, uoms"
    found = told(CDS_LINES, PRODUCTS, totals=empty)
    assert found["maps.start_reference_empty"].subject == "uoms"
    assert "maps.start_reference_empty" not in told(CDS_LINES, totals={})


@pytest.mark.parametrize(
    ("way", "circles"),
    [
        ({}, set()),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "a", "c": "a"}, {"a", "b"}),
        ({"a": "b", "b": "c", "c": "d"}, set()),
        ({"a": "b", "b": "c", "c": "b", "d": "d"}, {"b", "c", "d"}),
        ({str(n): str(n + 1) for n in range(3000)}, set()),
    ],
    ids=["nothing", "itself", "two and one outside", "a chain", "two circles", "a long chain"],
)
def test_rows_that_lead_back_to_themselves_are_found(way, circles):
    assert in_circles(way) == circles


def test_numbers_are_asked_for_where_they_could_not_be_counted():
    seen = facts(finance_rows={
        "accounts": likely(5),
        "products": Fact[int].unknown(source="test", reason="403", at=AT),
    })  # fmt: skip
    keys = [ACCOUNTS.key, PRODUCTS.key, CDS_LINES.key]
    assert asked_rows(seen, keys) == [Need.PRODUCTS, Need.ORDER_LINES]


@pytest.mark.parametrize(
    ("text", "number"), [("1200", 1200), (" 1,200 ", 1200), ("1.200", 1200), ("1 200", 1200)]
)
def test_a_number_is_taken_as_people_write_it(text, number):
    assert typed_rows({"rows-products": text}) == ({"products": number}, {})


@pytest.mark.parametrize("text", ["many", "-5", "1e9", "9" * 13, "\u0661"])
def test_what_is_no_number_is_told_at_its_field(text):
    assert typed_rows({"rows-products": text}) == ({}, {"rows-products": "no_number"})
    assert typed_rows({"rows-products": "", "rows-odd": "x"}) == ({}, {})


def test_also_who_starts_by_hand_is_told_for_the_maps_that_do_not_run():
    stopped = facts({PRODUCTS: MapState.STOPPED, PRODUCTS_RENAMED: MapState.ABSENT})
    assert looked_at(stopped, Plan(), []) == [PRODUCTS.key]
    assert looked_at(facts(), Plan(), ["accounts"]) == [ACCOUNTS.key]
    assert len(looked_at(facts(), Plan(), [])) == len(Need)
    assert looked_at(stopped, Plan(keys=["x"]), []) == ["x"]
