"""Sites: making one, what is refused, and what becomes of a trial."""

import pytest

from app.practice.plot import Answers, Creation, Licences, Operations, Provisioning
from tests.practice.asking import EMPTY, NEW, TEMPLATE, UAT, VERSION, error_of, service

DAY = 24 * 3600


def sites(environment):
    return f"/powerpages/environments/{environment}/websites"


def wish(**changes):
    return {
        "name": "Contoso customer portal",
        "subdomain": "contoso-new-customers",
        "templateName": "CustomerPortal",
        "selectedBaseLanguage": 1033,
        "dataverseOrganizationId": "d0000000-0000-4000-8000-0000000000c3",
        "websiteRecordId": None,
        **changes,
    }


@pytest.fixture
def api(browser):
    return service(browser, NEW, VERSION)


@pytest.fixture
def ready(tenant, api):
    """The empty environment, with what a Customer portal needs."""
    world = tenant.services.ground.worlds[EMPTY]
    world.install_solutions(["msdyn_Dynamics365SupplyChainExtendedAnchor"], "2.3.4.265")
    return api


def test_the_list_has_a_second_page_and_the_portal_is_on_it(api):
    rows, pages = api.pages(sites(UAT))
    assert pages == 2
    assert [row["templateName"] for row in rows] == ["StarterLayout2", "FAQ", "CustomerPortal"]
    portal = rows[-1]
    assert (portal["type"], portal["trialExpiringInDays"]) == ("Production", None)
    assert portal["id"] != portal["websiteRecordId"]
    assert api.seen(f"{sites(UAT)}/{portal['id']}") == portal
    assert error_of(api.ask("GET", f"{sites(UAT)}/{portal['websiteRecordId']}"))[0] == 404


def test_a_new_site_takes_its_time_and_ends_as_a_private_trial(tenant, ready):
    answer = ready.ask("POST", sites(EMPTY), wish())
    assert (answer.status_code, answer.content) == (202, b"")
    assert ready.seen(sites(EMPTY))["value"] == []
    seen = []
    for seconds in (3, 6, 25, 10):
        tenant.clock.advance(seconds)
        [row] = ready.seen(sites(EMPTY))["value"]
        seen.append((row["status"], row["packageInstallStatus"], bool(row["websiteRecordId"])))
    assert seen == [
        ("OperationNotStarted", "InstallRequested", False),
        ("OperationInProgress", "Installing", False),
        ("OperationInProgress", "Installing", True),
        ("OperationComplete", "Installed", True),
    ]
    assert (row["type"], row["siteVisibility"]) == ("Trial", "private")
    assert row["trialExpiringInDays"] in (89, 90)
    assert row["websiteRecordId"] in tenant.services.ground.worlds[EMPTY].websites()


def test_where_the_operation_location_leads_is_nothing_to_rely_on(tenant, ready):
    where = ready.ask("POST", sites(EMPTY), wish()).headers["operation-location"]
    assert where.startswith(f"{NEW}/")
    assert ready.ask("GET", where).status_code == 200
    tenant.plot.operations = Operations.BUSY
    assert ready.ask("GET", where).status_code == 409
    tenant.plot.operations = Operations.GONE
    assert ready.ask("GET", where).status_code == 404


def test_a_site_can_fail_and_be_asked_for_again(tenant, ready):
    tenant.plot.provisioning = Provisioning.FAIL
    ready.ask("POST", sites(EMPTY), wish())
    tenant.clock.advance(45)
    [row] = ready.seen(sites(EMPTY))["value"]
    assert (row["status"], row["packageInstallStatus"]) == ("OperationFailed", "InstallFailed")
    tenant.plot.provisioning = Provisioning.SMOOTH
    assert ready.ask("POST", sites(EMPTY), wish()).status_code == 202


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"name": ""}, "name"),
        ({"subdomain": None}, "subdomain"),
        ({"subdomain": "Contoso!"}, "subdomain"),
        ({"subdomain": "contoso-uat-portal"}, "subdomain"),
        ({"subdomain": "contoso"}, "subdomain"),
        ({"templateName": "CustomersPortal"}, "templateName"),
        ({"selectedBaseLanguage": 1036}, "selectedBaseLanguage"),
        ({"selectedBaseLanguage": "1033"}, "selectedBaseLanguage"),
        ({"dataverseOrganizationId": EMPTY}, "dataverseOrganizationId"),
        ({"websiteRecordId": "11111111-2222-4333-8444-555555555555"}, "websiteRecordId"),
    ],
)
def test_an_unfit_wish_is_refused_by_field_and_makes_nothing(tenant, ready, change, target):
    answer = ready.ask("POST", sites(EMPTY), wish(**change))
    assert answer.status_code == 400
    assert target in [one["target"] for one in answer.json()["error"]["details"]]
    tenant.clock.advance(60)
    assert ready.seen(sites(EMPTY))["value"] == []


def test_without_dual_write_nothing_is_made(tenant, api):
    assert error_of(api.ask("POST", sites(EMPTY), wish())) == (400, "MissingDependency")
    tenant.clock.advance(60)
    assert api.seen(sites(EMPTY))["value"] == []


def test_an_environment_has_room_for_one_customer_portal(ready):
    assert ready.ask("POST", sites(EMPTY), wish()).status_code == 202
    again = wish(subdomain="contoso-second")
    assert error_of(ready.ask("POST", sites(EMPTY), again)) == (400, "WebsiteLimitReached")


