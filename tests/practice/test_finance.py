"""Finance and operations data: small, but found by its metadata and guarded by its own tokens."""

import re

import pytest

from app.practice.plot import Finance
from tests.practice.asking import NEW, service

UAT = "https://contoso-uat.operations.eu.dynamics.com"
NEW_ONE = "https://contoso-new.operations.eu.dynamics.com"


@pytest.fixture
def api(browser):
    return service(browser, UAT)


def test_the_set_of_dual_write_projects_is_found_in_the_metadata(api):
    text = api.ask("GET", "/data/$metadata").text
    entity_type = "Microsoft.Dynamics.DataEntities.DualWriteProjectConfiguration"
    [name] = re.findall(rf'<EntitySet Name="(\w+)" EntityType="{entity_type}"/>', text)
    rows = api.seen(f"/data/{name}?$select=ProjectName,ExternalEntityName,Status")["value"]
    accounts = [row for row in rows if row["ExternalEntityName"] == "accounts"]
    assert len(accounts) == 2
    assert {row["Status"] for row in accounts} == {1}
    assert set(accounts[0]) == {"ProjectName", "ExternalEntityName", "Status"}


def test_companies_and_counts(api):
    companies = api.seen("/data/LegalEntities?$select=LegalEntityId&cross-company=true")["value"]
    assert companies == [{"LegalEntityId": "USMF"}, {"LegalEntityId": "USRT"}]
    assert api.seen("/data/LegalEntities?$count=true&$top=1")["@odata.count"] == 2
    for name in ("CustomersV3", "ReleasedProductsV2", "SalesOrderHeadersV2"):
        assert int(api.ask("GET", f"/data/{name}/$count?cross-company=true").text) > 0
    assert "CustomersV3" in [one["name"] for one in api.seen("/data/")["value"]]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/data/Nothing", 404),
        ("/data/CustomersV3", 501),
        ("/data/LegalEntities?$filter=Name eq 'x'", 501),
        ("/data/LegalEntities?$select=Nothing", 400),
        ("/?cmp=USMF", 501),
    ],
)
def test_the_rest_is_refused_or_not_simulated(api, path, status):
    assert api.ask("GET", path).status_code == status


def test_each_environment_has_tokens_of_its_own(tenant, browser, api):
    assert service(browser, NEW_ONE).seen("/data/DualWriteProjectConfigurations")["value"] == []
    other = service(browser, UAT, resource=NEW)
    assert other.ask("GET", "/data/LegalEntities").status_code == 401
    tenant.plot.finance = Finance.FORBIDDEN
    assert api.ask("GET", "/data/LegalEntities").status_code == 403
    tenant.plot.finance = Finance.OPEN
    reader = service(browser, UAT, part="reader")
    assert reader.ask("GET", "/data/LegalEntities").status_code == 403


@pytest.mark.parametrize(
    ("choice", "status"),
    [(Finance.UNKNOWN, 401), (Finance.GONE, 404), (Finance.PAGE, 200), (Finance.BUSY, 429)],
)
def test_it_can_be_that_nothing_can_be_seen(tenant, api, choice, status):
    tenant.plot.finance = choice
    answer = api.ask("GET", "/data/CustomersV3/$count?cross-company=true")
    assert answer.status_code == status
    assert not answer.text.isdigit()


def test_the_configuration_can_be_missing_or_speak_in_words(tenant, api):
    tenant.plot.finance = Finance.SILENT
    names = [one["name"] for one in api.seen("/data")["value"]]
    assert not [name for name in names if name.startswith("DualWrite")]
    assert api.ask("GET", "/data/DualWriteProjectConfigurations").status_code == 404
    tenant.plot.finance = Finance.WORDS
    rows = api.seen("/data/DualWriteProjectConfigurations")["value"]
    assert {row["Status"] for row in rows} == {"Enabled", "Stopped"}


def test_rows_are_counted_over_all_companies_only(api):
    assert api.ask("GET", "/data/CustomersV3/$count").status_code == 501
