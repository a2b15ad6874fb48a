"""Microsoft's client for Python reads what tables there are, and defines alternate keys."""

import pytest

from tests.partners import python_partner
from tests.practice.conftest import ORGANIZATION

python_partner("PowerPlatform.Dataverse")
python_partner("trustme")

from PowerPlatform.Dataverse.client import DataverseClient  # noqa: E402 - not without it
from PowerPlatform.Dataverse.core.errors import HttpError, MetadataError  # noqa: E402

PAGE, ROLE, PERMISSION = "adx_webpage", "adx_webrole", "adx_entitypermission"


@pytest.fixture(scope="module")
def client(person):
    with DataverseClient(ORGANIZATION, person) as there:
        yield there


def refused(work, *args, **how):
    with pytest.raises(HttpError) as caught:
        work(*args, **how)
    return caught.value.status_code, caught.value.details["service_error_code"]


def test_a_table_is_described(client):
    table = client.tables.get(PAGE)
    assert (table.logical_name, table.entity_set_name) == (PAGE, "adx_webpages")
    assert table.primary_id_attribute == "adx_webpageid"
    assert table.primary_name_attribute == "adx_name"


def test_a_table_that_is_not_there_is_none(client):
    assert client.tables.get("adx_nothing") is None
    with pytest.raises(MetadataError):
        client.records.list("adx_nothing")


def test_all_tables_are_listed(client):
    listed = client.tables.list(select=["LogicalName", "EntitySetName"])
    named = {one["LogicalName"]: one["EntitySetName"] for one in listed}
    assert named[PAGE] == "adx_webpages"
    assert named["contact"] == "contacts"


def test_tables_are_filtered_by_name(client):
    chosen = client.tables.list(filter=f"LogicalName eq '{ROLE}'", select=["LogicalName"])
    assert [one["LogicalName"] for one in chosen] == [ROLE]


def test_columns_are_listed_by_type(client):
    asked = {"select": ["LogicalName"], "filter": "AttributeType eq 'Picklist'"}
    names = {one["LogicalName"] for one in client.tables.list_columns(PAGE, **asked)}
    assert names == {"adx_category", "adx_feedbackpolicy"}


def test_one_column_is_described(client):
    column = client.tables.get_column(PAGE, "adx_pagetemplateid")
    assert column["@odata.type"] == "#Microsoft.Dynamics.CRM.LookupAttributeMetadata"
    assert column["RequiredLevel"]["Value"] == "ApplicationRequired"


def test_a_column_that_is_not_there_is_none(client):
    assert client.tables.get_column(PAGE, "adx_nothing") is None


def test_the_relationships_of_a_table_are_listed_from_both_ends(client):
    found = client.tables.list_table_relationships(ROLE)
    names = {one["SchemaName"] for one in found}
    assert {"adx_entitypermission_webrole", "adx_webrole_contact"} <= names
    ends = {(one.get("ReferencingEntity"), one.get("ReferencedEntity")) for one in found}
    assert (ROLE, "adx_website") in ends  # a lookup of its own


def test_a_relationship_is_found_by_its_name(client):
    one = client.tables.get_relationship("adx_entitypermission_webrole")
    assert one.relationship_type == "many_to_many"
    assert {one.entity1_logical_name, one.entity2_logical_name} == {PERMISSION, ROLE}


def test_a_lookup_is_found_among_the_relationships(client):
    asked = {"filter": "ReferencingEntity eq 'adx_webrole'"}
    found = client.tables.list_relationships(**asked)
    assert "adx_webrole_adx_websiteid" in {one["SchemaName"] for one in found}


@pytest.mark.filterwarnings("ignore:'odata_bind' is deprecated:DeprecationWarning")
def test_the_client_finds_out_how_to_write_a_lookup(client):
    [website] = client.records.list("adx_website", select=["adx_websiteid"])
    bound = client.query.odata_bind(ROLE, "adx_website", website["adx_websiteid"])
    assert bound == {"adx_websiteid@odata.bind": f"/adx_websites({website['adx_websiteid']})"}


def test_a_key_is_defined_listed_and_removed(client):
    made = client.tables.create_alternate_key(ROLE, "new_role", ["adx_name", "adx_websiteid"])
    [key] = client.tables.get_alternate_keys(ROLE)
    assert (key.metadata_id, key.schema_name, key.status) == (
        made.metadata_id,
        "new_role",
        "Active",
    )
    assert key.key_attributes == ["adx_name", "adx_websiteid"]
    client.tables.delete_alternate_key(ROLE, key.metadata_id)
    assert client.tables.get_alternate_keys(ROLE) == []


def test_a_key_over_rows_that_are_alike_fails(client):
    client.tables.create_alternate_key(PAGE, "new_address", ["adx_partialurl"])
    assert [key.status for key in client.tables.get_alternate_keys(PAGE)] == ["Failed"]


@pytest.mark.parametrize("columns", [["adx_nothing"], ["adx_copy"]], ids=["unknown", "too long"])
def test_a_key_over_unfit_columns_is_refused(client, columns):
    error = refused(client.tables.create_alternate_key, PAGE, "new_unfit", columns)
    assert error == (400, "0x80048d19")


@pytest.mark.parametrize(
    "work",
    [
        lambda tables: tables.create("new_Table", {"new_Text": "string"}),
        lambda tables: tables.delete(ROLE),
        lambda tables: tables.add_columns(ROLE, {"new_Text": "string"}),
        lambda tables: tables.remove_columns(ROLE, "adx_description"),
        lambda tables: tables.list_columns(ROLE, typed=True),
        lambda tables: tables.create_lookup_field(ROLE, "new_Lookup", "account"),
    ],
    ids=["create", "delete", "add a column", "remove one", "all at once", "add a lookup"],
)
def test_tables_cannot_be_changed_here_and_that_is_said(client, work):
    assert refused(work, client.tables) == (501, "NotSimulated")
