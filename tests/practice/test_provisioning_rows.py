"""From an empty organization to one with a portal: packages, maps, and a site under new ids."""

import json
from datetime import datetime

import pytest

from app.practice.dataverse.dual_write_rows import table_maps
from app.practice.dataverse.installing import install_solutions, start_map, stop_map
from app.practice.dataverse.sites import bind_site, provision_site, remove_site, unbind_site
from app.practice.dataverse.solutions import DUAL_WRITE

NEW, UAT = "contoso-new.crm4.dynamics.com", "contoso-uat.crm4.dynamics.com"
AVERY = "a0000000-0000-4000-8000-000000000001"
PORTAL_MAPS = (
    "accounts - Customers V3",
    "contacts - CDS Contacts V2",
    "products - CDS released distinct products",
    "salesorders - CDS sales order headers",
    "salesorderdetails - CDS sales order lines",
)


@pytest.fixture
def new(tenant):
    return tenant.scene.organizations[NEW]


@pytest.fixture
def api(browser, open_api):
    browser.sign_in()
    return open_api(f"https://{NEW}")


def test_packages_bring_their_tables_and_maps(api, new):
    maps = "msdyn_dualwriteentitymaps?$select=msdyn_name"
    assert api.data(maps).status_code == 404
    install_solutions(new, ["DualWriteCore"])
    assert api.data(maps).json()["value"] == []
    assert api.data("cdm_companies").status_code == 404
    install_solutions(new, DUAL_WRITE)
    install_solutions(new, DUAL_WRITE)
    found = {row["msdyn_name"] for row in api.data(maps).json()["value"]}
    assert {f"msdyn_[{key}]" for key in PORTAL_MAPS} <= found
    assert len(found) == len(api.data(maps).json()["value"]) == len(table_maps())
    codes = api.data("cdm_companies?$select=cdm_companycode").json()["value"]
    assert {row["cdm_companycode"] for row in codes} == {"USMF", "USRT"}
    assert len(api.data("pluginassemblies").json()["value"]) == 2


def test_a_started_map_shows_only_when_it_writes_finance(api, new):
    install_solutions(new, DUAL_WRITE)
    configs = "msdyn_dualwriteruntimeconfigs?$filter=statecode eq 0"
    for key in (*PORTAL_MAPS, PORTAL_MAPS[0]):
        start_map(new, key)
    rows = api.data(configs).json()["value"]
    unsecure = [json.loads(row["msdyn_unsecure"]) for row in rows]
    keys = {f"{one['SourceEntityName']} - {one['DestinationEntityName']}" for one in unsecure}
    assert keys == set(PORTAL_MAPS) - {"products - CDS released distinct products"}
    stop_map(new, PORTAL_MAPS[0])
    stop_map(new, PORTAL_MAPS[0])
    assert len(api.data(configs).json()["value"]) == 3
    with pytest.raises(KeyError):
        start_map(new, "nothing - Nothing")


def test_a_map_row_is_shaped_as_documented(uat):
    asked = "msdyn_dualwriteentitymaps?$filter=msdyn_name eq 'msdyn_[{}]'"
    [row] = uat.data(asked.format(PORTAL_MAPS[3])).json()["value"]
    [leg] = json.loads(row["msdyn_mapping"])["legs"]
    assert (leg["sourceSchema"], leg["destinationSchema"]) == (
        "CDS sales order headers",
        "salesorders",
    )
    assert leg["reversedSourceFilter"] == "msdyn_ordertype eq 192350000"
    assert {one["syncDirection"] for one in leg["fieldMappings"]} == {"3"}
    [solution] = uat.data(f"solutions?$filter=solutionid eq {row['solutionid']}").json()["value"]
    assert solution["uniquename"] == "msdyn_Dynamics365SupplyChainExtendedMaps"


def test_where_dual_write_is_in_use_the_maps_of_the_portal_run(uat):
    rows = uat.data("msdyn_dualwriteruntimeconfigs").json()["value"]
    names = {row["msdyn_externalentityname"] for row in rows}
    assert names == {
        "Customers V3",
        "CDS Contacts V2",
        "CDS sales order headers",
        "CDS sales order lines",
    }


