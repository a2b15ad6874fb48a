"""Microsoft's SDK for the Power Platform API reads what was bought, and who pays."""

from uuid import UUID

import pytest

from app.practice.plot import Answers, Licences, NoPolicy
from tests.partners import python_partner
from tests.practice.asking import UAT

python_partner("mspp_management")
python_partner("trustme")

from tests.practice.conformance.management import (  # noqa: E402 - not without the SDK
    MARKS,
    PREVIEW,
    STABLE,
    model,
    names,
    options,
)

AllocationsByEnvironmentPatchRequestModelV1 = model("AllocationsByEnvironmentPatchRequestModelV1")
Available = model("CapacityAvailabilityStatus")
BillingPolicyStatus = model("BillingPolicyStatus")
CapacityType = model("CapacityType")
Currency = model("ExternalCurrencyType")
CurrencyAllocationRequestModelV1 = model("CurrencyAllocationRequestModelV1")
LicenseModel = model("LicenseModel")
Message = model("CapacityStatusMessageCode")
OverageStatus = model("OverageStatus")

pytestmark = MARKS

FULL = {Currency.PowerPagesAuthenticated: 2, Currency.PowerPagesAnonymous: 1}


@pytest.fixture
def licensing(sdk, tenant):
    tenant.plot.licences = Licences.FULL
    return sdk.api.licensing


async def test_what_the_tenant_has_bought_is_read(sdk, licensing):
    reports = await sdk.get(
        licensing.tenant_capacity.currency_reports,
        include_allocations=True,
        include_consumptions=True,
    )
    assert sdk.unread(reports) == set()
    assert {one.currency_type: one.purchased for one in reports if one.purchased} == FULL
    [pages] = [one for one in reports if one.currency_type is Currency.PowerPagesAuthenticated]
    assert (pages.allocated, pages.consumed.units_consumed) == (1, 0)


async def test_storage_is_read_with_the_licences_that_grant_it(sdk, licensing, tenant):
    found = await sdk.get(licensing.tenant_capacity)
    assert sdk.unread(found) == set()
    assert found.tenant_id == UUID(tenant.tenant_id)
    assert found.license_model_type is LicenseModel.StorageDriven
    assert found.capacity_summary.status_message_code is Message.AllCapacityAvailable
    database = found.tenant_capacities[0]
    assert (database.capacity_type, database.total_capacity) == (CapacityType.Database, 20_480)
    assert database.consumption.rated == 7301.5
    licences = [one for each in database.capacity_entitlements for one in each.licenses]
    assert UUID("f2e48cb3-9da0-42cd-8464-4a54ce198ad0") in {one.sku_id for one in licences}


async def test_storage_that_has_run_out_is_read(sdk, licensing, tenant):
    tenant.plot.answers = Answers.CROWDED
    found = await sdk.get(licensing.tenant_capacity)
    assert found.capacity_summary.status is Available.NotAvailable
    assert found.capacity_summary.status_message_code is Message.DBCapacityOver


async def test_the_summary_of_finance_licences_is_read(sdk, licensing):
    found = await sdk.get(licensing.fin_ops_licensing.get_license_summary_v2, STABLE)
    assert sdk.unread(found) == set()
    base = found.licenses_consumption.supply_chain_management.base_consumption
    assert (base.purchased_base_assigned_count, base.purchased_base_unassigned_count) == (14, 11)


async def test_without_finance_licences_there_is_no_summary(sdk, licensing, tenant):
    tenant.plot.licences = Licences.NOTHING
    assert await sdk.get(licensing.fin_ops_licensing.get_license_summary_v2, STABLE) is None


async def test_the_billing_policy_of_an_environment_is_read(sdk, licensing, tenant):
    tenant.plot.licences = Licences.PAYG
    policies = await sdk.get(licensing.billing_policies)
    policy = await sdk.get(licensing.environments.by_environment_id(UAT).billing_policy)
    assert names(sdk.unread(policy)) == {"type"}  # recorded, and not in the SDK
    assert policy == policies.value[0]
    assert policy.status is BillingPolicyStatus.Enabled
    assert policy.billing_instrument.subscription_id == UUID(tenant.tenant_id)
    linked = licensing.billing_policies.by_billing_policy_id(policy.id).environments
    assert UAT in {one.environment_id for one in (await sdk.get(linked)).value}
    assert sdk.unread(await sdk.get(linked)) == set()


@pytest.mark.parametrize("way", [NoPolicy.SILENT, NoPolicy.NULL])
async def test_an_environment_without_a_billing_policy_has_none(sdk, licensing, tenant, way):
    tenant.plot.no_policy = way
    policy = licensing.environments.by_environment_id(UAT).billing_policy
    found = await sdk.get(policy)
    assert found is None or found.id is None  # of `null`, the SDK makes an empty one


async def test_what_an_environment_was_given_is_read_and_changed(sdk, licensing):
    given = licensing.environments.by_environment_id(UAT).allocations
    found = await sdk.get(given)
    assert sdk.unread(found) == set()
    assert found.environment_id == UAT
    assert {one.currency_type: one.allocated for one in found.currency_allocations} == {
        Currency.PowerPagesAuthenticated: 1,
        Currency.PowerPagesAnonymous: 1,
    }
    wanted = CurrencyAllocationRequestModelV1(2, Currency.PowerPagesAuthenticated)
    changed = await given.patch(
        AllocationsByEnvironmentPatchRequestModelV1([wanted]), options(given, "Patch", PREVIEW)
    )
    units = {one.currency_type: one.allocated for one in changed.currency_allocations}
    assert units[Currency.PowerPagesAuthenticated] == 2


async def test_an_entitlement_is_read_for_the_tenant_and_for_an_environment(sdk, licensing):
    whole = await sdk.get(licensing.entitlements.by_entitlement_id("PowerPagesAuthenticated"))
    assert sdk.unread(whole) == set()
    capacity = whole.entitlement.capacity
    assert (capacity.entitled.value, capacity.allocated.value) == (2, 1)
    assert capacity.available_quantity == 1
    part = await sdk.get(licensing.environments.by_environment_id(UAT).entitlements)
    assert sdk.unread(part) == set()
    pages = part[0].entitlement.capacity
    assert (part[0].environment_id, pages.allocated.value) == (UAT, 1)
    assert pages.status is OverageStatus.WithinCapacity


async def test_the_templates_of_the_tenants_own_location_are_read(sdk, tenant):
    tenant.plot.licences = Licences.FULL
    places = sdk.api.environmentmanagement.provisioning.locations
    found = await sdk.get(places, version=STABLE)
    assert sdk.unread(found) == set()
    [home] = [one.name for one in found.collection if one.is_default]
    listed = await sdk.get(places.by_location(home).templates, version=STABLE)
    assert sdk.unread(listed) == set()
    reasons = {one.name: one.availability[0].disabled_reason for one in listed.collection}
    assert reasons["D365_FinOps_SCM"] is None
    assert reasons["D365_FinOps_Finance"].code == "DynamicsEntitlementMissing"
