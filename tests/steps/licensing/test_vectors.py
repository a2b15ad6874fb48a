"""The 24 cases of the licensing reference by number: from answers on the wire to findings.

What goes in is what Microsoft's services answer; nothing of ours is put in their place.
"""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.microsoft.admin import Admin
from app.microsoft.clients import Microsoft
from app.microsoft.endpoints import cloud
from app.microsoft.graph import Graph
from app.microsoft.transport import Transport
from app.steps.licensing import STEP
from app.steps.licensing.observe import observe
from app.wizard.facts import Evidence
from app.wizard.finding import Level
from app.wizard.statement import Kind, Statement

pytestmark = pytest.mark.anyio

AT = datetime(2026, 3, 4, tzinfo=UTC)
SCM, CDS_SCM = "1224eae4-0d91-474a-8a52-27ec96a63fe7", "b6a8b974-2956-4e14-ae81-f0384c363528"
ATTACH = "b21c777f-c2d5-486e-88f6-fc0a3e474271"
FINANCE = "9f0e1b4e-9b33-4300-b451-b2c662cd4ff7"
TEAM, ACTIVITY = "d56f3deb-50d8-465a-bedb-f079817ccac1", "6bddf93e-d6f4-4991-b9fc-30cfdf07ee7b"
EXCHANGE = "113feb6c-3fe4-4440-bddc-54d774bf0318"
GCC_PACK = "cdf787bd-1546-48d2-9e93-b21f9ea7067a"
USERS = "PowerPagesAuthenticated"
FORBIDDEN = httpx.Response(403, json={"error": {"code": "Forbidden"}})
NONE = httpx.Response(404, json={"error": {"code": "BillingPolicyNotFound"}})


@pytest.fixture
def anyio_backend():
    return "asyncio"


def sku(part, *plans, status="Enabled", used=0, sku_id=None, **units):
    return {
        "skuId": sku_id or part, "skuPartNumber": part, "capabilityStatus": status,
        "consumedUnits": used, "prepaidUnits": {"enabled": 0, "warning": 0, "suspended": 0} | units,
        "servicePlans": [
            {"servicePlanId": plan, "provisioningStatus": "Success"} for plan in (*plans, EXCHANGE)
        ],
    }  # fmt: skip


def skus(*listed):
    return {"subscribedSkus": httpx.Response(200, json={"value": list(listed)})}


def policy(status):
    answer = {"id": "p1", "name": "Contoso", "status": status}
    return {"billingPolicy": httpx.Response(200, json=answer) if status else NONE}


def capacity(purchased, allocated, here, kind=USERS):
    report = [{"currencyType": kind, "purchased": purchased, "allocated": allocated}]
    listed = [{"currencyType": kind, "allocated": here}]
    return {
        "currencyReports": httpx.Response(200, json=report),
        "allocations": httpx.Response(200, json={"currencyAllocations": listed}),
    }


def site(trial_days, deleting_days=None, kind="Trial"):
    one = {
        "id": "w1", "name": "Contoso portal", "templateName": "CustomerPortal", "type": kind,
        "trialExpiringInDays": trial_days, "suspendedWebsiteDeletingInDays": deleting_days,
    }  # fmt: skip
    return {"websites": httpx.Response(200, json={"value": [one]})}


def storage(code="AllCapacityAvailable", plans=()):
    licences = [{"servicePlanId": plan, "capabilityStatus": "Enabled"} for plan in plans]
    one = {
        "capacityType": "Database", "capacityUnits": "MB", "totalCapacity": 20_000,
        "status": "Available", "consumption": {"rated": 100},
        "capacityEntitlements": [{"licenses": licences}],
    }  # fmt: skip
    body = {"capacitySummary": {"statusMessageCode": code}, "tenantCapacities": [one]}
    return {"tenantCapacity": httpx.Response(200, json=body)}


def held(*parts_and_plans):
    listed = [
        {"skuId": part, "skuPartNumber": part,
         "servicePlans": [{"servicePlanId": plan, "provisioningStatus": "Success"}]}
        for part, plan in parts_and_plans
    ]  # fmt: skip
    return {"licenseDetails": httpx.Response(200, json={"value": listed})}


