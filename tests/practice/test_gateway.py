"""The dual-write gateway: looking, commands by state, initial sync, and how it fails."""

import pytest

from app.practice.environments import ENVIRONMENTS
from app.practice.plot import Gateway, Syncing
from tests.practice.asking import EMPTY, TEMPLATE, UAT, Service
from tests.practice.dual_write import (
    ACCOUNTS,
    CORE,
    FINANCE,
    ORDERS,
    PAGE,
    PRODUCTS,
    SUPPLY_CHAIN,
    A,
    Desk,
    M,
)


@pytest.fixture
def desk(browser):
    return Desk(browser)


@pytest.fixture
def new_desk(browser, tenant):
    """Contoso New, linked, with all solutions installed and none applied."""
    [one] = [one for one in ENVIRONMENTS if one.id == EMPTY]
    tenant.services.links.change(one, is_linked=True)
    solutions = ["DualWriteCore", CORE, FINANCE, SUPPLY_CHAIN]
    tenant.services.ground.worlds[EMPTY].install_solutions(solutions, "2.3.4.265")
    return Desk(browser, "contoso-new.operations.eu.dynamics.com")


def test_a_connection_set_is_found_by_the_plain_host_alone(desk):
    asked = f"{M}/Environments?targetType=AX&identifier="
    for identifier in ("https://contoso-uat.operations.eu.dynamics.com", "nowhere"):
        assert desk.service.seen(f"{asked}{identifier}") == []
    assert desk.service.seen(f"{asked}contoso-new.operations.eu.dynamics.com") == []


def test_maps_run_where_a_portal_stands_and_say_what_may_be_done(desk):
    rows = desk.service.seen(f"{M}/Entities?targetType=AX&cid={desk.cid}")
    maps = desk.maps()
    assert (maps[ACCOUNTS]["state"], maps[ACCOUNTS]["actions"]) == ("4", ["4", "5"])
    assert maps[ACCOUNTS]["pid"]
    assert maps["contacts - Customers V3"]["tid"] != maps[ACCOUNTS]["tid"]
    same = [row for row in rows if row["detail"]["tName"] == "contacts - CDS Contacts V2"]
    assert len({row["detail"]["tid"] for row in same}) == 2
    assert {row["detail"]["state"] for row in same} == {"1", "4"}
    assert "contacts - CDS Contacts V2" in desk.tenant.services.ground.worlds[UAT].running
    assert maps["salesorders - Dynamics 365 Sales order headers"]["state"] == "1"


def test_a_map_stops_and_starts_again_with_its_old_data(tenant, desk):
    world = tenant.services.ground.worlds[UAT]
    desk.maps()
    assert ACCOUNTS in world.running
    stop = desk.command("4", ACCOUNTS)
    assert desk.request(stop)["state"] == "1"
    tenant.clock.advance(3)
    assert (desk.request(stop)["state"], desk.maps()[ACCOUNTS]["actions"]) == ("2", ["1"])
    assert ACCOUNTS not in world.running
    start = desk.start(ACCOUNTS)
    seen = []
    for seconds in (2, 7, 8):
        tenant.clock.advance(seconds)
        done = [one["executionStatus"] for one in desk.executions(ACCOUNTS)]
        seen.append((desk.maps()[ACCOUNTS]["state"], done, desk.request(start)["state"]))
    assert seen == [
        ("2", ["Importing"], "1"),
        ("2", ["Importing", "Completed"], "1"),
        ("4", ["Completed", "Completed"], "2"),
    ]
    assert ACCOUNTS in world.running
    companies = [one["legalEntityName"] for one in desk.executions(ACCOUNTS)]
    assert companies == ["USRT", "USMF"]


def test_more_than_ten_lookups_cannot_be_copied_from_dataverse(tenant, desk):
    desk.command("4", ACCOUNTS)
    tenant.clock.advance(3)
    start = desk.start(ACCOUNTS, master="CRM")
    tenant.clock.advance(16)
    told = desk.request(start)
    assert (told["state"], desk.maps()[ACCOUNTS]["state"]) == ("3", "1")
    assert "/tables/accounts/items" in told["errorMessage"]
    [task] = desk.executions(ACCOUNTS)[0]["taskExecutionStatuses"]
    assert task["legs"][0]["exportErrors"][0]["errorMessage"] == told["errorMessage"]
    desk.start(ACCOUNTS, master="CRM", skip=True)
    tenant.clock.advance(4)
    assert desk.maps()[ACCOUNTS]["state"] == "4"


