"""Microsoft's two dozen requirements as rows: what is met, what is not, and what nobody knows."""

import json

import pytest

from app.steps.maps import STEP
from app.steps.maps.attestable import ATTESTABLE, SUBJECTS
from app.steps.maps.facts import MapsFacts, MapState, SeenUser
from app.steps.maps.ground_facts import (
    Ground,
    SeenPlace,
    SeenPlugIns,
    SeenReach,
    SeenSales,
    SeenTeam,
)
from app.steps.maps.ground_rows import Standing, ground_view
from app.steps.maps.packages import ASKED_FOR
from app.steps.maps.portal import ACCOUNTS
from app.steps.maps.regions import Fit, fit
from app.steps.maps.requirements import (
    APPLICATIONS,
    GROUPS,
    VOUCHED_FOR,
    Requirement,
)
from app.steps.maps.texts import TEXTS
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Level
from app.wizard.statement import Kind, Statement
from tests.steps.maps_samples import AT, exact, facts
from tests.steps.requirement_rows import (
    PLUG_INS,
    STOPPED,
    ground,
    look,
    rows,
    said,
    seen,
    standing,
    unseen,
)


def test_every_requirement_is_a_row_of_one_group():
    grouped = [one for group in GROUPS.values() for one in group]
    assert sorted(grouped) == sorted(Requirement)
    assert [int(one.value[1:]) for one in Requirement] == list(range(1, 25))
    assert set(rows(look())) == set(Requirement)


def test_every_row_that_is_open_says_what_to_do_and_who_can():
    bare = facts(STOPPED, solutions={name: exact("") for name in ASKED_FOR})
    for row in rows(bare).values():
        for finding in row.told:
            words = TEXTS[finding.code]
            assert finding.level is Level.OK or (words.do and words.who), finding.code


def test_where_all_is_seen_only_what_no_call_shows_is_left():
    view = ground_view(look(), STEP.judge(look()))
    assert not view.open
    assert {row.requirement for row in view.unseen} == {
        Requirement.REGION, Requirement.ENTITIES, Requirement.EDITORS, Requirement.LICENCES,
        Requirement.SEQUENCES,
    }  # fmt: skip
    assert sum(len(rows) for rows in view.met_by_group.values()) == len(view.met)


def test_what_is_worst_comes_first():
    bad = look(
        companies=Fact[list[str]].exact(["USMF", "USMF"], source="test", at=AT),
        ground=ground(sales=exact(SeenSales(products_active=False))),
    )
    view = ground_view(bad, STEP.judge(bad))
    assert [row.requirement for row in view.open] == [
        Requirement.COMPANY_NAMES, Requirement.SALES,
    ]  # fmt: skip


def test_a_look_of_an_older_shape_is_still_read_and_says_what_it_did_not_look_at():
    stored = look().model_dump(mode="json")
    for name in ("ground", "rows", "totals", "finance_rows", "vouched", "origin"):
        del stored[name]
    old = STEP.read(json.loads(json.dumps(stored)))
    assert isinstance(old, MapsFacts)
    assert standing(old, Requirement.SALES) is Standing.UNSEEN
    assert standing(old, Requirement.USERS) is Standing.MET