@pytest.mark.parametrize(
    ("part", "creation", "status"),
    [
        ("operator", Creation.OPEN, 202),
        ("operator", Creation.LOCKED, 403),
        ("admin", Creation.LOCKED, 202),
        ("reader", Creation.OPEN, 403),
    ],
)
def test_who_may_make_a_site(tenant, browser, ready, part, creation, status):
    tenant.plot.creation = creation
    api = service(browser, NEW, VERSION, part=part)
    assert api.ask("POST", sites(EMPTY), wish()).status_code == status


def test_a_trial_counts_down_stops_and_leaves_its_rows(tenant, browser, api):
    [row] = api.seen(sites(TEMPLATE))["value"]
    assert row["suspendedWebsiteDeletingInDays"] == row["trialExpiringInDays"] + 7
    tenant.clock.advance(87 * DAY)
    api = service(browser, NEW, VERSION)
    [later] = api.seen(sites(TEMPLATE))["value"]
    assert later["trialExpiringInDays"] == 0
    assert 0 < later["suspendedWebsiteDeletingInDays"] < 7
    start = f"{sites(TEMPLATE)}/{row['id']}/start"
    assert error_of(api.ask("POST", start)) == (400, "WebsiteSuspended")
    tenant.clock.advance(8 * DAY)
    api = service(browser, NEW, VERSION)
    assert api.seen(sites(TEMPLATE))["value"] == []
    assert row["websiteRecordId"] in tenant.services.ground.worlds[TEMPLATE].websites()


def test_an_inactive_site_is_only_reactivated_by_its_record(tenant, api):
    [row] = api.seen(sites(TEMPLATE))["value"]
    assert api.ask("DELETE", f"{sites(TEMPLATE)}/{row['id']}").status_code == 202
    tenant.clock.advance(6)
    assert api.seen(sites(TEMPLATE))["value"] == []
    world = tenant.services.ground.worlds[TEMPLATE]
    assert world.hosts == {}
    asked = wish(dataverseOrganizationId=row["dataverseOrganizationId"], subdomain=row["subdomain"])
    assert error_of(api.ask("POST", sites(TEMPLATE), asked)) == (400, "WebsiteLimitReached")
    asked["websiteRecordId"] = row["websiteRecordId"]
    assert api.ask("POST", sites(TEMPLATE), asked).status_code == 202
    tenant.clock.advance(45)
    [again] = api.seen(sites(TEMPLATE))["value"]
    assert again["websiteRecordId"] == row["websiteRecordId"]
    assert again["id"] != row["id"]
    assert list(world.websites()) == [row["websiteRecordId"]]
    assert world.hosts == {row["websiteRecordId"]: row["subdomain"]}


def test_production_needs_capacity_in_the_environment(tenant, api):
    [row] = api.seen(sites(TEMPLATE))["value"]
    convert = f"{sites(TEMPLATE)}/{row['id']}/convertToProduction"
    assert error_of(api.ask("POST", convert, {"EnableCDN": False}))[1] == "InsufficientCapacity"
    tenant.plot.licences = Licences.PAYG
    assert api.ask("POST", convert, {"EnableCDN": "no"}).status_code == 400
    assert api.ask("POST", convert, {"EnableCDN": False}).status_code == 202
    assert api.seen(sites(TEMPLATE))["value"][0]["type"] == "Trial"
    tenant.clock.advance(11)
    assert api.seen(sites(TEMPLATE))["value"][0]["type"] == "Production"


def test_visibility_changes_and_other_verbs_are_not_simulated(api):
    [row] = api.seen(sites(TEMPLATE))["value"]
    site = f"{sites(TEMPLATE)}/{row['id']}"
    assert api.ask("POST", f"{site}/updateSiteVisibility?siteVisibility=Public").status_code == 400
    assert api.ask("POST", f"{site}/updateSiteVisibility?siteVisibility=public").status_code == 200
    assert api.seen(site)["siteVisibility"] == "public"
    assert api.ask("POST", f"{site}/restart").status_code == 200
    assert api.ask("POST", f"{site}/enableWaf").status_code == 501


def test_the_weather_can_be_bad(tenant, ready):
    for answers, told in {
        Answers.BUSY: (409, "OperationNotStartable"),
        Answers.CROWDED: (500, "InsufficientCapacity_StorageDriven"),
    }.items():
        tenant.plot.answers = answers
        assert error_of(ready.ask("POST", sites(EMPTY), wish())) == told
    tenant.plot.answers = Answers.ODD
    [row] = ready.seen(sites(TEMPLATE))["value"]
    assert (row["status"], row["customHostNames"]) == ("OperationPondered", None)


def test_a_site_goes_on_by_the_clock_while_the_practice_tenant_is_down(reopen):
    browser = reopen()
    world = browser.tenant.services.ground.worlds[EMPTY]
    world.install_solutions(["msdyn_Dynamics365SupplyChainExtendedAnchor"], "2.3.4.265")
    service(browser, NEW, VERSION).ask("POST", sites(EMPTY), wish())
    again = reopen()
    again.tenant.clock.advance(45)
    [row] = service(again, NEW, VERSION).seen(sites(EMPTY))["value"]
    assert (row["status"], row["packageInstallStatus"]) == ("OperationComplete", "Installed")
    third = reopen()
    [same] = service(third, NEW, VERSION).seen(sites(EMPTY))["value"]
    assert (same["websiteRecordId"], same["status"]) == (row["websiteRecordId"], row["status"])
    assert third.tenant.clock.offset == 45
