"""The two lists of environments."""

import pytest

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
    assert one["properties"]["linkedAppMetadata"]["type"] == "Linked"


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
