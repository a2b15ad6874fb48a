"""What the cases of the reference leave out: units, look-alikes, storage words, older facts."""

import pytest

from app.steps.licensing import STEP, room
from app.steps.licensing.counting import understood
from app.steps.licensing.facts import (
    Grant,
    LicensingFacts,
    Offered,
    Pool,
    SiteClock,
    Space,
    StorageSeen,
)
from app.wizard.finding import Level
from tests.steps.licensing.test_licences import SCM, T1_PACK, USERS, fact, make_facts, said, sku

USERS_SAID = {"users": said("users", "250")["users"]}


def found(facts, statements=None):
    return {f.code.removeprefix("licensing."): f for f in STEP.judge(facts, statements or {})}


def also(facts, **seen):
    return facts.model_copy(update={name: fact(value) for name, value in seen.items()})


@pytest.mark.parametrize(
    ("assigned", "code"),
    [(250, "capacity_assigned"), (249, "capacity_unit_unclear"), (3, "capacity_unit_unclear"),
     (2, "capacity_too_small")],
)  # fmt: skip
def test_units_are_never_multiplied_in_silence(assigned, code):
    findings = found(make_facts(policy="", assigned={USERS: assigned}), USERS_SAID)
    assert findings[code].details["assigned"] == str(assigned)
    assert findings[code].level in (Level.OK, Level.WARNING)


def test_how_many_to_buy_is_said_once_somebody_said_how_many_people_come():
    facts = make_facts(policy="", assigned={}, pools={})
    assert "users_not_said" in found(facts)
    told = found(facts, USERS_SAID)
    assert told["users_expected"].details == {"expected": "250", "packs": "3"}
    assert "users_not_said" not in told


def test_visitors_who_do_not_sign_in_have_capacity_of_their_own():
    facts = make_facts(policy="", assigned={USERS: 1})
    assert found(facts)["anonymous_none"].level is Level.WARNING
    for kind in ("PowerPagesAnonymous", "PortalViews"):
        assert "anonymous_none" not in found(make_facts(policy="", assigned={USERS: 1, kind: 1}))
    assert "anonymous_none" not in found(make_facts(policy="Enabled", assigned={USERS: 1}))


@pytest.mark.parametrize("verdict", ["capacity_nothing", "trial_over", "trial_clock"])
def test_nothing_about_capacity_is_ever_a_gate(verdict):
    over = [SiteClock(name="Portal", kind="Trial", trial_days=0, deleting_days=2)]
    runs = [SiteClock(name="Portal", kind="Trial", trial_days=5)]
    facts = make_facts(policy="", assigned={}, pools={}, skus=[sku("DYN365_SCM", SCM, enabled=1)])
    facts = also(facts, sites=over if verdict == "trial_over" else runs)
    assert found(facts)[verdict].level is Level.WARNING


def test_a_production_site_has_no_clock():
    facts = also(make_facts(), sites=[SiteClock(name="Portal", kind="Production")])
    assert not [code for code in found(facts) if code.startswith("trial")]


def test_a_product_that_looks_like_ours_is_named_and_counts_neither_way():
    facts = make_facts(
        skus=[sku("Power_Pages_anonymous_T9", "p9", enabled=1), sku("OFFICE", "o", enabled=3),
              sku("PORTAL_OLD", "p8", suspended=4), sku("Power_Pages_T1", T1_PACK, enabled=1)],
    )  # fmt: skip
    findings = found(facts)
    assert findings["possible_match"].subject == "Power_Pages_anonymous_T9"
    assert findings["scm_missing"].level is Level.BLOCKER


def test_a_name_in_the_storage_report_is_a_sign_of_supply_chain_management():
    grant = Grant(name="Dynamics 365 Supply Chain Management Premium", plan="p7", sku="s7")
    facts = make_facts(storage=StorageSeen(spaces={}, grants=[grant]), plans=["p7"])
    findings = found(facts)
    assert findings["scm_by_name"].details["names"] == grant.name
    assert "possible_match" not in findings


