import pytest

from app.steps.maps import STEP
from app.steps.maps.facts import MapState, SeenPackage, SeenUser
from app.steps.maps.missing import missing_packages
from app.steps.maps.needs import subject_of
from app.steps.maps.packages import ASKED_FOR, PACKAGES, is_at_least
from app.steps.maps.portal import (
    ACCOUNTS,
    CDS_CONTACTS,
    CDS_HEADERS,
    CDS_LINES,
    PARTY_CONTACTS,
    PERSONS,
    PRODUCTS,
    PRODUCTS_RENAMED,
    SALES_HEADERS,
    SALES_LINES,
    Need,
    TableMap,
)
from app.steps.maps.views import view_of
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Level
from app.wizard.journey import State, journey
from app.wizard.statement import Kind, Statement
from tests.steps.maps_samples import AT, LATER, exact, facts, state


def judged(seen, said=None):
    return STEP.judge(seen, said or {})


def codes(seen, said=None):
    return {finding.code for finding in judged(seen, said)}


def found(seen, code, said=None):
    return next(finding for finding in judged(seen, said) if finding.code == code)


def claimed(need, at=AT):
    return {
        subject_of(need): Statement(subject_of(need), Kind.CLAIMED, "running", "Kim", at, id="s1")
    }


def solutions(**versions):
    return {name: exact(versions.get(name, "2.3.4.300")) for name in ASKED_FOR}


def test_when_everything_runs_the_step_is_completed_and_the_answer_is_yes():
    (stop,) = journey([STEP], {"maps": facts()})
    assert stop.state is State.COMPLETED
    assert found(facts(), "maps.ready").details["working"] == "5"


@pytest.mark.parametrize(
    ("value", "code", "level"),
    [
        (None, "maps.not_seen", Level.UNKNOWN),
        (MapState.RUNNING, "maps.running", Level.OK),
        (MapState.ENABLED, "maps.enabled", Level.OK),
        (MapState.SYNCING, "maps.syncing", Level.BLOCKER),
        (MapState.RESUMING, "maps.resuming", Level.BLOCKER),
        (MapState.PAUSED, "maps.paused", Level.BLOCKER),
        (MapState.STOPPED, "maps.stopped", Level.BLOCKER),
        (MapState.NOT_APPLIED, "maps.not_applied", Level.BLOCKER),
        (MapState.ABSENT, "maps.absent", Level.BLOCKER),
    ],
)
def test_every_state_of_a_map_has_its_finding(value, code, level):
    finding = next(f for f in judged(facts({ACCOUNTS: value})) if f.subject == ACCOUNTS.title)
    assert (finding.code, finding.level) == (code, level)


def test_a_state_that_may_not_be_read_is_not_called_one_that_no_call_shows():
    denied = Fact[MapState].unknown(source="t", reason="configured_not_readable", at=AT)
    seen = facts({ACCOUNTS: denied})
    finding = next(f for f in judged(seen) if f.subject == ACCOUNTS.title)
    assert (finding.code, finding.level) == ("maps.not_readable", Level.UNKNOWN)


def test_a_map_that_does_not_run_leads_to_the_dual_write_page_of_this_environment():
    link = found(facts({ACCOUNTS: MapState.STOPPED}), "maps.stopped").details["link"]
    assert link.endswith("/dualWrite?axenv=contoso.operations.dynamics.com")


@pytest.mark.parametrize(
    ("maps", "by"),
    [
        ({}, CDS_HEADERS),
        ({CDS_HEADERS: MapState.STOPPED, SALES_HEADERS: MapState.RUNNING}, SALES_HEADERS),
        ({CDS_HEADERS: MapState.ABSENT, SALES_HEADERS: MapState.STOPPED}, SALES_HEADERS),
        ({CDS_HEADERS: MapState.ABSENT}, CDS_HEADERS),
    ],
)
def test_either_family_of_order_maps_is_accepted(maps, by):
    findings = [f for f in judged(facts(maps)) if f.details.get("need") == Need.ORDER_HEADERS]
    assert [f.subject for f in findings] == [by.title]