def test_rows_that_came_by_dual_write_say_so(uat, api):
    for asked in (
        "accounts?$filter=_msdyn_company_value ne null",
        "products?$filter=msdyn_productnumber ne null",
        "salesorders?$filter=msdyn_salesordernumber ne null",
    ):
        assert len(uat.data(asked).json()["value"]) == 12
        assert api.data(asked).json()["value"] == []
    finance = "modifiedby/applicationid eq 00000015-0000-0000-c000-000000000000"
    assert uat.data(f"products/$count?$filter={finance}").text == "12"


def test_the_application_users_of_dual_write_are_administrators(uat):
    asked = (
        "systemusers?$filter=applicationid eq 00000015-0000-0000-c000-000000000000"
        "&$expand=systemuserroles_association($select=name)"
    )
    [user] = uat.data(asked).json()["value"]
    assert user["isdisabled"] is False
    assert user["systemuserroles_association"][0]["name"] == "System Administrator"
    asked = "teams?$filter=isdefault eq true and businessunitid/_parentbusinessunitid_value eq null"
    [team] = uat.data(asked).json()["value"]
    roles = uat.data(f"teams({team['teamid']})/teamroles_association?$select=name").json()["value"]
    assert {role["name"] for role in roles} == {
        "Dual-write app user", "Dual-write runtime user", "Salesperson",
    }  # fmt: skip


def provision(tenant, new, subdomain="contoso-customers"):
    return provision_site(new, tenant.base, "Customer portal", subdomain, AVERY)


def test_a_provisioned_site_is_the_template_under_new_ids(api, new, tenant):
    website = provision(tenant, new)
    base = tenant.base
    [row] = api.data("adx_websites").json()["value"]
    assert row["adx_websiteid"] == website != base.website_id
    assert row["adx_name"] == "Customer portal - contoso-customers"
    pages = new.rows("adx_webpage")
    assert len(pages) == len([one for one in base.rows if one.table == "adx_webpage"])
    old = {one.id for one in base.rows}
    told = json.dumps([new.store.rows(table) for table in new.tables if table.startswith("adx_")])
    assert not [one for one in old if one in told]
    ids = {page["adx_webpageid"] for page in pages}
    assert {page["_adx_parentpageid_value"] for page in pages} <= {*ids, None}
    assert {page["_adx_websiteid_value"] for page in pages} == {website}
    assert api.data("solutions?$filter=uniquename eq 'MicrosoftCrmPortalBase'").json()["value"]


def test_it_is_made_in_a_burst_by_the_one_who_asked(api, new, tenant):
    provision(tenant, new)
    rows = [*new.rows("adx_webpage"), *new.rows("adx_contentsnippet")]
    moments = sorted(datetime.fromisoformat(row["createdon"]) for row in rows)
    assert (moments[-1] - moments[0]).total_seconds() < 60
    assert moments[-1] <= tenant.clock.now()
    assert {row["createdon"] == row["modifiedon"] for row in rows} == {True}
    who = api.data("WhoAmI").json()["UserId"]
    assert {row["_createdby_value"] for row in rows} == {who}


def test_a_host_comes_and_goes_without_the_rows(api, new, tenant):
    website = provision(tenant, new)
    [binding] = api.data("adx_websitebindings").json()["value"]
    assert binding["adx_name"] == "contoso-customers.powerappsportals.com"
    unbind_site(new, website)
    assert api.data("adx_websitebindings").json()["value"] == []
    assert api.data("adx_webpages").json()["value"]
    bind_site(new, website, "Customer portal", "again.powerappsportals.com")
    remove_site(new, website, AVERY)
    assert new.rows("adx_webpage") == new.rows("adx_websitebinding") == []
    assert new.rows("adx_webtemplate"), "web templates stay as orphans"


def test_a_second_site_shares_the_languages_and_nothing_else(new, tenant):
    first, second = provision(tenant, new), provision(tenant, new, "second")
    assert first != second
    assert len(new.rows("adx_website")) == 2
    assert len(new.rows("adx_portallanguage")) == 1


def test_provisioning_survives_a_restart(reopen):
    browser = reopen()
    organization = browser.tenant.scene.organizations[NEW]
    website = provision(browser.tenant, organization)
    again = reopen().tenant.scene.organizations[NEW]
    assert again.find("adx_website", website)
    assert again.installed == organization.installed
    links = "adx_entitypermission_webrole"
    assert again.store.pairs(links) == organization.store.pairs(links) != []