def test_a_missing_reference_is_found_by_the_initial_sync(tenant, desk):
    desk.command("4", "msdyn_warehouses - Warehouses")
    desk.command("4", ORDERS)
    tenant.clock.advance(3)
    start = desk.start(ORDERS)
    tenant.clock.advance(16)
    assert "msdyn_warehouses" in desk.request(start)["errorMessage"]
    tenant.plot.syncing = Syncing.LOOKUP
    desk.command("4", PRODUCTS)
    tenant.clock.advance(3)
    start = desk.start(PRODUCTS)
    tenant.clock.advance(16)
    assert "lookup value was not found" in desk.request(start)["errorMessage"]


def test_pausing_and_resuming_several_maps(tenant, desk):
    desk.command("5", ACCOUNTS, PRODUCTS)
    tenant.clock.advance(3)
    assert [desk.maps()[name]["state"] for name in (ACCOUNTS, PRODUCTS)] == ["5", "5"]
    desk.command("6", ACCOUNTS)
    tenant.clock.advance(2)
    assert desk.maps()[ACCOUNTS]["state"] == "3"
    tenant.clock.advance(5)
    assert [desk.maps()[name]["state"] for name in (ACCOUNTS, PRODUCTS)] == ["4", "5"]


def test_what_a_state_does_not_allow_is_refused(desk):
    assert desk.start(ACCOUNTS).status_code == 409
    assert desk.command("6", ACCOUNTS).status_code == 409
    desk.command("4", ACCOUNTS)
    assert desk.command("4", ACCOUNTS).status_code == 409  # the first is not through yet


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"tid": ""}, 500),
        ({"pid": None}, 500),
        ({"pid": "other"}, 404),
        ({"parameters": {}}, 400),
        ({"parameters": {"skipInitialSync": "no", "conflictResolution": {}}}, 400),
        (
            {
                "parameters": {
                    "skipInitialSync": False,
                    "conflictResolution": {"option": "1", "master": "CE"},
                }
            },
            400,
        ),
    ],
)
def test_an_unfit_start_is_refused(tenant, desk, change, status):
    desk.command("4", ACCOUNTS)
    tenant.clock.advance(3)
    found = desk.maps()[ACCOUNTS]
    detail = {"tid": found["tid"], "pid": found["pid"], "cid": desk.cid, **change}
    answer = desk.post(f"{M}/Start", {"action": "1", "details": [detail]})
    assert answer.status_code == status
    number = desk.post(f"{M}/Start", {"action": 1, "details": [detail]})
    assert number.status_code in (400, 404)


def test_the_way_from_solutions_to_running_maps(tenant, new_desk):
    desk = new_desk
    listed = desk.service.seen(f"{M}/SolutionAware/{desk.cid}/Solutions/")
    assert [one["uniquename"] for one in listed] == [CORE, FINANCE, SUPPLY_CHAIN]
    assert desk.maps() == {}
    for name in (CORE, FINANCE, SUPPLY_CHAIN):
        status = desk.apply(name)
        assert desk.service.seen(status)["state"] == "1"
        tenant.clock.advance(6)
        assert desk.service.seen(status)["state"] == "2"
    found = desk.maps()["uoms - Units"]
    assert (found["state"], found["actions"], "pid" in found) == ("6", ["8"], False)
    desk.command("8", "uoms - Units")
    tenant.clock.advance(3)
    assert desk.maps()["uoms - Units"]["pid"]
    desk.start("uoms - Units")
    tenant.clock.advance(16)
    assert desk.maps()["uoms - Units"]["state"] == "4"
    shown = tenant.services.ground.worlds[EMPTY].running
    assert "uoms - Units" not in shown, "Dataverse holds nothing of a map that only brings rows in"


def test_two_solutions_in_one_call_make_their_maps_twice(tenant, new_desk):
    new_desk.apply(CORE, FINANCE)
    tenant.clock.advance(6)
    rows = new_desk.service.seen(f"{M}/Entities?targetType=AX&cid={new_desk.cid}")
    names = [row["detail"]["tName"] for row in rows]
    assert names.count(ACCOUNTS) == 2
    assert len({row["detail"]["tid"] for row in rows}) == len(rows)


def test_prerequisites_come_first_and_end_with_the_map_itself(desk):
    maps = desk.maps()
    rows = desk.service.seen(f"{M}/Entities?targetType=AX&cid={desk.cid}")
    names = {row["detail"]["tid"]: row["detail"]["tName"] for row in rows}
    path = f"{M}/GetTemplatePrerequisiteSequences/{desk.cid}"
    [sequence] = desk.post(path, [maps[ORDERS]["tid"]]).json()
    ordered = [names[tid] for tid in sequence]
    assert ordered[-1] == ORDERS
    assert ordered.index("cdm_companies - Legal entities") < ordered.index(ACCOUNTS)
    assert desk.post(path, ["nothing"]).status_code == 400