async def looked(answers):
    """What is seen when these services answer so, by the end of their path, and all others 403."""

    def answer(request):
        name = request.url.path.rpartition("/")[2]
        given = answers.get(name, FORBIDDEN)
        if name == "websites" and "skip" in request.url.params:
            given = httpx.Response(200, json={"value": []})
        return httpx.Response(given.status_code, headers=given.headers, content=given.content)

    async def token(scope, *, refused=""):
        return "at-for-tests"

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        way = Transport(http, token)
        microsoft = Microsoft(
            admin=Admin.through(way, cloud("public")), dataverse=None, dual_write=None,
            graph=Graph(way, cloud("public")),
        )  # fmt: skip
        return await observe(microsoft, "e1", AT, ask_graph=True)


async def found(*answers, said=None):
    facts = await looked({name: one for each in answers for name, one in each.items()})
    return {f.code.removeprefix("licensing."): f for f in STEP.judge(facts, said or {})}


def attested(value, days_ago, subject="entitlement"):
    at = AT - timedelta(days=days_ago)
    review = at + timedelta(days=90)
    return {
        subject: Statement(subject, Kind.ATTESTED, value, "Avery", at, "center", review_at=review)
    }


def only(findings, word, code, level):
    told = {name: one.level for name, one in findings.items() if name.startswith(word)}
    assert told == {code: level}


async def test_1_supply_chain_management_with_units_is_owned():
    only(await found(skus(sku("DYN365_SCM", SCM, CDS_SCM, enabled=25, used=14))),
         "scm_", "scm_owned", Level.OK)  # fmt: skip


async def test_2_attach_licences_alone_lack_their_base():
    only(await found(skus(sku("DYN365_SCM_ATTACH", ATTACH, CDS_SCM, enabled=5))),
         "scm_", "scm_attach_only", Level.WARNING)  # fmt: skip


async def test_3_a_suspended_subscription_is_none():
    only(await found(skus(sku("DYN365_SCM", SCM, status="Suspended", suspended=25))),
         "scm_", "scm_missing", Level.BLOCKER)  # fmt: skip


async def test_4_an_expired_one_still_works_in_its_grace_period():
    only(await found(skus(sku("DYN365_SCM", SCM, status="Warning", warning=10))),
         "scm_", "scm_grace", Level.WARNING)  # fmt: skip


async def test_5_a_product_nobody_knows_is_recognised_by_its_plan():
    only(await found(skus(sku("BRAND_NEW", SCM, enabled=1))), "scm_", "scm_owned", Level.OK)


async def test_6_without_a_known_plan_the_name_counts_and_is_named():
    findings = await found(skus(sku("DYN365_SCM_PREMIUM_X", "p-new", enabled=1)))
    only(findings, "scm_", "scm_by_name", Level.WARNING)
    assert findings["scm_by_name"].details["names"] == "DYN365_SCM_PREMIUM_X"


async def test_7_a_plan_in_the_storage_report_is_a_sign():
    findings = await found(
        {"GetLicenseSummaryV2": httpx.Response(204)}, storage(plans=[CDS_SCM]),
    )  # fmt: skip
    only(findings, "scm_", "scm_by_plan", Level.WARNING)
    assert findings["scm_by_plan"].evidence is Evidence.LIKELY


async def test_8_when_nobody_may_look_nothing_is_known_and_a_persons_word_is_taken():
    findings = await found()
    only(findings, "scm_", "scm_unseen", Level.UNKNOWN)
    only(findings, "capacity_", "capacity_unseen", Level.UNKNOWN)
    only(findings, "storage_", "storage_unseen", Level.UNKNOWN)
    only(await found(said=attested("have", 1)), "scm_", "scm_attested", Level.OK)


async def test_9_another_app_of_finance_and_operations_is_not_enough_and_no_obstacle():
    only(await found(skus(sku("DYN365_FINANCE", FINANCE, enabled=4))),
         "scm_", "scm_other_app", Level.WARNING)  # fmt: skip


async def test_10_team_members_and_activity_licences_are_none():
    listed = skus(
        sku("DYN365_TEAM_MEMBERS", TEAM, enabled=9),
        sku("Dyn365_Operations_Activity", ACTIVITY, enabled=3),
    )
    only(await found(listed), "scm_", "scm_missing", Level.BLOCKER)


async def test_11_an_enabled_billing_policy_pays_for_portal_users():
    only(await found(policy("Enabled")), "capacity_", "capacity_billed", Level.OK)