def test_two_families_at_once_are_a_problem():
    both = facts({SALES_HEADERS: MapState.RUNNING, SALES_LINES: MapState.RUNNING})
    assert found(both, "maps.two_families").level is Level.BLOCKER


def test_the_renamed_products_map_counts_as_well():
    renamed = facts({PRODUCTS: MapState.ABSENT, PRODUCTS_RENAMED: MapState.RUNNING})
    assert "maps.ready" in codes(renamed)


def test_without_party_either_contacts_map_will_do():
    assert "maps.ready" in codes(facts({CDS_CONTACTS: MapState.STOPPED}))
    stopped = facts({CDS_CONTACTS: MapState.STOPPED, PERSONS: MapState.STOPPED})
    assert found(stopped, "maps.stopped").subject == CDS_CONTACTS.title


def test_with_party_only_its_own_contacts_map_will_do_and_the_other_must_stop():
    party = facts({PARTY_CONTACTS: MapState.STOPPED}, solutions=solutions())
    assert found(party, "maps.stopped").subject == PARTY_CONTACTS.title
    assert "maps.contacts_twice" in codes(party)


def test_a_claim_stands_in_where_nothing_could_be_seen_and_is_named_as_such():
    unseen = facts({PRODUCTS: None, PRODUCTS_RENAMED: None})
    assert "maps.not_seen" in codes(unseen)
    finding = found(unseen, "maps.ready", claimed(Need.PRODUCTS))
    assert finding.evidence is Evidence.ATTESTED
    (stop,) = journey([STEP], {"maps": unseen}, said={"maps": claimed(Need.PRODUCTS)})
    assert stop.state is State.COMPLETED


def test_a_later_look_that_sees_otherwise_is_shown_beside_the_claim():
    seen = facts({ACCOUNTS: state(MapState.STOPPED, evidence="likely", at=LATER)})
    contradicted = found(seen, "maps.claim_contradicted", claimed(Need.ACCOUNTS))
    assert (contradicted.details["name"], contradicted.details["day"]) == ("Kim", "2026-03-04")
    assert "maps.stopped" in codes(seen, claimed(Need.ACCOUNTS))


def test_an_earlier_look_does_not_contradict_a_claim():
    seen = facts({ACCOUNTS: MapState.STOPPED})
    assert "maps.claim_contradicted" not in codes(seen, claimed(Need.ACCOUNTS, at=LATER))
    assert "maps.stopped" in codes(seen, claimed(Need.ACCOUNTS, at=LATER))


def test_a_claim_never_replaces_what_was_seen_to_run():
    finding = next(
        f for f in judged(facts(), claimed(Need.ACCOUNTS)) if f.subject == ACCOUNTS.title
    )
    assert finding.evidence is Evidence.EXACT


def test_claims_are_not_stored_with_what_was_seen():
    assert facts().model_dump(mode="json")["claims"] == {}


def test_facts_of_an_older_shape_count_as_never_seen():
    old = {"core_table": {}, "solutions": {}, "linked_to": {}}
    assert STEP.read(old) is None
    assert STEP.read(facts().model_dump(mode="json")) == facts()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"core_table": exact(value=False)}, "maps.not_ready"),
        ({"solutions": solutions(HCMCommon="")}, "maps.not_ready"),
        (
            {"core_table": Fact[bool].unknown(source="t", reason="403", at=AT)},
            "maps.ready_not_known",
        ),
        ({"linked_to": exact("")}, "maps.ready_with_warnings"),
        ({"gateway": exact(value=False)}, "maps.ready_with_warnings"),
    ],
)
def test_only_missing_solutions_stand_in_the_way_of_provisioning(changed, code):
    assert code in codes(facts(**changed))


