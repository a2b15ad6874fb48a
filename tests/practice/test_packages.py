"""Application packages: the lists, and an installation from the wish to the solutions."""

import pytest

from app.practice.plot import Answers, Installing, Operations
from tests.practice.asking import EMPTY, NEW, PREVIEW, UAT, error_of, service

CORE, APP_CORE = "DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor"
ORDER = (
    CORE,
    APP_CORE,
    "HCMCommonAnchor",
    "msdyn_Dynamics365FinanceExtendedAnchor",
    "msdyn_Dynamics365SupplyChainExtendedAnchor",
)


def packages(environment=EMPTY):
    return f"/appmanagement/environments/{environment}/applicationPackages"


@pytest.fixture
def api(browser):
    return service(browser, NEW, PREVIEW)


def install(api, name, environment=EMPTY):
    return api.ask("POST", f"{packages(environment)}/{name}/install")


def state_of(api, name):
    rows, _ = api.pages(packages())
    [found] = [row for row in rows if row["uniqueName"] == name]
    return found


def test_both_lists_have_a_second_page(api):
    tenant_rows, tenant_pages = api.pages("/appmanagement/applicationPackages")
    rows, pages = api.pages(packages())
    assert (tenant_pages, pages) == (2, 2)
    assert [row["uniqueName"] for row in rows] == [row["uniqueName"] for row in tenant_rows]
    assert "state" not in tenant_rows[0]
    assert {row["version"] for row in rows if row["uniqueName"] == CORE} == {"1.0.31.0"}


def test_what_is_installed_follows_from_the_solutions(api):
    there, _ = api.pages(f"{packages(UAT)}?appInstallState=Installed&lcid=1033")
    names = {row["uniqueName"] for row in there}
    assert names >= {*ORDER, "PowerPages_Core"}
    missing, _ = api.pages(f"{packages(UAT)}?appInstallState=NotInstalled")
    assert not names & {row["uniqueName"] for row in missing}
    assert "Dynamics365GABParty_Anchor" in {row["uniqueName"] for row in missing}
    assert state_of(api, CORE)["state"] == "None"
    assert api.ask("GET", f"{packages()}?appInstallState=Half").status_code == 400
    assert api.ask("GET", f"{packages()}?lcid=1036").status_code == 501


def test_an_installation_goes_from_wish_to_solutions(tenant, api):
    world = tenant.services.ground.worlds[EMPTY]
    answer = install(api, CORE)
    assert answer.status_code == 202
    assert answer.json()["packageUniqueName"] == CORE
    last = answer.json()["lastOperation"]
    where = answer.headers["operation-location"]
    assert where.split("?")[0].endswith(f"{EMPTY}/operations/{last['operationId']}")
    seen = [(last["state"], api.seen(where)["status"])]
    for seconds in (5, 16, 5):
        tenant.clock.advance(seconds)
        seen.append((state_of(api, CORE)["state"], api.seen(where)["status"]))
    assert seen == [
        ("InstallRequested", "NotStarted"),
        ("Installing", "Running"),
        ("Installing", "Succeeded"),  # the list lags behind
        ("Installed", "Succeeded"),
    ]
    assert {"DualWriteCore", CORE} <= world.solutions()


def test_only_one_installation_at_a_time(tenant, api):
    install(api, CORE)
    assert error_of(install(api, CORE)) == (409, "OperationNotStartable")
    assert error_of(install(api, "HCMCommonAnchor")) == (409, "OperationNotStartable")
    assert install(api, "Dynamics365GABParty_Anchor", UAT).status_code == 202
    tenant.clock.advance(21)
    assert install(api, "HCMCommonAnchor").status_code == 202


def test_installations_can_queue_instead(tenant, api):
    tenant.plot.installing = Installing.QUEUE
    for name in ORDER:
        assert install(api, name).status_code == 202
    assert state_of(api, ORDER[1])["state"] == "InstallScheduled"
    tenant.clock.advance(5 * 20 + 5)
    assert {state_of(api, name)["state"] for name in ORDER} == {"Installed"}


def test_an_installation_without_what_it_needs_fails_and_says_why(tenant, api):
    where = install(api, APP_CORE).headers["operation-location"]
    tenant.clock.advance(21)
    told = api.seen(where)
    assert told["status"] == "Failed"
    assert CORE in told["error"]["message"]
    found = state_of(api, APP_CORE)
    assert found["state"] == "InstallFailed"
    assert found["errorDetails"]["errorName"] == "PackageDeploymentFailed"
    assert APP_CORE not in tenant.services.ground.worlds[EMPTY].solutions()


def test_an_installation_can_fail_and_stumble_on_purpose(tenant, api):
    tenant.plot.installing = Installing.FAIL
    install(api, CORE)
    tenant.clock.advance(21)
    assert state_of(api, CORE)["state"] == "InstallFailed"
    tenant.plot.installing = Installing.RETRY
    install(api, CORE)
    seen = []
    for seconds in (5, 5, 5, 15):
        tenant.clock.advance(seconds)
        seen.append(state_of(api, CORE)["state"])
    assert seen == ["Installing", "InstallRetrying", "Installing", "Installed"]


def test_answers_vary_by_the_weather(tenant, api):
    tenant.plot.answers = Answers.BARE
    answer = install(api, CORE)
    assert (answer.status_code, answer.content) == (202, b"")
    where = answer.headers["operation-location"]
    tenant.plot.operations = Operations.BUSY
    assert (api.ask("GET", where).status_code, api.ask("GET", where).content) == (409, b"")
    tenant.plot.operations = Operations.GONE
    assert api.ask("GET", where).status_code == 404
    tenant.plot.answers = Answers.CROWDED
    assert error_of(install(api, APP_CORE)) == (500, "InsufficientCapacity_StorageDriven")
    tenant.plot.answers = Answers.ODD
    odd = state_of(api, APP_CORE)
    assert (odd["state"], odd["publisherName"]) == ("InstallPondered", None)


def test_a_package_is_found_by_name_or_id_and_bodies_are_read(api):
    package = state_of(api, CORE)
    body = {"payloadValue": "DevToolsEnabled=true"}
    path = f"{packages()}/{package['id']}/install"
    assert api.ask("POST", path, body).status_code == 202
    assert error_of(install(api, "Nothing"))[0] == 404
    assert error_of(api.ask("POST", f"{packages()}/{APP_CORE}/install", [1]))[0] == 400
    gone = f"/appmanagement/environments/{EMPTY}/operations/{EMPTY}"
    assert error_of(api.ask("GET", gone)) == (404, "OperationNotFound")


def test_installing_needs_a_role_in_the_environment(browser):
    reader = service(browser, NEW, PREVIEW, part="reader")
    assert error_of(install(reader, CORE)) == (403, "Forbidden")
    assert reader.pages(packages())[1] == 2


def test_an_installation_is_remembered_over_a_restart(reopen):
    first = reopen()
    where = install(service(first, NEW, PREVIEW), CORE).headers["operation-location"]
    again = reopen()
    again.tenant.clock.advance(25)
    api = service(again, NEW, PREVIEW)
    assert api.seen(where)["status"] == "Succeeded"
    assert state_of(api, CORE)["state"] == "Installed"
    assert CORE in again.tenant.services.ground.worlds[EMPTY].solutions()
