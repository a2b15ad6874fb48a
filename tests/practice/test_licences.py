"""Licences: what the admin API and Microsoft Graph say about each choice at the controls."""

import pytest

from app.practice.plot import Answers, Consent, Licences, NoPolicy, Room
from tests.practice.asking import (
    EMPTY,
    GRAPH,
    NEW,
    PREVIEW,
    UAT,
    VERSION,
    error_of,
    service,
)

READ = f"{GRAPH}/LicenseAssignment.Read.All"
POLICY = "/licensing/environments/{}/billingPolicy"
ALLOCATIONS = "/licensing/environments/{}/allocations"
REPORTS = "/licensing/tenantCapacity/currencyReports?includeAllocations=true"
SUMMARY = "/licensing/FinOpsLicensing/GetLicenseSummaryV2"
SCM_PLAN = "1224eae4-0d91-474a-8a52-27ec96a63fe7"
SITE_PLAN = "0d3366f3-266e-4117-b422-7cabbc165e7c"


@pytest.fixture
def api(browser):
    return service(browser, NEW, VERSION)


@pytest.fixture
def graph(browser):
    return service(browser, GRAPH, scopes=[READ])


def reports(api):
    return {row["currencyType"]: row for row in api.seen(REPORTS)}


def owned(graph):
    return {row["skuPartNumber"]: row for row in graph.seen("/v1.0/subscribedSkus")["value"]}


def plans(row):
    return {plan["servicePlanId"] for plan in row["servicePlans"]}


def test_at_first_supply_chain_is_bought_and_sites_run_as_trials(api, graph):
    rows = owned(graph)
    scm = rows["DYN365_SCM"]
    assert (scm["capabilityStatus"], scm["prepaidUnits"]["enabled"]) == ("Enabled", 25)
    assert SCM_PLAN in plans(scm)
    assert "Power_Pages_vTrial_for_Makers" in rows
    assert {row["purchased"] for row in reports(api).values()} == {0}
    counts = api.seen(SUMMARY)["licensesConsumption"]["supplyChainManagement"]
    assert counts["baseConsumption"] == {
        "purchasedBaseAssignedCount": 14,
        "purchasedBaseUnassignedCount": 11,
    }
    assert api.ask("GET", POLICY.format(UAT)).status_code == 404


def test_decoys_share_a_plan_with_everything(graph):
    shared = set.intersection(*(plans(row) for row in owned(graph).values()))
    assert shared == {"113feb6c-3fe4-4440-bddc-54d774bf0318"}


@pytest.mark.parametrize(
    ("profile", "part", "told"),
    [
        (Licences.FULL, "DYN365_SCM", ("Enabled", 200)),
        (Licences.PAYG, "DYN365_SCM", ("Enabled", 200)),
        (Licences.LEGACY, "POWERAPPS_PORTALS_LOGIN_T2", ("Enabled", 200)),
        (Licences.GRACE, "DYN365_SCM", ("Warning", 200)),
        (Licences.FINANCE, "DYN365_FINANCE", ("Enabled", 200)),
        (Licences.PREMIUM, "DYN365_SCM_PREMIUM_X", ("Enabled", 204)),
        (Licences.NOTHING, "DYN365_TEAM_MEMBERS", ("Enabled", 204)),
    ],
)
def test_profiles_tell_the_same_story_everywhere(tenant, api, graph, profile, part, told):
    standing, summary = told
    tenant.plot.licences = profile
    assert owned(graph)[part]["capabilityStatus"] == standing
    assert api.ask("GET", SUMMARY).status_code == summary
    body = api.seen(f"/licensing/tenantCapacity?{PREVIEW}")
    listed = {
        licence["skuId"]
        for capacity in body["tenantCapacities"]
        for entitlement in capacity["capacityEntitlements"]
        for licence in entitlement["licenses"]
    }
    scm = {sku["skuId"] for part, sku in owned(graph).items() if part.startswith("DYN365_SCM")}
    assert scm <= listed


