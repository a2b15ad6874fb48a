"""Which findings follow from which licences: the cases of the reference, one line each."""

from datetime import UTC, datetime

import pytest

from app.steps.licensing import STEP
from app.steps.licensing.capacity import Paid
from app.steps.licensing.checks import OWNED, PAID
from app.steps.licensing.entitlement import Owned
from app.steps.licensing.facts import (
    Bought,
    LicensingFacts,
    Pool,
    Report,
    Sku,
    Space,
    StorageSeen,
)
from app.steps.licensing.products import products
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Level
from app.wizard.statement import Kind, Statement

AT = datetime(2026, 3, 4, tzinfo=UTC)
USERS, LOGINS = "PowerPagesAuthenticated", "PortalLogins"
SCM, CDS_SCM = "1224eae4-0d91-474a-8a52-27ec96a63fe7", "b6a8b974-2956-4e14-ae81-f0384c363528"
ATTACH = "b21c777f-c2d5-486e-88f6-fc0a3e474271"
FINANCE = "9f0e1b4e-9b33-4300-b451-b2c662cd4ff7"
LEGACY = "95d2cd7b-1007-484b-8595-5e97e63fe189"
ACTIVITY = "6bddf93e-d6f4-4991-b9fc-30cfdf07ee7b"
EXCHANGE = "113feb6c-3fe4-4440-bddc-54d774bf0318"
T1_PACK = "0d3366f3-266e-4117-b422-7cabbc165e7c"
GCC_PACK = "cdf787bd-1546-48d2-9e93-b21f9ea7067a"


def fact(value, reason="403"):
    if value is None:
        return Fact.unknown(source="API", reason=reason, at=AT)
    return Fact.exact(value, source="API", at=AT)


def make_facts(**seen):
    names = ("report", "skus", "plans", "storage", "policy", "assigned", "pools")
    return LicensingFacts(**{name: fact(seen.get(name)) for name in names})


def sku(part_number, *plans, enabled=0, grace=0, suspended=0):
    plans = sorted({*plans, EXCHANGE})
    return Sku(
        part_number=part_number, plans=plans, enabled=enabled, grace=grace, suspended=suspended
    )


def report(**bought):
    return Report(bought={name: Bought(base=b, attach=a) for name, (b, a) in bought.items()})


def said(subject, value, name="Avery"):
    return {subject: Statement(subject, Kind.ATTESTED, value, name, AT, note="admin center")}


def levels(facts, word, statements=None):
    found = STEP.judge(facts, statements or {})
    return {f.code.removeprefix("licensing."): f.level for f in found if word in f.code}


@pytest.mark.parametrize(
    ("seen", "code", "level"),
    [
        ({"skus": [sku("DYN365_SCM", SCM, CDS_SCM, enabled=25)]}, "scm_owned", "ok"),
        ({"skus": [sku("DYN365_SCM_ATTACH", ATTACH, CDS_SCM, enabled=5)]},
         "scm_attach_only", "warning"),
        ({"skus": [sku("DYN365_SCM", SCM, suspended=25)]}, "scm_missing", "blocker"),
        ({"skus": [sku("DYN365_SCM", SCM, grace=10)]}, "scm_grace", "warning"),
        ({"skus": [sku("SOMETHING_NEW", SCM, enabled=1)]}, "scm_owned", "ok"),
        ({"skus": [sku("SOMETHING_NEW", SCM.upper(), enabled=1)]}, "scm_owned", "ok"),
        ({"skus": [sku("DYN365_SCM_PREMIUM_X", enabled=1)]}, "scm_by_name", "warning"),
        ({"skus": [sku("SCMARKET_TOOLS", enabled=1)]}, "scm_missing", "blocker"),
        ({"skus": [sku("Dynamics_365_for_Operations", LEGACY, enabled=1)]}, "scm_owned", "ok"),
        ({"skus": [sku("DYN365_FINANCE", FINANCE, enabled=4)]}, "scm_other_app", "warning"),
        ({"skus": [sku("Dyn365_Operations_Activity", ACTIVITY, enabled=4)]},
         "scm_missing", "blocker"),
        ({"skus": [sku("EXCHANGE", enabled=900)]}, "scm_missing", "blocker"),
        ({"skus": []}, "scm_missing", "blocker"),
        ({"plans": [CDS_SCM]}, "scm_by_plan", "warning"),
        ({"plans": [EXCHANGE]}, "scm_unseen", "unknown"),
        ({"report": report(supplyChainManagement=(15, 4))}, "scm_owned", "ok"),
        ({"report": report(supplyChainManagement=(0, 4))}, "scm_attach_only", "warning"),
        ({"report": report(supplyChainManagement=(0, 0), finance=(3, 0))},
         "scm_other_app", "warning"),
        ({"report": report(supplyChainManagement=(0, 0))}, "scm_missing", "blocker"),
        ({}, "scm_unseen", "unknown"),
    ],
)  # fmt: skip
def test_supply_chain_management_is_owned_when_a_source_shows_it(seen, code, level):
    assert levels(make_facts(**seen), "scm_") == {code: Level(level)}