@pytest.mark.parametrize(
    ("offered", "code", "level"),
    [
        (Offered(usable=["D365_FinOps_SCM"]), "scm_by_template", Level.WARNING),
        (Offered(refused=["D365_FinOps_SCM"]), "scm_refused", Level.UNKNOWN),
        (Offered(usable=["D365_FinOps_Finance"]), "scm_unseen", Level.UNKNOWN),
    ],
)
def test_the_templates_on_offer_are_a_hint_where_nothing_else_tells(offered, code, level):
    assert found(also(make_facts(), offered=offered))[code].level is level
    said_so = found(also(make_facts(), offered=offered), said("entitlement", "have"))
    assert ("scm_attested" in said_so) is (level is Level.UNKNOWN)


def test_more_people_than_licences_are_counted():
    one = sku("DYN365_SCM", SCM, enabled=5).model_copy(update={"used": 8})
    told = found(make_facts(skus=[one]))["scm_given_too_often"]
    assert told.details == {"used": "8", "owned": "5"}


def stored(*codes, **spaces):
    return make_facts(storage=StorageSeen(spaces=spaces, codes=list(codes)))


@pytest.mark.parametrize("code", sorted(room.COVERED))
def test_a_kind_of_storage_that_another_one_covers_is_not_over(code):
    findings = found(stored(code, "FinOpsNotAvailable"))
    assert findings["storage_covered"].level is Level.OK
    assert "storage_over" not in findings


@pytest.mark.parametrize("code", sorted(room.OVER))
def test_what_is_over_is_over(code):
    assert found(stored(code))["storage_over"].subject == code


def test_a_word_about_storage_that_nobody_knows_is_shown_and_not_guessed():
    findings = found(stored("SomethingOverEverything"))
    assert findings["storage_word"].subject == "SomethingOverEverything"
    assert "storage_over" not in findings


def test_our_words_about_storage_are_those_of_microsofts_own_sdk():
    sdk = pytest.importorskip("mspp_management.models.capacity_status_message_code")
    theirs = {one.value for one in sdk.CapacityStatusMessageCode}
    assert theirs == room.OVER | room.COVERED | room.TIGHT | room.PLENTY


def test_below_one_gigabyte_no_app_can_be_installed():
    facts = stored(Database=Space(total=9000, used=8000), Log=Space(total=100, used=99, unit="MB"))
    assert found(facts)["room_for_no_app"].details == {"free": "1000"}
    assert "room_for_no_app" not in found(stored(Database=Space(total=9, used=8, unit="GB")))


def test_facts_of_an_older_version_are_still_read():
    old = {
        name: {"value": None, "evidence": "unknown", "source": "API", "reason": "403",
               "seen_at": "2026-01-01T00:00:00Z"}
        for name in ("report", "plans", "policy", "assigned")
    }  # fmt: skip
    seen = {"evidence": "exact", "source": "API", "seen_at": "2026-01-01T00:00:00Z"}
    old |= {
        "skus": {"value": [{"part_number": "DYN365_SCM", "plans": [SCM], "enabled": 1}], **seen},
        "pools": {"value": {USERS: {"purchased": 1, "allocated": 0}}, **seen},
        "storage": {"value": {"spaces": {"Log": {"total": 1, "used": 0}}, "codes": []}, **seen},
    }
    facts = STEP.read(old)
    assert isinstance(facts, LicensingFacts)
    assert facts.pools.value == {USERS: Pool(purchased=1)}
    assert found(facts)["scm_owned"].level is Level.OK


@pytest.mark.parametrize(
    ("typed", "people"),
    [("250", 250), (" 1,200 ", 1200), ("1.200", 1200), ("", None), ("0", None), ("-3", None),
     ("many", None), ("١٢", None), ("9" * 20, None)],
)  # fmt: skip
def test_a_number_of_people_is_digits_as_people_write_them(typed, people):
    assert understood(typed) == people
