"""Microsoft's SDK for the Power Platform API reads what the practice tenant answers."""

from typing import Any
from uuid import UUID

import pytest

from app.practice.plot import Answers, Installing, Licences, NoPolicy
from tests.partners import python_partner
from tests.practice.asking import EMPTY, TEMPLATE, UAT

python_partner("mspp_management")
python_partner("trustme")

from tests.practice.conformance.management import (  # noqa: E402 - not without the SDK
    API,
    PREVIEW,
    STABLE,
    APIError,
    Management,
    model,
    options,
)

AllocationsByEnvironmentPatchRequestModelV1 = model("AllocationsByEnvironmentPatchRequestModelV1")
ApplicationVisibility = model("ApplicationVisibility")
Available = model("CapacityAvailabilityStatus")
BillingPolicyStatus = model("BillingPolicyStatus")
CapacityType = model("CapacityType")
Currency = model("ExternalCurrencyType")
CurrencyAllocationRequestModelV1 = model("CurrencyAllocationRequestModelV1")
ErrorMessage = model("ErrorMessage")
LicenseModel = model("LicenseModel")
Message = model("CapacityStatusMessageCode")
NewWebsiteRequest = model("NewWebsiteRequest")
OverageStatus = model("OverageStatus")
PackageStatus = model("WebsiteDto_packageInstallStatus")
SiteStatus = model("WebsiteDto_status")
SiteType = model("WebsiteDto_type")
State = model("InstancePackageState")
Status = model("InstancePackageOperationStatus")
TpsInstallRequestPayload = model("TpsInstallRequestPayload")
Visibility = model("WebsiteDto_siteVisibility")
WebsiteTemplateName = model("WebsiteTemplateName")

pytestmark = [
    pytest.mark.anyio,
    # The generated code stands on classes that its own library, and it itself, call old.
    pytest.mark.filterwarnings("ignore:GetQueryParameters is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:This class is deprecated. Please:DeprecationWarning"),
]

FULL = {Currency.PowerPagesAuthenticated: 2, Currency.PowerPagesAnonymous: 1}
RECORDED_OF_PACKAGES = {"crmMinversion", "crmMaxVersion", "errorDetails"}
"""In recordings of the real service, though its SDK has other names for them or none."""
RECORDED_OF_TENANT_PACKAGES = RECORDED_OF_PACKAGES | {
    "customHandleUpgrade", "endDateUtc", "singlePageApplicationUrl", "startDateUtc",
    "supportedCountries",
}  # fmt: skip


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def token(browser):
    browser.sign_in()
    return browser.token(API)


@pytest.fixture
async def sdk(street, token):
    management = Management(street, token)
    async with management.http:
        yield management


@pytest.fixture
def licensing(sdk, tenant):
    tenant.plot.licences = Licences.FULL
    return sdk.api.licensing


async def packages(sdk, environment_id: str = EMPTY) -> dict[str, Any]:
    """By name, over all pages."""
    builder = sdk.api.appmanagement.environments.by_environment_id(environment_id)
    page = await sdk.get(builder.application_packages)
    found = list(page.value)
    while page.odata_next_link:
        page = await builder.application_packages.with_url(page.odata_next_link).get()
        found += page.value
    return {one.unique_name: one for one in found}


def names(unread: set[str]) -> set[str]:
    return {one.partition(".")[2] for one in unread}


async def test_environments_are_read_over_two_pages(sdk):
    environments = sdk.api.environmentmanagement.environments
    first = await sdk.get(environments, STABLE)
    assert sdk.unread(first) == set()
    second = await environments.with_url(first.odata_nextlink).get()
    assert sdk.unread(second) == set()
    assert second.odata_nextlink is None
    uat, template, empty = [*first.value, *second.value]
    assert [uat.id, template.id, empty.id] == [UAT, TEMPLATE, EMPTY]
    assert (uat.display_name, uat.type, uat.state) == ("Contoso UAT", "Sandbox", "Enabled")
    assert [
        one.fin_ops_metadata and one.fin_ops_metadata.type for one in (uat, template, empty)
    ] == [
        "Linked",
        "Internal",
        None,
    ]
    assert uat.created_date_time.isoformat() == "2026-01-12T09:30:00.123456+00:00"