def test_capacity_is_bought_for_the_tenant_and_assigned_to_environments(tenant, api, graph):
    tenant.plot.licences = Licences.FULL
    pack = next(row for row in owned(graph).values() if SITE_PLAN in plans(row))
    assert pack["appliesTo"] == "Company"
    before = reports(api)["PowerPagesAuthenticated"]
    assert (before["purchased"], before["allocated"], before["consumed"]) == (2, 1, None)
    assert api.seen(ALLOCATIONS.format(EMPTY))["currencyAllocations"] == []
    one = {"currencyAllocations": [{"currencyType": "PowerPagesAuthenticated", "allocated": 1}]}
    api.seen(ALLOCATIONS.format(EMPTY), "PATCH", one)
    assert api.seen(ALLOCATIONS.format(EMPTY)) == {"environmentId": EMPTY, **one}
    assert reports(api)["PowerPagesAuthenticated"]["allocated"] == 2
    more = {"currencyAllocations": [{"currencyType": "PowerPagesAuthenticated", "allocated": 2}]}
    refused = api.ask("PATCH", ALLOCATIONS.format(EMPTY), more)
    assert error_of(refused) == (400, "InsufficientCapacity")
    unknown = {"currencyAllocations": [{"currencyType": "Sites", "allocated": 1}]}
    assert api.ask("PATCH", ALLOCATIONS.format(EMPTY), unknown).status_code == 400


def test_pay_as_you_go_is_a_policy_of_the_environment(tenant, api):
    tenant.plot.licences = Licences.PAYG
    policy = api.seen(POLICY.format(UAT))
    assert policy["status"] == "Enabled"
    root = f"/licensing/billingPolicies/{policy['id']}"
    assert api.seen("/licensing/billingPolicies")["value"] == [policy]
    assert api.ask("POST", f"{root}/environments/remove", {"environmentIds": [UAT]}).is_success
    assert api.ask("GET", POLICY.format(UAT)).status_code == 404
    assert UAT not in {row["environmentId"] for row in api.seen(f"{root}/environments")["value"]}
    assert api.ask("POST", f"{root}/environments/add", {"environmentIds": [UAT]}).is_success
    tenant.plot.answers = Answers.ODD
    assert api.seen(POLICY.format(UAT))["status"] == "BeingThoughtAbout"


def test_no_policy_can_be_told_in_three_ways(tenant, api):
    answers = []
    for way in NoPolicy:
        tenant.plot.no_policy = way
        answer = api.ask("GET", POLICY.format(UAT))
        answers.append((answer.status_code, answer.content if answer.is_success else b""))
    assert answers == [(404, b""), (204, b""), (200, b"null")]


def test_storage_can_be_over(tenant, api):
    tenant.plot.answers = Answers.CROWDED
    body = api.seen(f"/licensing/tenantCapacity?{PREVIEW}")
    assert body["capacitySummary"]["statusMessageCode"] == "DBCapacityOver"
    database = body["tenantCapacities"][0]
    assert database["consumption"]["rated"] > database["totalCapacity"]


def test_versions_differ_by_call(api):
    assert api.ask("GET", f"{SUMMARY}?{PREVIEW}").status_code == 400
    assert api.ask("GET", f"/licensing/tenantCapacity?{VERSION}").status_code == 400


def test_without_rights_there_is_an_answer_and_no_data(tenant, browser, api, graph):
    tenant.plot.licences = Licences.FORBIDDEN
    assert api.ask("GET", REPORTS).status_code == 403
    refused = graph.ask("GET", "/v1.0/subscribedSkus")
    assert error_of(refused) == (403, "Authorization_RequestDenied")
    assert graph.seen("/v1.0/me/licenseDetails")["value"]
    tenant.plot.licences = Licences.TRIAL
    operator = service(browser, NEW, VERSION, part="operator")
    assert operator.ask("GET", REPORTS).status_code == 403


def test_licences_need_the_permission_and_a_role_in_the_directory(browser):
    plain = service(browser, GRAPH, scopes=[f"{GRAPH}/User.Read"])
    assert error_of(plain.ask("GET", "/v1.0/subscribedSkus"))[0] == 403
    reader = service(browser, GRAPH, scopes=[READ], part="reader")
    assert error_of(reader.ask("GET", "/v1.0/subscribedSkus"))[0] == 403
    assert reader.seen("/v1.0/me/licenseDetails")["value"] == []


