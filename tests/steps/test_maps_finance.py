"""What finance and operations adds, how rows are told over time, and what the answer rests on."""

from datetime import timedelta

import pytest

from app.steps.maps import STEP
from app.steps.maps.because import because
from app.steps.maps.because_texts import BECAUSE
from app.steps.maps.evidence import CONFIGURED
from app.steps.maps.facts import MapsFacts, MapState
from app.steps.maps.needs import subject_of
from app.steps.maps.portal import ACCOUNTS, CDS_HEADERS, PRODUCTS, PRODUCTS_RENAMED, Need
from app.steps.maps.series import HEIGHT, WIDTH, all_series
from app.steps.maps.twin import with_statuses
from app.wizard.facts import Evidence, Fact
from app.wizard.statement import Kind, Statement
from tests.steps.maps_samples import AT, exact, facts


def told(value, reason="configured"):
    if value is None:
        return Fact[MapState].unknown(source=CONFIGURED, reason="only_brings_in", at=AT)
    return Fact[MapState].likely(value, source=CONFIGURED, reason=reason, at=AT)


def maps(**states):
    """Accounts are on, headers off, products unseen, as far as Dataverse can tell."""
    usual = {
        ACCOUNTS: told(MapState.ENABLED),
        CDS_HEADERS: told(MapState.STOPPED, "not_configured"),
        PRODUCTS: told(None),
    }
    return facts(usual).maps


def products(**statuses):
    named = {"accounts": ACCOUNTS, "headers": CDS_HEADERS, "products": PRODUCTS}
    given = {named[name].key: values for name, values in statuses.items()}
    return with_statuses(maps(), given)[PRODUCTS.key]


@pytest.mark.parametrize(
    ("mine", "state", "reason"),
    [
        (("1",), MapState.ENABLED, "finance_like_running"),
        (("0",), MapState.STOPPED, "finance_like_stopped"),
        (("7",), None, "finance_not_told"),
        (("0", "1"), None, "finance_not_told"),
        ((), MapState.STOPPED, "finance_holds_none"),
    ],
)
def test_a_status_is_only_compared_with_maps_whose_state_is_known(mine, state, reason):
    seen = products(accounts=("1",), headers=("0",), products=mine)
    assert (seen.state.value, seen.state.reason) == (state, reason)
    assert seen.state.evidence in (Evidence.LIKELY, Evidence.UNKNOWN)
    assert seen.statuses == mine


def test_a_status_that_maps_on_and_off_share_tells_nothing():
    seen = products(accounts=("1",), headers=("1",), products=("1",))
    assert (seen.state.value, seen.state.reason) == (None, "finance_not_told")


def test_words_are_compared_like_numbers():
    assert products(accounts=("Enabled",), products=("Enabled",)).state.value is MapState.ENABLED


@pytest.mark.parametrize("nothing", [None, {}])
def test_without_any_configuration_nothing_is_concluded(nothing):
    assert with_statuses(maps(), nothing) == maps()


def test_what_another_source_tells_is_left_as_it_is():
    seen = with_statuses(maps(), {CDS_HEADERS.key: ("1",), ACCOUNTS.key: ("1",)})
    assert seen[CDS_HEADERS.key].state.value is MapState.STOPPED
    assert seen[ACCOUNTS.key].state == maps()[ACCOUNTS.key].state


def test_looks_that_were_kept_before_finance_was_asked_still_read():
    old = facts().model_dump(mode="json")
    del old["finance"]
    for one in old["maps"].values():
        del one["statuses"]
    assert MapsFacts.model_validate(old).finance is None


def look(minutes, accounts, *, finance=None, reason=""):
    count = {"value": accounts, "reason": reason}
    there = {"accounts": {"value": finance}} if finance is not None else None
    return AT + timedelta(minutes=minutes), [{"accounts": count}, there]