def test_a_map_that_does_not_run_is_a_warning_for_provisioning():
    seen = facts({PRODUCTS: MapState.STOPPED, PRODUCTS_RENAMED: MapState.ABSENT})
    finding = found(seen, "maps.ready_with_warnings")
    assert (finding.details["working"], finding.details["open"]) == ("4", "1")


@pytest.mark.parametrize(
    ("version", "wanted", "enough"),
    [
        ("10.0.383.25", "2.0.0.0", True),
        ("2.0.0.0", "10.0.383.25", False),
        ("2.0.227", "2.0.227.0", True),
        ("2.0.226.9", "2.0.227", False),
        ("9.9.9.9", "10.0", False),
        ("", "2.0", True),
        ("strange", "2.0", True),
    ],
)
def test_versions_are_compared_by_numbers(version, wanted, enough):
    assert is_at_least(version, wanted) is enough


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ([], "maps.companies_none"),
        (["USMF", "usmf "], "maps.companies_double"),
        (["USMF", " "], "maps.companies_blank"),
        ([f"C{n}" for n in range(41)], "maps.companies_many"),
        (["USMF"], "maps.companies"),
    ],
)
def test_companies_are_judged(listed, code):
    seen = facts(companies=Fact[list[str]].exact(listed, source="t", at=AT))
    assert code in codes(seen)


@pytest.mark.parametrize(
    ("user", "code"),
    [
        (SeenUser(is_there=False), "maps.user_missing"),
        (SeenUser(is_there=True), "maps.user_disabled"),
        (SeenUser(is_there=True, is_enabled=True), "maps.user_without_role"),
    ],
)
def test_application_users_are_judged(user, code):
    users = dict.fromkeys(facts().users, exact(user))
    assert code in codes(facts(users=users))


def test_packages_are_installed_in_the_documented_order_and_only_where_something_is_missing():
    none = dict.fromkeys(ASKED_FOR, exact(""))
    bare = facts(core_table=exact(value=False), solutions=none)
    assert [p.unique_name for p in missing_packages(bare)] == [p.unique_name for p in PACKAGES]
    assert missing_packages(facts()) == []
    unread = dict.fromkeys(ASKED_FOR, Fact[str].unknown(source="t", reason="403", at=AT))
    assert missing_packages(facts(solutions=unread)) == []


def test_a_package_on_its_way_is_told_apart_from_one_that_is_missing():
    packages = {PACKAGES[1].unique_name: exact(SeenPackage(state="on_its_way"))}
    assert "maps.package_on_its_way" in codes(facts(packages=packages))


def test_missing_prerequisites_are_told_together():
    sites, units = TableMap("Sites", "msdyn_operationalsites"), TableMap("Units", "uoms")
    seen = facts({sites: MapState.ABSENT, units: MapState.NOT_APPLIED})
    assert found(seen, "maps.prerequisites_absent").subject == f"{units.title}, {sites.title}"


def test_rows_that_do_not_arrive_and_accounts_without_a_company_are_told():
    seen = facts(counts={"products": exact(0), "accounts_without_company": exact(3)})
    assert found(seen, "maps.nothing_arrived").subject == PRODUCTS.title
    assert found(seen, "maps.accounts_homeless").subject == "3"


def test_a_map_that_runs_and_brought_nothing_is_among_what_is_open():
    seen = facts(counts={"products": exact(0)})
    view = view_of(seen, judged(seen))
    assert [row.met.need for row in view.empty_rows] == [Need.PRODUCTS]
    assert view.open_rows == []
    assert (view.answer.code, view.answer.details["open"]) == ("maps.ready_with_warnings", "1")


def test_rows_that_may_be_meant_to_stay_behind_do_not_keep_the_answer_from_being_yes():
    assert "maps.ready" in codes(facts(counts={"accounts_without_company": exact(3)}))


def test_orders_lines_are_their_own_need():
    assert found(facts({CDS_LINES: MapState.PAUSED}), "maps.paused").subject == CDS_LINES.title
