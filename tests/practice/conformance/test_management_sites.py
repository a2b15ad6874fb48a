"""Microsoft's SDK for the Power Platform API reads sites, and makes a Customer portal."""

from uuid import UUID

import pytest

from tests.partners import python_partner
from tests.practice.asking import EMPTY, UAT

python_partner("mspp_management")
python_partner("trustme")

from tests.practice.conformance.management import (  # noqa: E402 - not without the SDK
    MARKS,
    model,
    names,
)

ErrorMessage = model("ErrorMessage")
NewWebsiteRequest = model("NewWebsiteRequest")
PackageStatus = model("WebsiteDto_packageInstallStatus")
SiteStatus = model("WebsiteDto_status")
SiteType = model("WebsiteDto_type")
Visibility = model("WebsiteDto_siteVisibility")
WebsiteTemplateName = model("WebsiteTemplateName")

pytestmark = MARKS


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