@pytest.mark.parametrize(
    ("seen", "code", "level"),
    [
        ({"policy": "Enabled"}, "capacity_billed", "ok"),
        ({"policy": "Provisioning", "assigned": {USERS: 5}}, "capacity_pending", "unknown"),
        ({"policy": "Disabled", "assigned": {USERS: 1}}, "capacity_assigned", "ok"),
        ({"policy": "", "assigned": {USERS: 1}}, "capacity_assigned", "ok"),
        ({"assigned": {}, "pools": {USERS: Pool(purchased=1, allocated=1)}},
         "capacity_elsewhere", "warning"),
        ({"assigned": {}, "pools": {USERS: Pool(purchased=1)}},
         "capacity_not_assigned", "warning"),
        ({"assigned": {LOGINS: 100}, "pools": {}}, "capacity_legacy", "warning"),
        ({"pools": {USERS: Pool(purchased=1)}}, "capacity_bought", "warning"),
        ({"skus": [sku("T1", T1_PACK, enabled=1)]}, "capacity_bought", "warning"),
        ({"skus": [sku("T1_GCC", GCC_PACK, enabled=1)]}, "capacity_bought", "warning"),
        ({"skus": [sku("T1", T1_PACK, suspended=1)], "pools": {}}, "capacity_nothing", "warning"),
        ({"policy": "", "assigned": {}, "pools": {}}, "capacity_nothing", "warning"),
        ({"policy": "", "assigned": {}}, "capacity_unseen", "unknown"),
        ({}, "capacity_unseen", "unknown"),
    ],
)  # fmt: skip
def test_portal_users_are_paid_for_or_it_is_said_what_is_missing(seen, code, level):
    assert levels(make_facts(**seen), "capacity_") == {code: Level(level)}


def storage(total=0.0, used=0.0, status="Available", *codes):
    spaces = {"Database": Space(total=total, used=used, status=status)}
    return StorageSeen(spaces=spaces, codes=list(codes))


@pytest.mark.parametrize(
    ("seen", "code", "level"),
    [
        (storage(1000, 100), "storage_free", "ok"),
        (storage(1000, 850), "storage_tight", "warning"),
        (storage(1000, 100, "NotAvailable"), "storage_tight", "warning"),
        (storage(1000, 100, "AvailableByOverflow"), "storage_free", "ok"),
        (storage(1000, 100, "", "DBCapacityMoreThanEightyFive"), "storage_tight", "warning"),
        (storage(1000, 100, "", "DBCapacityOver"), "storage_over", "warning"),
        (None, "storage_unseen", "unknown"),
    ],
)
def test_storage_is_a_warning_and_never_a_gate(seen, code, level):
    assert levels(make_facts(storage=seen), "storage_") == {code: Level(level)}


def test_of_what_microsoft_says_about_storage_only_the_trouble_is_repeated():
    seen = storage(1000, 100, "", "DBCapacityOver", "FinOpsAllCapacityAvailable")
    [found] = [one for one in STEP.judge(make_facts(storage=seen), {}) if "storage" in one.code]
    assert found.subject == "DBCapacityOver"


@pytest.mark.parametrize(
    ("word", "have", "lack"),
    [
        ("scm_", ("scm_attested", "ok"), ("scm_said_missing", "blocker")),
        ("capacity_", ("capacity_attested", "ok"), ("capacity_said_missing", "warning")),
        ("storage_", ("storage_attested", "ok"), ("storage_said_missing", "warning")),
    ],
)
def test_a_persons_word_stands_in_where_nothing_could_be_seen(word, have, lack):
    subject = {"scm_": "entitlement"}.get(word, word.rstrip("_"))
    for value, (code, level) in (("have", have), ("lack", lack)):
        judged = levels(make_facts(), word, said(subject, value))
        assert judged == {code: Level(level)}
    found = STEP.judge(make_facts(), said(subject, "have"))
    (attested,) = [f for f in found if f.code.endswith("_attested")]
    assert (attested.evidence, attested.details["name"]) == (Evidence.ATTESTED, "Avery")


def test_what_microsoft_shows_counts_against_a_persons_word_and_both_are_shown():
    facts = make_facts(skus=[], policy="", assigned={}, pools={})
    found = STEP.judge(facts, said("entitlement", "have") | said("capacity", "have", "Minji"))
    told = [(f.code.removeprefix("licensing."), f.details.get("name")) for f in found]
    assert told[:4] == [
        ("scm_missing", None),
        ("said_otherwise", "Avery"),
        ("capacity_nothing", None),
        ("said_otherwise", "Minji"),
    ]


def test_a_persons_word_that_agrees_is_not_called_a_contradiction():
    facts = make_facts(skus=[sku("DYN365_SCM", SCM, enabled=1)])
    assert not levels(facts, "said_otherwise", said("entitlement", "have"))


def test_two_sources_that_differ_are_both_named_and_the_licence_that_was_seen_counts():
    facts = make_facts(
        report=report(supplyChainManagement=(0, 0)),
        skus=[sku("DYN365_SCM", SCM, enabled=1)],
    )
    assert {f.code for f in STEP.judge(facts)} >= {
        "licensing.scm_owned",
        "licensing.sources_differ",
    }


def test_every_verdict_has_its_finding():
    assert OWNED.keys() == set(Owned)
    assert PAID.keys() == set(Paid)


def test_the_table_of_products_says_how_old_it_is_and_knows_the_plans_that_count():
    known = products()
    assert known.as_of == "2025-12"
    assert known.proving("fo_scm_base", but_not="fo_scm_attach") == {SCM}
    assert known.proving("fo_scm_attach", but_not="fo_scm_base") == {ATTACH}
