"""The two lists of environments."""

import pytest

from app.practice.plot import Answers, Creation, Licences
from tests.practice.asking import EMPTY, UAT, error_of, service

NEW = "https://api.powerplatform.com"
OLD = "https://api.bap.microsoft.com"
POWER_APPS = "https://service.powerapps.com"
LIST = "/environmentmanagement/environments"
ADMIN = "/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments"


def test_the_new_list_has_two_pages_and_spells_its_link_in_its_own_way(browser, open_api):
    browser.sign_in()
    api = open_api(NEW)
    first = api.get(f"{LIST}?api-version=2024-10-01").json()
    second = api.get(first["@odata.nextlink"]).json()
    names = [one["displayName"] for one in first["value"] + second["value"]]
    assert names == ["Contoso UAT", "Contoso Template", "Contoso New"]
    assert "@odata.nextlink" not in second
    assert [one["finOpsMetadata"] is None for one in first["value"]] == [False, False]


@pytest.mark.parametrize("query", ["", "?api-version=1999-01-01"])
def test_a_known_version_has_to_be_named(browser, open_api, query):
    browser.sign_in()
    assert open_api(NEW).get(f"{LIST}{query}").status_code == 400


def test_the_older_list_names_the_organization_of_each(browser, open_api):
    browser.sign_in()
    api = open_api(OLD, POWER_APPS)
    rows = api.get(f"{ADMIN}?api-version=2023-06-01").json()["value"]
    urls = [row["properties"]["linkedEnvironmentMetadata"]["instanceUrl"] for row in rows]
    assert urls[0] == "https://contoso-uat.crm4.dynamics.com/"
    one = api.get(f"{ADMIN}/{rows[2]['name']}?api-version=2023-06-01").json()
    assert one["properties"]["displayName"] == "Contoso New"
    assert "linkedAppMetadata" not in one["properties"], "it is linked by hand"


def test_without_a_role_there_is_no_list(browser, open_api):
    browser.sign_in("no_role")
    assert open_api(NEW).get(f"{LIST}?api-version=2024-10-01").status_code == 403


def test_without_a_token_there_is_no_list(browser):
    assert browser.http.get(f"{NEW}{LIST}?api-version=2024-10-01").status_code == 401


def test_the_rest_is_not_simulated(browser, open_api):
    browser.sign_in()
    api = open_api(NEW)
    assert api.get("/appmanagement/nothing").status_code == 501
    assert api.get(f"{LIST}?api-version=2024-10-01&$filter=geo eq 'EUR'").status_code == 501
    assert api.get(f"{LIST}/nothing?api-version=2024-10-01").status_code == 404


def bap(browser, part="admin"):
    return service(browser, OLD, "api-version=2023-06-01", resource=POWER_APPS, part=part)


def test_tenant_settings_say_who_may_make_sites(tenant, browser):
    path = "/providers/Microsoft.BusinessAppPlatform/listTenantSettings"
    for creation in Creation:
        tenant.plot.creation = creation
        found = bap(browser).seen(path, "POST")["disablePortalsCreationByNonAdminUsers"]
        assert found == (creation is Creation.LOCKED)
    assert error_of(bap(browser, "operator").ask("POST", path)) == (403, "Forbidden")
    assert bap(browser).ask("GET", path).status_code == 501


def test_what_goes_on_in_an_environment_is_listed(tenant, browser):
    root = "/providers/Microsoft.BusinessAppPlatform/lifecycleOperations"
    path = f"{root}?api-version=2024-05-01&$filter=environment eq '{UAT}'"
    assert [row["state"]["id"] for row in bap(browser).seen(path)["value"]] == ["Succeeded"]
    tenant.plot.answers = Answers.BUSY
    assert bap(browser).seen(path)["value"][0]["state"]["id"] == "Running"
    assert bap(browser).ask("GET", f"{root}?api-version=2024-05-01").status_code == 501


def test_the_billing_policy_shows_in_the_older_list_too(tenant, browser):
    rows = bap(browser).seen(ADMIN)["value"]
    assert {row["properties"]["billingPolicy"]["id"] for row in rows} == {""}
    tenant.plot.licences = Licences.PAYG
    rows = bap(browser).seen(ADMIN)["value"]
    assert all(row["properties"]["billingPolicy"]["id"] for row in rows)


def test_linking_by_hand_shows_in_both_lists_and_in_the_organization(tenant, browser):
    form, front = {"environment": EMPTY}, "http://localhost:8001/_practice"
    browser.http.post(f"{front}/unlink", data=form)
    assert "linkedAppMetadata" not in bap(browser).seen(f"{ADMIN}/{EMPTY}")["properties"]
    browser.http.post(f"{front}/link", data=form)
    found = bap(browser).seen(f"{ADMIN}/{EMPTY}")["properties"]["linkedAppMetadata"]
    assert found["type"] == "Linked"
    new = service(browser, NEW, "api-version=2024-10-01").seen(f"{LIST}/{EMPTY}")
    assert new["finOpsMetadata"] == found
    origin = "https://contoso-new.crm4.dynamics.com"
    dataverse = service(browser, origin)
    odata = {"OData-MaxVersion": "4.0", "OData-Version": "4.0"}
    path = "/api/data/v9.2/RetrieveFinanceAndOperationsIntegrationDetails"
    assert dataverse.ask("GET", path, **odata).json()["Url"] == found["url"]