@pytest.mark.parametrize(
    ("requirement", "changed", "expected"),
    [
        (Requirement.DATAVERSE_VERSION, {"version": exact("9.1.0000.11731")}, Standing.PROBLEM),
        (Requirement.DATAVERSE_VERSION, {"version": exact("9.1.0.11732")}, Standing.MET),
        (Requirement.DATAVERSE_VERSION, {"version": exact("10.0.1")}, Standing.MET),
        (Requirement.DATAVERSE_VERSION, {"version": unseen(str)}, Standing.UNSEEN),
        (Requirement.TRIAL, {"place": exact(SeenPlace(kind="SubscriptionBasedTrial"))},
         Standing.WARNING),
        (Requirement.TRIAL, {"place": unseen(SeenPlace)}, Standing.UNSEEN),
        (Requirement.PROSPECT, {"prospect": seen(list[str], ["Prospect to Cash"])},
         Standing.WARNING),
        (Requirement.PROSPECT, {"prospect": unseen(list[str])}, Standing.UNSEEN),
        (Requirement.OWNERS, {"owners": seen(dict[str, str], {"USMF": "t", "DEMF": ""})},
         Standing.PROBLEM),
        (Requirement.OWNERS, {"owners": unseen(dict[str, str], "no_such_column")},
         Standing.UNSEEN),
        (Requirement.COMPANIES,
         {"enabled": seen(dict[str, bool | None], {"USMF": True, "DEMF": False})},
         Standing.WARNING),
        (Requirement.COMPANIES,
         {"enabled": seen(dict[str, bool | None], {"USMF": True, "DEMF": None})},
         Standing.UNSEEN),
        (Requirement.COMPANIES, {"enabled": unseen(dict[str, bool | None], "no_such_column")},
         Standing.UNSEEN),
        (Requirement.TEAM_ROLES, {"teams": seen(list[SeenTeam], [SeenTeam(name="x", roles=[])])},
         Standing.WARNING),
        (Requirement.TEAM_ROLES, {"teams": unseen(list[SeenTeam])}, Standing.UNSEEN),
        (Requirement.TEAM_ROLES, {"reach": unseen(list[SeenReach])}, Standing.UNSEEN),
        (Requirement.CONSENT, {"principals": seen(dict[str, bool], {})}, Standing.PROBLEM),
        (Requirement.CONSENT,
         {"principals": seen(dict[str, bool], {APPLICATIONS[0]: True, APPLICATIONS[1]: False})},
         Standing.PROBLEM),
        (Requirement.PLUG_INS, {"plug_ins": exact(SeenPlugIns(assemblies=PLUG_INS[:1], steps=1))},
         Standing.WARNING),
        (Requirement.PLUG_INS,
         {"plug_ins": exact(SeenPlugIns(assemblies=PLUG_INS, steps=2, disabled=["x"]))},
         Standing.PROBLEM),
        (Requirement.PLUG_INS, {"plug_ins": unseen(SeenPlugIns)}, Standing.UNSEEN),
        (Requirement.SALES, {"sales": exact(SeenSales(system_prices=False))}, Standing.WARNING),
        (Requirement.SALES, {"sales": exact(SeenSales(by_line=False))}, Standing.WARNING),
        (Requirement.SALES, {"sales": exact(SeenSales(products_active=False))}, Standing.WARNING),
        (Requirement.SALES, {"sales": exact(SeenSales())}, Standing.UNSEEN),
        (Requirement.COMPANY_NAMES, {"company_names": seen(list[str], ["One", "one "])},
         Standing.WARNING),
    ],
    ids=str,
)  # fmt: skip
def test_each_thing_that_is_looked_at_is_judged(requirement, changed, expected):
    assert standing(look(ground=ground(**changed)), requirement) is expected


def test_a_refusal_to_look_is_never_told_as_missing():
    nothing = Ground(
        version=unseen(str), place=unseen(SeenPlace), prospect=unseen(list[str]),
        company_names=unseen(list[str]), owners=unseen(dict[str, str]),
        enabled=unseen(dict[str, bool | None]), reach=unseen(list[SeenReach]),
        teams=unseen(list[SeenTeam]), principals=unseen(dict[str, bool]),
        plug_ins=unseen(SeenPlugIns), sales=unseen(SeenSales),
    )  # fmt: skip
    view = ground_view(look(ground=nothing), STEP.judge(look(ground=nothing)))
    assert not view.open


def test_the_tenant_and_the_link_are_told_apart():
    assert standing(look(same_tenant=exact(value=False)), Requirement.TENANT) is Standing.PROBLEM
    assert standing(look(same_tenant=unseen(bool)), Requirement.TENANT) is Standing.UNSEEN
    alone = look(linked_to=exact(""), same_tenant=unseen(bool))
    assert standing(alone, Requirement.LINK) is Standing.PROBLEM
    assert standing(alone, Requirement.TENANT) is Standing.LATER


def test_the_plug_ins_of_a_core_that_is_missing_wait_for_it():
    missing = look(core_table=exact(value=False), ground=ground(plug_ins=unseen(SeenPlugIns)))
    assert standing(missing, Requirement.PLUG_INS) is Standing.LATER


@pytest.mark.parametrize(
    ("origin", "linked_to", "expected"),
    [
        ("https://a.crm4.dynamics.com", "https://a.operations.eu.dynamics.com", Fit.SAME),
        ("https://a.crm12.dynamics.com", "https://a.operations.fr.dynamics.com", Fit.SAME),
        ("https://a.crm.dynamics.com", "https://a.operations.eu.dynamics.com", Fit.DIFFERENT),
        ("https://a.crm4.dynamics.com", "https://a.operations.uae.dynamics.com", Fit.DIFFERENT),
        ("https://a.crm4.dynamics.com", "https://a.operations.dynamics.com", Fit.NOT_TOLD),
        ("https://a.crm4.dynamics.com", "https://a.operations.xx.dynamics.com", Fit.NOT_TOLD),
        ("https://a.crm4.dynamics.com", "", Fit.NOT_TOLD),
        ("", "https://a.operations.eu.dynamics.com", Fit.NOT_TOLD),
    ],
)
def test_regions_are_guessed_from_addresses_that_name_one(origin, linked_to, expected):
    assert fit(origin, linked_to) is expected


def test_another_region_is_a_warning_and_never_an_obstacle():
    far = look(
        origin="https://a.crm.dynamics.com",
        linked_to=exact("https://a.operations.eu.dynamics.com"),
    )
    (finding,) = rows(far)[Requirement.REGION].findings
    assert (finding.level, finding.evidence) == (Level.WARNING, Evidence.LIKELY)


