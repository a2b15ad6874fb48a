"""The Web API of an organization: who may ask, and what a question is answered with."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

ORGANIZATION = "https://contoso-uat.crm4.dynamics.com"
NEW = "https://contoso-new.crm4.dynamics.com"


def everything(api, path, size):
    """All rows, following the next links as they are, and how many pages it took."""
    rows, pages, link = [], 0, f"/api/data/v9.2/{path}"
    while link:
        body = api.get(link, Prefer=f"odata.maxpagesize={size}").json()
        assert len(body["value"]) <= size
        rows += body["value"]
        link, pages = body.get("@odata.nextLink"), pages + 1
    return rows, pages


def test_without_a_token_comes_a_challenge_that_names_the_tenant(browser, tenant):
    answer = browser.http.get(f"{ORGANIZATION}/api/data/v9.2/WhoAmI")
    assert answer.status_code == 401
    assert f"/{tenant.tenant_id}/oauth2/authorize" in answer.headers["www-authenticate"]


@pytest.mark.parametrize("resource", [NEW, "https://api.powerplatform.com"])
def test_a_token_for_another_audience_is_refused(browser, open_api, resource):
    browser.sign_in()
    assert open_api(ORGANIZATION, resource).data("WhoAmI").status_code == 401


def test_an_id_token_is_no_access_token(browser, uat):
    uat.headers["Authorization"] = f"Bearer {browser.sign_in()['id_token']}"
    assert uat.data("WhoAmI").status_code == 401


def test_a_changed_token_is_refused(uat):
    head, body, signature = uat.headers["Authorization"].split(".")
    uat.headers["Authorization"] = ".".join((head, body[:-2] + "AA", signature))
    assert uat.data("WhoAmI").status_code == 401


def test_who_is_no_member_of_the_organization_is_forbidden(browser, open_api):
    browser.sign_in("no_role")
    answer = open_api(ORGANIZATION).data("WhoAmI")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80072560")


def test_the_odata_version_has_to_be_said(uat):
    del uat.headers["OData-Version"]
    assert uat.data("WhoAmI").status_code == 400


def test_who_am_i_is_the_same_in_both_forms(uat):
    assert uat.data("WhoAmI").json() == uat.data("WhoAmI()").json()
    assert uat.data("WhoAmI").headers["odata-version"] == "4.0"
    assert uat.data("RetrieveVersion()").json()["Version"].startswith("9.2.")
    assert uat.data("RetrieveProvisionedLanguages()").json()["RetrieveProvisionedLanguages"] == [
        1033,
        1042,
    ]


def test_the_link_to_finance_and_operations_is_there_or_not(uat, tenant):
    path = "RetrieveFinanceAndOperationsIntegrationDetails"
    assert "operations.eu.dynamics.com" in uat.data(path).json()["Url"]
    tenant.scene.organizations["contoso-uat.crm4.dynamics.com"].finance = None
    answer = uat.data(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "0x80048d0b")
    assert "integrated with finance and operations" in answer.json()["error"]["message"]


def test_dual_write_is_in_two_organizations_and_not_in_the_new_one(uat, open_api):
    path = "EntityDefinitions?$select=LogicalName,EntitySetName&$filter=LogicalName eq '{}'"
    asked = path.format("msdyn_dualwriteentitymap")
    [found] = uat.data(asked).json()["value"]
    assert found["EntitySetName"] == "msdyn_dualwriteentitymaps"
    assert open_api(NEW).data(asked).json()["value"] == []
    one = "solutions?$filter=uniquename eq 'DualWriteCore' or contains(friendlyname,'supply')"
    assert len(uat.data(one).json()["value"]) == 4
    assert open_api(NEW).data(one).json()["value"] == []


def test_paging_shows_every_row_once_with_absolute_links_on_the_same_host(uat):
    whole = uat.data("adx_contentsnippets?$select=adx_name").json()["value"]
    rows, pages = everything(uat, "adx_contentsnippets?$select=adx_name", 5)
    assert [row["adx_name"] for row in rows] == [row["adx_name"] for row in whole]
    assert pages == -(-len(whole) // 5)


def test_the_next_link_keeps_the_question_and_carries_a_cookie(uat):
    asked = "adx_webpages?$select=adx_name&$filter=adx_isroot eq true"
    answer = uat.data(asked, Prefer="odata.maxpagesize=3")
    assert answer.headers["preference-applied"] == "odata.maxpagesize=3"
    link = urlsplit(answer.json()["@odata.nextLink"])
    options = parse_qs(link.query)
    assert f"{link.scheme}://{link.netloc}" == ORGANIZATION
    assert options["$filter"] == ["adx_isroot eq true"]
    assert '<cookie pagenumber="2"' in options["$skiptoken"][0]
    assert "last=" in unquote(unquote(options["$skiptoken"][0]))


def test_a_broken_cookie_is_refused(uat):
    assert uat.data("adx_webpages?$skiptoken=x").status_code == 400


def test_a_row_carries_every_column_and_its_version(uat):
    [row] = uat.data("adx_websites").json()["value"]
    assert row["adx_name"] == "Contoso customer portal"
    assert row["adx_website_language"] == 1033
    assert row["@odata.etag"] == f'W/"{row["versionnumber"]}"'
    assert row["adx_primarydomainname"] is None


def test_one_row_is_read_by_its_id_and_not_sent_twice(uat):
    row_id = uat.data("adx_websites").json()["value"][0]["adx_websiteid"]
    answer = uat.data(f"adx_websites({row_id})?$select=adx_name")
    assert set(answer.json()) == {"@odata.context", "@odata.etag", "adx_name", "adx_websiteid"}
    etag = answer.headers["etag"]
    assert uat.data(f"adx_websites({row_id})", If_None_Match=etag).status_code == 304
    assert uat.data(f"adx_websites({row_id})", If_None_Match="null").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("adx_websites?$select=adx_nothing", 400, "0x80060888"),
        ("adx_websites?$filter=adx_nothing eq 1", 400, "0x80060888"),
        ("adx_websites?$filter=adx_name eq", 400, "0x80060888"),
        ("adx_websites?$filter=adx_name like 'x'", 400, "0x80060888"),
        ("adx_websites?$filter=adx_name eq true", 400, "0x80060888"),
        ("adx_websites?$skip=5", 400, "0x80060888"),
        ("adx_websites?$wrong=5", 400, "0x80060888"),
        ("adx_nothings", 404, "0x8006088a"),
        ("adx_websites(00000000-0000-0000-0000-000000000009)", 404, "0x80040217"),
        ("EntityDefinitions(LogicalName='adx_nothing')", 404, "0x80060888"),
        ("adx_websites?$apply=groupby((adx_name))", 501, "NotSimulated"),
        ("adx_websites?fetchXml=<fetch/>", 501, "NotSimulated"),
        ("RetrieveCurrentOrganization()", 501, "NotSimulated"),
        ("$metadata", 501, "NotSimulated"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_dataverse_words(uat, path, status, code):
    answer = uat.data(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_table_that_is_not_there_says_the_words_clients_look_for(open_api, uat):
    message = open_api(NEW).data("adx_webpages").json()["error"]["message"]
    assert "Resource not found for the segment" in message


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "accounts"),
        ("PATCH", "solutions(00000000-0000-0000-0000-000000000009)"),
        ("POST", "accounts/Microsoft.Dynamics.CRM.CreateMultiple"),
        ("POST", "BulkDelete"),
        ("POST", "ImportSolutionAsync"),
        ("DELETE", "adx_webpages"),
    ],
)
def test_what_no_step_writes_is_not_simulated(uat, method, path):
    answer = uat.send(method, path, {})
    assert (answer.status_code, answer.json()["error"]["code"]) == (501, "NotSimulated")