async def test_one_environment_is_read(sdk):
    one = await sdk.get(
        sdk.api.environmentmanagement.environments.by_environment_id(TEMPLATE), STABLE
    )
    assert sdk.unread(one) == set()
    assert (one.id, one.url) == (TEMPLATE, "https://contoso-template.crm4.dynamics.com/")
    assert one.fin_ops_metadata.url == "https://contoso-template.operations.eu.dynamics.com"


async def test_an_environment_that_is_not_there_is_a_404(sdk):
    missing = sdk.api.environmentmanagement.environments.by_environment_id("nowhere")
    with pytest.raises(APIError) as refused:
        await sdk.get(missing, STABLE)
    assert refused.value.response_status_code == 404


async def test_a_bad_token_is_a_401(sdk, tenant):
    tenant.expire_tokens()
    with pytest.raises(APIError) as refused:
        await sdk.get(sdk.api.environmentmanagement.environments, STABLE)
    assert refused.value.response_status_code == 401


async def test_a_busy_service_is_asked_again_by_the_sdk_itself(sdk, tenant):
    tenant.controls.fail_next(503)
    assert (await sdk.get(sdk.api.environmentmanagement.environments, STABLE)).value


async def test_the_catalogue_of_packages_is_read_over_two_pages(sdk):
    catalogue = sdk.api.appmanagement.application_packages
    first = await sdk.get(catalogue)
    assert names(sdk.unread(first)) <= RECORDED_OF_TENANT_PACKAGES
    second = await catalogue.with_url(first.odata_next_link).get()
    found = {one.unique_name: one for one in [*first.value, *second.value]}
    core = found["DualWriteCoreAnchor"]
    assert core.application_id == UUID("7df1a324-fbb1-4a4e-9c9a-d5d9c7c6403b")
    assert core.application_visibility is ApplicationVisibility.All


async def test_the_packages_of_an_environment_are_read(sdk):
    found = await packages(sdk)
    core = found["DualWriteCoreAnchor"]
    assert core.state is State.None_
    assert core.application_name == "Dual-write core solution"
    assert (core.start_date_utc.year, core.end_date_utc.year) == (2018, 2050)
    assert "KR" in core.supported_countries
    page = await sdk.get(
        sdk.api.appmanagement.environments.by_environment_id(EMPTY).application_packages
    )
    assert names(sdk.unread(page)) == RECORDED_OF_PACKAGES


async def test_packages_are_filtered_by_what_is_installed(sdk):
    builder = sdk.api.appmanagement.environments.by_environment_id(UAT).application_packages
    there = await sdk.get(builder, app_install_state="Installed")
    assert {one.state for one in there.value} == {State.Installed}


async def install(sdk, name: str):
    package = sdk.api.appmanagement.environments.by_environment_id(EMPTY).application_packages
    asked = package.by_unique_name(name).install
    return await sdk.post(asked, TpsInstallRequestPayload())


async def state_of(sdk, operation_id: UUID):
    environment = sdk.api.appmanagement.environments.by_environment_id(EMPTY)
    found = await sdk.get(environment.operations.by_operation_id(str(operation_id)))
    assert sdk.unread(found) == set()
    return found


async def test_a_package_is_installed_and_polled_to_its_end(sdk, tenant):
    accepted = await install(sdk, "DualWriteCoreAnchor")
    assert sdk.answers[-1].status_code == 202
    assert sdk.unread(accepted) == set()
    assert accepted.package_unique_name == "DualWriteCoreAnchor"
    assert accepted.last_operation.state is State.InstallRequested
    operation = accepted.last_operation.operation_id
    assert str(operation) in sdk.answers[-1].headers["operation-location"]
    seen = []
    for _ in range(4):
        seen.append((await state_of(sdk, operation)).status)
        tenant.clock.advance(11)
    assert seen == [Status.NotStarted, Status.Running, Status.Succeeded, Status.Succeeded]
    assert (await packages(sdk))["DualWriteCoreAnchor"].state is State.Installed