def test_projects_keys_and_connection_sets_have_their_shapes(desk):
    detail = desk.maps()[ACCOUNTS]
    project = desk.service.seen(f"{M}/{detail['pid']}/FieldMappings")
    assert project["entityMappingTasks"][0]["legs"][0]["destinationSchema"] == "accounts"
    refresh = f"{A}/Project/{project['name']}/Refresh"
    assert desk.post(refresh, {"tokens": [""]}).is_success
    assert desk.post(refresh, {}).status_code == 400
    [dataset] = [
        name
        for name, side in desk.service.seen(f"{A}/ConnectionSet/{desk.cname}")[
            "environments"
        ].items()
        if side["targetType"] == "CRM"
    ]
    keys = {"accounts": ["accountnumber", "msdyn_company.cdm_companycode"]}
    body = {"integrationKeys": keys, "datasetName": dataset}
    assert desk.post(f"{A}/dataset/{dataset}/IntegrationKeys", body).is_success
    side = desk.service.seen(f"{A}/ConnectionSet/{desk.cname}")["environments"][dataset]
    [found] = [key for key in side["schemas"][0]["keys"] if key["name"].lower() == "userkey"]
    assert found["fields"] == keys["accounts"]


def test_the_active_version_changes_only_while_a_map_is_stopped(tenant, browser, desk):
    detail = desk.maps()[ACCOUNTS]
    path = f"{M}/SolutionAware/{desk.cid}/SwitchActive/{detail['tid']}?pid={detail['pid']}"
    headers = {"Authorization": f"Bearer {tenant.gateway_token()}"}

    def switch(content):
        return browser.http.post(path, content=content, headers=headers)

    assert switch(f'"{detail["tid"]}"').status_code == 400
    assert switch(detail["tid"]).status_code == 409
    desk.command("4", ACCOUNTS)
    tenant.clock.advance(3)
    assert switch(detail["tid"]).json().startswith("req-")


def test_a_link_cannot_be_reset_here(desk):
    assert desk.post(f"{A}/ConnectionSet/{desk.cid}/Reset?targetType=AX", {}).status_code == 501


def test_only_the_pasted_token_of_an_administrator_opens_the_gateway(tenant, browser, desk):
    browser.sign_in()
    wrong = Service(browser, "", browser.token("https://contoso-uat.crm4.dynamics.com"))
    asked = f"{M}/Entities?targetType=AX&cid={desk.cid}"
    assert wrong.ask("GET", asked).status_code == 401
    reader = Service(browser, "", tenant.gateway_token("reader"))
    assert reader.ask("GET", asked).json()["error"]["code"] == "tokenexchange"
    assert browser.silent("https://IntegratorApp.com")["error"] == "invalid_resource"
    tenant.clock.advance(3700)
    assert desk.service.ask("GET", asked).status_code == 401


def test_the_gateway_has_bad_days(tenant, desk):
    asked = f"{M}/Entities?targetType=AX&cid={desk.cid}"
    tenant.plot.gateway = Gateway.SESSION
    page = desk.service.ask("GET", asked)
    assert (page.status_code, page.headers["content-type"][:9]) == (200, "text/html")
    tenant.plot.gateway = Gateway.BUSY
    assert desk.service.ask("GET", asked).status_code == 429
    tenant.plot.gateway = Gateway.EMPTY
    assert desk.service.seen(asked) == []


def test_only_the_page_of_the_gateway_may_send_it_forms(desk):
    foreign = desk.service.ask("POST", f"{M}/Start", {}, Origin="https://evil.example")
    assert foreign.json()["error"]["code"] == "ForeignOrigin"
    body = {"action": "8", "details": []}
    own = desk.service.ask("POST", f"{M}/Start", body, Origin=PAGE)
    assert own.json()["error"]["code"] != "ForeignOrigin"


def test_maps_are_remembered_over_a_restart(reopen):
    first = Desk(reopen())
    first.command("4", ACCOUNTS)
    again = reopen()
    again.tenant.clock.advance(3)
    assert Desk(again).maps()[ACCOUNTS]["state"] == "1"
    worlds = again.tenant.services.ground.worlds
    assert ACCOUNTS not in worlds[UAT].running
    assert ACCOUNTS in worlds[TEMPLATE].running
