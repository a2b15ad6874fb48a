"""Microsoft's SDK for the Power Platform API reads environments and packages, and installs."""

from typing import Any
from uuid import UUID

import pytest

from app.practice.plot import Answers, Installing
from tests.partners import python_partner
from tests.practice.asking import EMPTY, TEMPLATE, UAT

python_partner("mspp_management")
python_partner("trustme")

from tests.practice.conformance.management import (  # noqa: E402 - not without the SDK
    MARKS,
    STABLE,
    APIError,
    model,
    names,
)

ApplicationVisibility = model("ApplicationVisibility")
State = model("InstancePackageState")
Status = model("InstancePackageOperationStatus")
TpsInstallRequestPayload = model("TpsInstallRequestPayload")

pytestmark = MARKS

RECORDED_OF_PACKAGES = {"crmMinversion", "crmMaxVersion", "errorDetails"}
"""In recordings of the real service, though its SDK has other names for them or none."""
RECORDED_OF_TENANT_PACKAGES = RECORDED_OF_PACKAGES | {
    "customHandleUpgrade", "endDateUtc", "singlePageApplicationUrl", "startDateUtc",
    "supportedCountries",
}  # fmt: skip


async def packages(sdk, environment_id: str = EMPTY) -> dict[str, Any]:
    """By name, over all pages."""
    builder = sdk.api.appmanagement.environments.by_environment_id(environment_id)
    page = await sdk.get(builder.application_packages)
    found = list(page.value)
    while page.odata_next_link:
        page = await builder.application_packages.with_url(page.odata_next_link).get()
        found += page.value
    return {one.unique_name: one for one in found}


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
