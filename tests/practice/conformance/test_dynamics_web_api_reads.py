"""DynamicsWebApi, the library that pages and scripts use, reads an organization here."""

from tests.partners import node_partner, python_partner

node_partner("dynamics-web-api")
python_partner("trustme")

SCRIPT = "reading"
FORMATTED = "OData.Community.Display.V1.FormattedValue"
LINK = "adx_entitypermission_webrole"


def names(rows, column="adx_name"):
    return [row[column] for row in rows]


def test_somebody_is_who_they_are(case, outside):
    who = case("whoAmI")
    organization = outside.tenant.scene.organizations["contoso-uat.crm4.dynamics.com"]
    assert who["OrganizationId"] == organization.id
    assert who["UserId"] in {row["systemuserid"] for row in organization.rows("systemuser")}


def test_the_version_is_told(case):
    assert case("version")["Version"].startswith("9.2.")


def test_a_created_row_gives_its_id_and_can_be_read(case):
    made = case("create")
    assert made["row"]["adx_webroleid"] == made["key"]
    assert made["row"]["adx_name"] == "DWA/create"


def test_a_created_row_can_be_shown_at_once(case):
    row = case("createAndShow")
    assert row["adx_name"] == "DWA/shown"
    assert "adx_description" not in row


def test_a_read_row_has_the_chosen_columns_its_id_and_its_version(case):
    row = case("read")
    kept = {name for name in row if not name.startswith(("@odata.context", "oData"))}
    assert kept == {"adx_name", "adx_webroleid", "@odata.etag"}


def test_a_row_that_is_not_there_is_not_read(refusal):
    assert refusal("readNothing") == (404, "0x80040217")


def test_an_unchanged_row_is_not_sent_again(case):
    assert case("readUnchanged") == {"again": "nothing new"}


def test_values_come_with_their_names(case):
    row, website = case("readWithNotes")["row"], case("readWithNotes")["website"]
    assert row["statecode_Formatted"] == row[f"statecode@{FORMATTED}"] == "Active"
    assert row["_adx_websiteid_value_Formatted"] == website["adx_name"]
    assert row["_adx_websiteid_value_LogicalName"] == "adx_website"
    assert row["_adx_websiteid_value_NavigationProperty"] == "adx_websiteid"


def test_lookups_are_expanded_within_lookups(case):
    row, website = case("expandNested")["row"], case("expandNested")["website"]
    template = row["adx_pagetemplateid"]
    assert template["adx_websiteid"]["adx_name"] == website["adx_name"]
    assert template["adx_websiteid"]["adx_websiteid"] == website["adx_websiteid"]
    assert row["adx_webpagelanguageid"]["adx_name"]


def test_expanded_links_are_filtered_ordered_and_cut(case):
    assert names(case("expandChosen")[LINK]) == ["DWA/expand/c", "DWA/expand/b"]


def test_an_unknown_expansion_is_refused(refusal):
    assert refusal("expandUnknown") == (400, "0x80060888")


def test_a_list_is_filtered_ordered_and_counted(case):
    listed = case("list")
    assert names(listed["value"]) == ["DWA/list/c", "DWA/list/b", "DWA/list/a"]
    assert listed["oDataCount"] == 3


def test_a_list_is_cut(case):
    assert len(case("listFirst")["value"]) == 2


def test_a_list_is_filtered_by_what_a_lookup_leads_to(case, outside):
    found = case("listByPath")["value"]
    assert "Administrator" in names(found)


def test_an_unknown_table_is_not_found(refusal):
    assert refusal("listUnknown") == (404, "0x8006088a")


def test_an_unknown_column_is_refused_in_a_list(refusal):
    assert refusal("listUnknownColumn") == (400, "0x80060888")


def test_pages_are_followed_to_the_end(case):
    pages = case("pages")
    assert pages["sizes"][:-1] == [5] * (len(pages["sizes"]) - 1)
    assert 0 < pages["sizes"][-1] <= 5
    assert len(set(pages["ids"])) == len(pages["ids"]) == sum(pages["sizes"])
    assert [link is None for link in pages["links"]] == [False] * (len(pages["links"]) - 1) + [True]


def test_all_pages_at_once_are_as_many_as_were_counted(case):
    assert case("allPages") == case("count") == len(case("pages")["ids"])


def test_rows_are_counted_with_a_filter(case):
    assert case("countSome") == 1


def test_changes_are_told_since_the_last_reading(case):
    tracked = case("changes")
    changed = tracked["after"]["value"]
    assert names(changed[:1]) == ["DWA/made"]
    assert changed[0]["adx_webroleid"] == tracked["made"]
    assert (changed[1]["id"], changed[1]["reason"]) == (tracked["gone"], "deleted")
    assert len(changed) == 2


def test_after_the_changes_there_are_no_more(case):
    assert case("changes")["later"]["value"] == []
    assert case("changes")["later"]["oDataDeltaLink"]


def test_changes_cannot_be_filtered(refusal):
    assert refusal("changesFiltered")[0] == 400


def test_a_table_is_described_with_its_columns(case):
    table = case("table")
    assert table["EntitySetName"] == "adx_webpages"
    columns = {one["LogicalName"]: one["AttributeType"] for one in table["Attributes"]}
    assert (columns["adx_name"], columns["adx_pagetemplateid"]) == ("String", "Lookup")


def test_a_table_is_found_by_its_id(case):
    assert case("tableById")["LogicalName"] == "adx_webpage"


def test_tables_are_filtered(case):
    assert names(case("tables")["value"], "EntitySetName") == ["adx_webroles"]


def test_the_choices_of_a_column_are_listed(case):
    [column] = case("columnsOfType")["value"]
    options = {
        one["Value"]: one["Label"]["UserLocalizedLabel"]["Label"]
        for one in column["OptionSet"]["Options"]
    }
    assert (column["LogicalName"], options) == ("adx_type", {756150000: "Text", 756150001: "HTML"})


def test_a_column_says_how_long_it_is(case):
    assert (case("column")["LogicalName"], case("column")["MaxLength"]) == ("adx_name", 100)


def test_each_status_says_of_which_state_it_is(case):
    [column] = case("states")["value"]
    states = [(one["Value"], one["State"]) for one in column["OptionSet"]["Options"]]
    assert (column["LogicalName"], states) == ("statuscode", [(1, 0), (2, 1)])


def test_relationships_of_one_type_are_listed(case):
    found = {one["SchemaName"] for one in case("relationships")["value"]}
    assert LINK in found
    assert "adx_webrole_adx_websiteid" not in found
