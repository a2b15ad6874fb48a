"""Filters, order, expansion and metadata: enough to read one whole site."""

import base64

import pytest


@pytest.fixture
def website(uat):
    return uat.data("adx_websites").json()["value"][0]["adx_websiteid"]


def names(api, path):
    return [row["adx_name"] for row in api.data(path).json()["value"]]


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("adx_name eq 'administrator'", {"Administrator"}),
        (
            "adx_name ne 'Administrator' and adx_anonymoususersrole eq false",
            {"Customer representative", "Authorized user"},
        ),
        ("not startswith(adx_name,'A')", {"Customer representative", "Unauthorized user"}),
        (
            "endswith(adx_name,'user') and (contains(adx_name,'un') or adx_key eq 'x')",
            {"Unauthorized user"},
        ),
        ("adx_key eq null and contains(adx_description,'themselves')", {"Authorized user"}),
        ("statecode eq 0 and adx_name gt 'D'", {"Unauthorized user"}),
        ("createdon lt 2026-01-01T00:00:00Z", set()),
    ],
)
def test_a_filter_finds_these_roles(uat, test, found):
    assert set(names(uat, f"adx_webroles?$filter={test}")) == found


def test_a_quote_in_a_text_is_doubled(uat):
    assert names(uat, "adx_webroles?$filter=adx_name eq 'O''Neill'") == []


def test_rows_of_a_site_are_found_by_their_website(uat, website):
    pages = f"adx_webpages?$select=adx_name&$filter=_adx_websiteid_value eq {website}"
    assert "Spare parts" in names(uat, pages)


@pytest.mark.parametrize(
    ("entity_set", "path", "count"),
    [
        ("adx_weblinks", "adx_weblinksetid/_adx_websiteid_value", 8),
        ("adx_entityformmetadatas", "adx_entityform/_adx_websiteid_value", 7),
        ("adx_webformsteps", "adx_webform/_adx_websiteid_value", 3),
        ("adx_webformmetadatas", "adx_webformstep/adx_webform/_adx_websiteid_value", 11),
    ],
)
def test_rows_without_a_website_are_found_through_their_parent(
    uat, website, entity_set, path, count
):
    answer = uat.data(f"{entity_set}?$filter={path} eq {website}&$count=true")
    assert answer.json()["@odata.count"] == count
    nowhere = "00000000-0000-0000-0000-000000000001"
    assert uat.data(f"{entity_set}?$filter={path} eq {nowhere}").json()["value"] == []


def test_order_and_top(uat):
    asked = "adx_webroles?$select=adx_name&$orderby=adx_name desc&$top=2"
    assert names(uat, asked) == ["Unauthorized user", "Customer representative"]
    assert uat.data("adx_webroles/$count").text == "4"


def test_the_page_size_wins_over_top(uat):
    asked = "adx_webroles?$select=adx_name&$top=1"
    body = uat.data(asked, Prefer="odata.maxpagesize=3").json()
    assert len(body["value"]) == 3


def test_role_links_come_expanded(uat):
    link = "adx_entitypermission_webrole"
    asked = f"adx_entitypermissions?$select=adx_entityname&$expand={link}($select=adx_name)"
    rows = {row["adx_entityname"]: row for row in uat.data(asked).json()["value"]}
    roles = {role["adx_name"] for role in rows["Units - read"][link]}
    assert roles == {"Customer representative", "Authorized user"}


def test_the_content_of_a_web_file_is_a_note_on_it(uat):
    [file] = uat.data("adx_webfiles?$filter=adx_name eq 'logo.svg'").json()["value"]
    asked = f"annotations?$filter=_objectid_value eq {file['adx_webfileid']}"
    [note] = uat.data(f"{asked}&$orderby=modifiedon desc").json()["value"]
    assert (note["filename"], note["mimetype"]) == ("logo.svg", "image/svg+xml")
    assert b"Contoso" in base64.b64decode(note["documentbody"])


def test_metadata_tells_a_client_how_to_read_and_write_a_table(uat):
    asked = (
        "EntityDefinitions(LogicalName='adx_webpage')?$select=EntitySetName,PrimaryIdAttribute"
        "&$expand=Attributes($select=LogicalName,AttributeType,IsValidForUpdate),"
        "ManyToOneRelationships($select=ReferencingAttribute,ReferencedEntity,"
        "ReferencingEntityNavigationPropertyName),ManyToManyRelationships($select=SchemaName)"
    )
    body = uat.data(asked).json()
    kinds = {one["LogicalName"]: one["AttributeType"] for one in body["Attributes"]}
    assert body["EntitySetName"] == "adx_webpages"
    assert kinds["adx_parentpageid"] == "Lookup"
    assert kinds["adx_isroot"] == "Boolean"
    parents = {one["ReferencingAttribute"]: one for one in body["ManyToOneRelationships"]}
    assert parents["adx_parentpageid"]["ReferencedEntity"] == "adx_webpage"
    names = [one["SchemaName"] for one in body["ManyToManyRelationships"]]
    assert names == ["adx_webpage_tag"]


def test_lengths_come_by_a_cast_only(uat):
    root = "EntityDefinitions(LogicalName='adx_sitesetting')/Attributes"
    cast = "Microsoft.Dynamics.CRM.StringAttributeMetadata"
    rows = uat.data(f"{root}/{cast}?$select=LogicalName,MaxLength").json()["value"]
    assert {row["LogicalName"]: row["MaxLength"] for row in rows}["adx_value"] == 4000
    assert uat.data(f"{root}?$select=MaxLength").status_code == 400


def test_many_to_many_relationships_are_listed(uat):
    path = "EntityDefinitions(LogicalName='adx_entitypermission')/ManyToManyRelationships"
    [link] = uat.data(f"{path}?$select=IntersectEntityName,Entity2LogicalName").json()["value"]
    assert link["IntersectEntityName"] == "adx_entitypermission_webrole"