def test_everybody_sees_themselves(graph):
    me = graph.seen("/v1.0/me?$select=displayName,assignedPlans")
    assert me["displayName"] == "Avery Example"
    assert SCM_PLAN in {plan["servicePlanId"] for plan in me["assignedPlans"]}
    assert "assignedPlans" not in graph.seen("/v1.0/me")
    details = graph.seen("/v1.0/me/licenseDetails")["value"]
    assert "CDS_DB_CAPACITY" not in {row["skuPartNumber"] for row in details}
    [organization] = graph.seen("/v1.0/organization?$select=displayName")["value"]
    assert organization == {"displayName": "Contoso (practice)"}


@pytest.mark.parametrize("query", ["$filter=skuId eq 'x'", "$top=1", "$select=name"])
def test_graph_takes_a_known_select_and_nothing_else(graph, query):
    assert graph.ask("GET", f"/v1.0/subscribedSkus?{query}").status_code == 400
    assert graph.ask("GET", "/v1.0/users").status_code == 501


def test_an_administrator_agrees_once_and_others_are_turned_away(tenant, browser):
    tenant.plot.consent = Consent.NEEDED
    browser.sign_in()
    app = browser.msal(tenant.tenant_id)
    [account] = app.get_accounts()
    refused = app.acquire_token_silent_with_error([READ], account)
    assert (refused["error"], refused["suberror"]) == ("invalid_grant", "consent_required")
    assert 65001 in refused["error_codes"]
    flow = browser.begin(("User.Read", READ))
    page = browser.http.get(flow["auth_uri"])
    assert "LicenseAssignment.Read.All" in page.text
    turned_away = browser.choose(flow["auth_uri"], "reader")
    assert turned_away["error"] == "consent_required"
    assert "AADSTS90094" in turned_away["error_description"]
    browser.cache = type(browser.cache)()
    told = browser.sign_in("admin", ("User.Read", READ))
    assert "LicenseAssignment.Read.All" in told["scope"]


@pytest.mark.parametrize(
    ("choice", "total", "here"),
    [(Licences.BOUGHT, 0, 0), (Licences.ELSEWHERE, 1, 0), (Licences.FULL, 1, 1)],
)
def test_bought_capacity_lies_where_the_choice_says(tenant, api, choice, total, here):
    tenant.plot.licences = choice
    assert reports(api)["PowerPagesAuthenticated"]["allocated"] == total
    listed = api.seen(ALLOCATIONS.format(UAT))["currencyAllocations"]
    assert sum(one["allocated"] for one in listed if one["currencyType"].endswith("icated")) == here


@pytest.mark.parametrize(
    ("room", "code", "status"),
    [
        (Room.PLENTY, "AllCapacityAvailable", "Available"),
        (Room.TIGHT, "DBCapacityMoreThanEightyFive", "Available"),
        (Room.COVERED, "FileOverDBCover", "AvailableByOverflow"),
        (Room.FULL, "DBCapacityOver", "NotAvailable"),
    ],
)
def test_storage_is_as_full_as_it_was_chosen(tenant, api, room, code, status):
    tenant.plot.room = room
    summary = api.seen(f"/licensing/tenantCapacity?{PREVIEW}")["capacitySummary"]
    assert (summary["statusMessageCode"], summary["status"]) == (code, status)


def test_templates_are_on_offer_to_those_who_own_the_licence(tenant, api):
    places = api.seen("/environmentmanagement/provisioning/locations")["collection"]
    [home] = [one["name"] for one in places if one["isDefault"]]
    path = f"/environmentmanagement/provisioning/locations/{home}/templates"

    def open_ones():
        return {
            one["name"] for one in api.seen(path)["collection"]
            if not one["availability"][0]["isDisabled"]
        }  # fmt: skip

    assert open_ones() == {"D365_FinOps_SCM"}
    tenant.plot.licences = Licences.NOTHING
    assert open_ones() == set()
    assert api.ask("GET", path.replace(home, "nowhere")).status_code == 404
    tenant.plot.licences = Licences.FORBIDDEN
    assert api.ask("GET", path).status_code == 403