async def test_a_package_that_cannot_be_installed_says_why(sdk, tenant):
    tenant.plot.installing = Installing.FAIL
    accepted = await install(sdk, "DualWriteCoreAnchor")
    tenant.clock.advance(60)
    failed = await state_of(sdk, accepted.last_operation.operation_id)
    assert failed.status is Status.Failed
    assert failed.error.error_name == "PackageDeploymentFailed"
    assert (failed.error.error_code, failed.error.status_code) == (-2147188685, 400)
    assert failed.error.message
    assert (await packages(sdk))["DualWriteCoreAnchor"].state is State.InstallFailed


async def test_a_second_installation_waits_until_the_first_is_done(sdk):
    await install(sdk, "DualWriteCoreAnchor")
    with pytest.raises(APIError) as refused:
        await install(sdk, "msdyn_DualWriteAppCoreAnchor")
    assert refused.value.response_status_code == 409


async def test_an_answer_without_a_body_is_read_as_none(sdk, tenant):
    tenant.plot.answers = Answers.BARE
    assert await install(sdk, "DualWriteCoreAnchor") is None
    assert sdk.answers[-1].headers["operation-location"]


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


def sites_of(sdk, environment_id: str):
    return sdk.api.powerpages.environments.by_environment_id(environment_id).websites


def wish(**changes: object) -> object:
    wanted = {
        "dataverse_organization_id": UUID("d0000000-0000-4000-8000-0000000000c3"),
        "name": "Customer portal",
        "selected_base_language": 1033,
        "subdomain": "contoso-orders",
        "template_name": WebsiteTemplateName.CustomerPortal,
    }
    return NewWebsiteRequest(**{**wanted, **changes})


async def test_a_customer_portal_is_made_and_polled_to_its_end(sdk, tenant):
    world = tenant.services.ground.worlds[EMPTY]
    world.install_solutions(["msdyn_Dynamics365SupplyChainExtendedAnchor"], "2.3.4.265")
    sites = sites_of(sdk, EMPTY)
    assert await sdk.post(sites, wish()) is None
    assert sdk.answers[-1].status_code == 202
    assert "/operations/" in sdk.answers[-1].headers["operation-location"]
    tenant.clock.advance(3)
    [new] = (await sdk.get(sites)).value
    assert new.template_name is WebsiteTemplateName.CustomerPortal
    seen = []
    for _ in range(3):
        site = await sdk.get(sites.by_id(new.id))
        assert names(sdk.unread(site)) == {"dataModel"}  # seen in real answers, not in the SDK
        seen.append((site.status, site.package_install_status))
        tenant.clock.advance(30)
    assert seen == [
        (SiteStatus.OperationNotStarted, PackageStatus.InstallRequested),
        (SiteStatus.OperationInProgress, PackageStatus.Installing),
        (SiteStatus.OperationComplete, PackageStatus.Installed),
    ]
    assert site.website_url == "https://contoso-orders.powerappsportals.com"
    assert (site.type, site.site_visibility) == (SiteType.Trial, Visibility.Private)
    assert site.website_record_id


async def test_a_wish_that_cannot_be_met_is_told_in_the_sdks_own_error(sdk, tenant):
    with pytest.raises(ErrorMessage) as refused:
        await sdk.post(sites_of(sdk, EMPTY), wish(subdomain="not allowed"))
    assert refused.value.response_status_code == 400
    assert refused.value.error.message
    assert refused.value.error.details[0].target


async def test_the_sites_of_an_environment_are_read_over_two_pages(sdk):
    sites = sites_of(sdk, UAT)
    first = await sdk.get(sites)
    second = await sites.with_url(first.odata_next_link).get()
    assert names(sdk.unread(second)) == {"dataModel"}
    portal = [*first.value, *second.value][-1]
    assert (portal.template_name, portal.type) == (
        WebsiteTemplateName.CustomerPortal,
        SiteType.Production,
    )
    assert second.odata_next_link is None
