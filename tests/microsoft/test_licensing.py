import httpx
import pytest

from app.microsoft import errors
from app.microsoft.endpoints import cloud
from app.microsoft.graph import Graph
from app.microsoft.licensing import Licensing
from app.microsoft.templates import Templates

pytestmark = pytest.mark.anyio

HOST = "https://api.powerplatform.com/licensing"
SUMMARY = f"{HOST}/FinOpsLicensing/GetLicenseSummaryV2?api-version=2024-10-01"
CAPACITY = f"{HOST}/tenantCapacity?api-version=2022-03-01-preview"
POLICY = f"{HOST}/environments/e1/billingPolicy?api-version=2022-03-01-preview"
ALLOCATIONS = f"{HOST}/environments/e1/allocations?api-version=2022-03-01-preview"
POOLS = (
    f"{HOST}/tenantCapacity/currencyReports?api-version=2022-03-01-preview"
    "&includeAllocations=true&includeConsumptions=true"
)
SKUS = (
    "https://graph.microsoft.com/v1.0/subscribedSkus"
    "?$select=skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans"
)


@pytest.fixture
def licensing(service):
    return Licensing(service.transport, cloud("public"))


@pytest.fixture
def graph(service):
    return Graph(service.transport, cloud("public"))


async def test_bought_licences_are_summed_from_assigned_and_free_ones(service, licensing):
    scm = {
        "baseConsumption": {
            "purchasedBaseAssignedCount": 12, "purchasedBaseUnassignedCount": 3,
        },
        "attachConsumption": {
            "purchasedAttachAssignedCount": 4, "purchasedAttachUnassignedCount": None,
        },
    }  # fmt: skip
    body = {
        "lastReportRefreshTime": "2026-01-02T00:00:00Z",
        "licensesConsumption": {"supplyChainManagement": scm, "finance": {}, "operations": None},
    }
    service.answers(SUMMARY, httpx.Response(200, json=body))
    summary = await licensing.finance_summary()
    assert summary.bought() == {
        "supplyChainManagement": (15, 4), "finance": (0, 0), "operations": (0, 0),
    }  # fmt: skip


async def test_a_tenant_without_a_report_has_none(service, licensing):
    service.answers(SUMMARY, httpx.Response(204))
    assert await licensing.finance_summary() is None


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (httpx.Response(204), ""),
        (httpx.Response(404, json={"error": {"code": "NotFound"}}), ""),
        (httpx.Response(200, content=b""), ""),
        (httpx.Response(200, content=b"null"), ""),
        (httpx.Response(200, json={}), ""),
        (httpx.Response(200, json={"id": "", "status": "Enabled"}), ""),
        (httpx.Response(200, json={"id": "p1", "status": "Enabled"}), "Enabled"),
        (httpx.Response(200, json={"id": "p1", "status": "Brandnew"}), "Brandnew"),
    ],
)
async def test_every_way_of_saying_no_policy_is_understood(service, licensing, answer, status):
    service.answers(POLICY, answer)
    assert await licensing.billing_policy("e1") == status


async def test_a_policy_that_cannot_be_read_is_not_taken_for_none(service, licensing):
    service.answers(POLICY, httpx.Response(200, text="<html>sign in</html>"))
    with pytest.raises(errors.UnexpectedReply):
        await licensing.billing_policy("e1")


async def test_an_empty_environment_id_asks_nobody(service, licensing):
    for ask in (licensing.billing_policy, licensing.allocations):
        with pytest.raises(ValueError, match="empty environment id"):
            await ask("")
    assert service.asked == []


async def test_capacity_is_read_with_null_as_nothing(service, licensing):
    listed = [{"currencyType": "PowerPagesAuthenticated", "purchased": None, "allocated": 2}]
    service.answers(POOLS, httpx.Response(200, json=listed))
    (pool,) = await licensing.currencies()
    assert (pool.purchased, pool.allocated) == (0, 2)
    body = {"currencyAllocations": [{"currencyType": "PortalLogins", "allocated": 100}]}
    service.answers(ALLOCATIONS, httpx.Response(200, json=body))
    assert await licensing.allocations("e1") == {"PortalLogins": 100}