def test_rows_are_told_look_by_look_and_drawn_from_left_to_right():
    [series] = all_series([look(0, 0), look(10, 50, finance=118), look(20, 100, finance=118)])
    assert (series.first.rows, series.last.rows, series.grown) == (0, 100, 100)
    assert [one.rows for one in series.shown] == [100, 50, 0]
    assert series.last.in_finance == 118
    places = [tuple(map(float, one.split(","))) for one in series.line.split()]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert places[0][1] > places[1][1] > places[2][1]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert series.end == places[-1]


def test_looks_that_saw_nothing_new_are_not_listed_but_the_last_is():
    [series] = all_series([look(0, 5), look(1, 5), look(2, 7), look(3, 7)])
    assert [(one.at - AT).seconds // 60 for one in series.shown] == [3, 2, 0]


@pytest.mark.parametrize(
    "looks", [[look(0, 0)], [look(0, 7), look(0, 7)], [look(0, 0), look(1, 0)]]
)
def test_a_line_is_drawn_also_from_one_look_or_none_that_differs(looks):
    [series] = all_series(looks)
    assert len(series.line.split()) == 2


@pytest.mark.parametrize(
    "part", [None, {}, [], {"accounts": None}, {"accounts": {"value": None}},
             {"accounts": {"value": True}}, {"accounts": {"value": "7"}}],
)  # fmt: skip
def test_a_look_that_could_not_count_leaves_no_point(part):
    assert all_series([(AT, [part, None])]) == []


def test_where_dataverse_counts_no_further_the_point_says_so():
    [series] = all_series([look(0, 5000, reason="or_more")])
    assert series.last.is_more


def test_the_answer_rests_on_the_solutions_first_and_then_on_each_need():
    reasons = because(facts(counts={"accounts": exact(7)}))
    assert [one.code for one in reasons] == ["solutions_there", *["running"] * 5]
    assert reasons[1].rows == 7
    assert all(one.speaks_for for one in reasons)


@pytest.mark.parametrize(
    ("state", "code", "speaks"),
    [
        (told(MapState.ENABLED), "enabled", True),
        (told(MapState.ENABLED, "finance_like_running"), "like_running", True),
        (told(MapState.STOPPED, "finance_like_stopped"), "like_stopped", False),
        (told(MapState.STOPPED, "finance_holds_none"), "none_in_finance", False),
        (told(None), "unseen", False),
        (MapState.SYNCING, "moving", False),
        (MapState.PAUSED, "still", False),
        (MapState.STOPPED, "still", False),
        (MapState.NOT_APPLIED, "absent", False),
        (MapState.ABSENT, "absent", False),
    ],
)
def test_each_reason_comes_from_the_evidence_there_is(state, code, speaks):
    reason = next(one for one in because(facts({ACCOUNTS: state})) if one.need == Need.ACCOUNTS)
    assert (reason.code, reason.speaks_for) == (code, speaks)
    assert reason.code in BECAUSE


def test_what_a_person_said_is_told_with_name_and_day():
    unseen = facts({PRODUCTS: None, PRODUCTS_RENAMED: None})
    subject = subject_of(Need.PRODUCTS)
    said = {subject: Statement(subject, Kind.CLAIMED, "running", "Kim", AT, id="s1")}
    reason = next(one for one in because(STEP.with_said(unseen, said)) if one.need == Need.PRODUCTS)
    assert (reason.code, reason.speaks_for) == ("attested", True)
    assert reason.details["name"] == "Kim"


def test_missing_and_unseen_solutions_speak_against():
    missing = {**facts().solutions, "Dynamics365Company": exact("")}
    [reason, *_] = because(facts(solutions=missing))
    assert (reason.code, reason.details["names"]) == ("solutions_missing", "Dynamics365Company")
    unseen = Fact[str].unknown(source="t", reason="403", at=AT)
    [reason, *_] = because(facts(solutions={**facts().solutions, "Dynamics365Company": unseen}))
    assert reason.code == "solutions_unseen"