@pytest.mark.parametrize("requirement", VOUCHED_FOR, ids=str)
def test_what_no_call_shows_a_person_can_say_and_is_named(requirement):
    blind = look(STOPPED, ground=ground(place=unseen(SeenPlace), principals=unseen(dict)))
    assert standing(blind, requirement) is Standing.UNSEEN
    met = rows(blind, said(requirement))[requirement]
    assert met.standing is Standing.MET
    assert (met.findings[0].evidence, met.findings[0].details["name"]) == (
        Evidence.ATTESTED, "Kim",
    )  # fmt: skip
    assert met.findings[0].details["said"] in ATTESTABLE
    denied = rows(blind, said(requirement, "no"))[requirement]
    assert denied.standing in (Standing.PROBLEM, Standing.WARNING)


def test_a_word_that_is_no_answer_counts_for_nothing():
    told = said(Requirement.SEQUENCES, "perhaps")
    assert standing(look(), Requirement.SEQUENCES, told) is Standing.UNSEEN


def test_what_was_seen_stands_against_what_was_said():
    """The tenant does not know the applications, whatever somebody says."""
    strangers = look(ground=ground(principals=seen(dict[str, bool], {})))
    assert standing(strangers, Requirement.CONSENT, said(Requirement.CONSENT)) is Standing.PROBLEM


def test_a_map_that_has_run_shows_what_it_could_not_do_without():
    blind = ground(principals=unseen(dict))
    (finding,) = rows(look(ground=blind))[Requirement.CONSENT].findings
    assert (finding.level, finding.evidence) == (Level.OK, Evidence.LIKELY)
    assert standing(look(STOPPED, ground=blind), Requirement.CONSENT) is Standing.UNSEEN
    assert standing(look(ground=blind), Requirement.SEQUENCES) is Standing.UNSEEN


def test_a_map_that_somebody_says_runs_shows_nothing():
    told = {"map.accounts": Statement("map.accounts", Kind.CLAIMED, "running", "Kim", AT, id="s")}
    unknown = dict.fromkeys(STOPPED, None)
    blind = look(unknown, ground=ground(principals=unseen(dict)))
    assert standing(blind, Requirement.CONSENT, told) is Standing.UNSEEN


def test_what_nobody_has_said_holds_nothing_up():
    assert "maps.ready" in {finding.code for finding in STEP.judge(look())}
    assert "maps.ready_with_warnings" in {
        f.code for f in STEP.judge(look(ground=ground(sales=exact(SeenSales(by_line=False)))))
    }


def test_subjects_have_codes_that_fit_into_an_address_and_answers_in_words():
    assert len({one.code for one in SUBJECTS}) == len(VOUCHED_FOR)
    for one in SUBJECTS:
        assert "/" not in one.code
        assert set(one.choices) == {"yes", "no"}
        assert all((one.title, one.vouches, one.who))


def test_a_user_without_rights_is_told_with_the_page_to_mend_it():
    users = {one: exact(SeenUser(is_there=False)) for one in facts().users}
    row = rows(look(users=users, platform_id="e1"))[Requirement.USERS]
    assert row.standing is Standing.PROBLEM
    assert row.findings[0].details["link"].endswith("/environment/e1/hub")


def test_a_row_is_as_sure_as_the_source_that_says_least():
    row = rows(look(ground=ground(company_names=unseen(list[str]))))[Requirement.COMPANY_NAMES]
    assert row.is_known.evidence is Evidence.UNKNOWN
    assert rows(look())[Requirement.LINK].is_known.evidence is Evidence.EXACT


def test_what_is_met_by_a_trace_does_not_name_a_source_that_was_not_seen():
    unasked = unseen(dict[str, bool], "graph_not_asked")
    row = rows(look(ground=ground(principals=unasked)))[Requirement.CONSENT]
    assert (row.standing, row.is_known) == (Standing.MET, None)
    open_ = rows(look(STOPPED, ground=ground(principals=unasked)))[Requirement.CONSENT]
    assert open_.is_known.reason == "graph_not_asked"


def test_only_what_a_look_can_change_offers_another_one():
    settled = rows(look(ground=ground(principals=unseen(dict))))
    never = {one for one, row in rows(look()).items() if not row.may_be_seen}
    assert all(settled[one].standing is Standing.UNSEEN for one in never)
    assert never == {
        Requirement.ENTITIES, Requirement.EDITORS, Requirement.LICENCES, Requirement.SEQUENCES,
    }  # fmt: skip


def test_licences_are_looked_up_where_licences_are():
    (finding,) = rows(look())[Requirement.LICENCES].findings
    assert finding.details["link"].endswith("/billing/licenses")


def test_accounts_that_run_by_a_likely_trace_count_as_having_run():
    enabled = {**STOPPED, ACCOUNTS: MapState.ENABLED}
    blind = look(enabled, ground=ground(principals=unseen(dict)))
    assert standing(blind, Requirement.APPLICATIONS) is Standing.MET