async def test_12_a_policy_in_any_other_state_is_not_there_yet():
    findings = await found(policy("Provisioning"), capacity(0, 0, 0))
    only(findings, "capacity_", "capacity_pending", Level.UNKNOWN)
    assert findings["capacity_pending"].details["status"] == "Provisioning"


async def test_13_capacity_of_other_environments_does_not_count_here():
    findings = await found(policy(""), capacity(1, 1, 0))
    only(findings, "capacity_", "capacity_elsewhere", Level.WARNING)
    assert findings["capacity_elsewhere"].details["bought"] == "1"


async def test_14_capacity_that_is_free_can_be_assigned():
    findings = await found(policy(""), capacity(1, 0, 0))
    only(findings, "capacity_", "capacity_not_assigned", Level.WARNING)
    assert findings["capacity_not_assigned"].details["free"] == "1"


async def test_15_portal_logins_of_the_older_kind_work():
    findings = await found(policy(""), capacity(1000, 100, 100, kind="PortalLogins"))
    only(findings, "capacity_", "capacity_legacy", Level.WARNING)


async def test_16_a_trial_runs_until_its_date():
    findings = await found(policy(""), capacity(0, 0, 0), site(12, 19))
    only(findings, "capacity_", "capacity_nothing", Level.WARNING)
    only(findings, "trial_", "trial_clock", Level.WARNING)
    assert findings["trial_clock"].details == {"date": "2026-03-16", "days": "12"}


async def test_17_a_trial_that_is_over_is_urgent():
    findings = await found(policy(""), capacity(0, 0, 0), site(0, 3))
    only(findings, "trial_", "trial_over", Level.WARNING)
    assert findings["trial_over"].details == {"date": "2026-03-07", "days": "3"}


async def test_18_a_pack_of_the_government_cloud_is_bought_and_its_place_not_seen():
    findings = await found(skus(sku("Power_Pages_T1_GCC", GCC_PACK, enabled=1)))
    only(findings, "capacity_", "capacity_bought", Level.WARNING)
    assert findings["capacity_bought"].evidence is Evidence.LIKELY


async def test_19_rows_of_the_same_product_are_summed():
    twice = (sku("DYN365_SCM", SCM, sku_id="s", enabled=3, used=6),
             sku("DYN365_SCM", SCM, sku_id="s", enabled=4))  # fmt: skip
    facts = await looked(skus(*twice))
    [one] = facts.skus.value
    assert (one.enabled, one.used) == (7, 6)
    assert "scm_given_too_often" not in await found(skus(*twice))


async def test_20_a_number_that_is_null_counts_as_none_and_the_fact_says_so():
    report = [{"currencyType": USERS, "purchased": None, "allocated": 0}]
    answers = skus(sku("DYN365_SCM", SCM, enabled=None, warning=2)) | {
        "currencyReports": httpx.Response(200, json=report)
    }
    facts = await looked(answers)
    assert facts.pools.value[USERS].purchased == 0
    assert facts.pools.reason == "null, taken as 0: purchased"
    assert facts.skus.reason == "null, taken as 0: enabled"
    only(await found(answers), "scm_", "scm_grace", Level.WARNING)


async def test_21_storage_that_is_nearly_used_up_is_a_warning():
    only(await found(storage("DBCapacityMoreThanEightyFive")),
         "storage_", "storage_tight", Level.WARNING)  # fmt: skip


async def test_22_a_statement_past_its_review_date_stands_until_it_is_asked_again():
    """The reference lets it lapse. Here it stays: whoever acts on it is asked again before."""
    findings = await found(said=attested("have", 91))
    only(findings, "scm_", "scm_attested", Level.OK)
    assert findings["scm_attested"].evidence is Evidence.ATTESTED


async def test_23_what_is_seen_later_counts_and_the_statement_is_shown_beside_it():
    findings = await found(skus(), said=attested("have", 10))
    only(findings, "scm_", "scm_missing", Level.BLOCKER)
    assert findings["said_otherwise"].details["name"] == "Avery"


async def test_24_a_guest_without_a_licence_says_nothing_about_the_tenant():
    findings = await found(skus(sku("DYN365_SCM", SCM, enabled=25)), held())
    only(findings, "scm_", "scm_owned", Level.OK)
    only(findings, "person_", "person_without", Level.OK)
    findings = await found(held(("DYN365_SCM", SCM)))
    assert findings["person_holds"].subject == "DYN365_SCM"
    only(findings, "scm_", "scm_unseen", Level.UNKNOWN)