async def test_the_storage_report_shows_space_words_and_the_plans_that_have_not_ended(
    service, licensing
):
    licences = [
        {"servicePlanId": "B6A8B974-2956-4E14-AE81-F0384C363528", "capabilityStatus": "Enabled"},
        {"servicePlanId": "11111111-0000-0000-0000-000000000000", "capabilityStatus": "Suspended"},
        {"servicePlanId": None},
    ]
    body = {
        "capacitySummary": {"statusMessageCode": "AllCapacityAvailable"},
        "tenantCapacities": [
            {
                "capacityType": "Database", "totalCapacity": 10240, "status": "Available",
                "consumption": {"actual": 1, "rated": 512},
                "capacityEntitlements": [{"licenses": licences}, {"licenses": None}],
            },
            {"capacityType": "FinOpsFile", "capacityEntitlements": None},
        ],
    }  # fmt: skip
    service.answers(CAPACITY, httpx.Response(200, json=body))
    seen = await licensing.storage()
    assert [(one.type, one.total, one.used) for one in seen.storages] == [
        ("Database", 10240, 512),
        ("FinOpsFile", 0, 0),
    ]
    assert seen.plans == ["b6a8b974-2956-4e14-ae81-f0384c363528"]
    assert seen.codes == ["AllCapacityAvailable"]


async def test_somebody_without_the_right_is_told_so(service, licensing):
    service.answers(POOLS, httpx.Response(403, json={"error": {"code": "Forbidden"}}))
    with pytest.raises(errors.Forbidden):
        await licensing.currencies()


async def test_products_are_listed_over_all_pages_without_their_disabled_plans(service, graph):
    plans = [
        {"servicePlanId": "P1", "provisioningStatus": "Success"},
        {"servicePlanId": "p2", "provisioningStatus": "Disabled"},
    ]
    one = {"skuId": "s1", "skuPartNumber": "DYN365_SCM", "servicePlans": plans}
    following = f"{SKUS}&$skiptoken=x"
    service.answers(SKUS, httpx.Response(200, json={"value": [one], "@odata.nextLink": following}))
    service.answers(following, httpx.Response(200, json={"value": [{**one, "skuId": "s2"}]}))
    listed = await graph.subscribed_skus()
    assert [(sku.sku_id, sku.plans) for sku in listed] == [("s1", ["p1"]), ("s2", ["p1"])]
    assert set(service.scopes) == {"https://graph.microsoft.com/LicenseAssignment.Read.All"}


async def test_a_persons_own_licences_need_no_more_than_reading_oneself(service, graph):
    plans = [
        {"servicePlanId": "A", "provisioningStatus": "Success"},
        {"servicePlanId": "B", "provisioningStatus": "PendingActivation"},
        {"servicePlanId": "C", "provisioningStatus": "Disabled"},
        {"servicePlanId": "D"},
    ]
    mine = "https://graph.microsoft.com/v1.0/me/licenseDetails"
    one = {"skuId": "s", "skuPartNumber": "DYN365_SCM", "servicePlans": plans}
    service.answers(
        f"{mine}?$select=skuId,skuPartNumber,servicePlans",
        httpx.Response(200, json={"value": [one], "@odata.nextLink": f"{mine}?next"}),
    )
    service.answers(f"{mine}?next", httpx.Response(200, json={"value": []}))
    [held] = await graph.my_licences()
    assert (held.part_number, held.plans) == ("DYN365_SCM", ["a", "b"])
    assert set(service.scopes) == {"https://graph.microsoft.com/User.Read"}


async def test_a_number_that_came_as_null_is_remembered_as_such(service, licensing):
    body = [{"currencyType": "PortalLogins", "purchased": None, "consumed": {"unitsConsumed": 7}}]
    service.answers(POOLS, httpx.Response(200, json=body))
    [one] = await licensing.currencies()
    assert (one.purchased, one.consumed, one.blanks) == (0, 7, ("purchased",))


LOCATIONS = (
    "https://api.powerplatform.com/environmentmanagement/provisioning/locations{}"
    "?api-version=2024-10-01"
)


async def test_templates_are_those_of_the_tenants_own_location(service):
    places = [{"name": "far away"}, {"name": "europe", "isDefault": True}]
    missing = {"code": "DynamicsEntitlementMissing", "message": "no"}
    body = {"collection": [
        {"name": "D365_FinOps_SCM", "availability": [
            {"environmentSku": "Sandbox", "isDisabled": True, "disabledReason": missing}]},
        {"name": "D365_Sales", "availability": None},
    ]}  # fmt: skip
    service.answers(LOCATIONS.format(""), httpx.Response(200, json={"collection": places}))
    service.answers(LOCATIONS.format("/europe/templates"), httpx.Response(200, json=body))
    listed = await Templates(service.transport, cloud("public")).listed()
    assert [one.name for one in listed] == ["D365_FinOps_SCM", "D365_Sales"]
    assert listed[0].availability[0].reason == "DynamicsEntitlementMissing"


async def test_without_a_location_there_are_no_templates(service):
    shut = {"collection": [{"name": "europe", "isDefault": True, "isDisabled": True}]}
    service.answers(LOCATIONS.format(""), httpx.Response(200, json=shut))
    assert await Templates(service.transport, cloud("public")).listed() == []
