"""What a table is made of comes from its definition, once."""

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Association, Dataverse, Lookup
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

WEB_FILE = (
    "tables",
    "definition_of_webfile",
    "lengths_of_webfile_string",
    "lengths_of_webfile_memo",
)
ACCESS = (
    "tables",
    "definition_of_websiteaccess",
    "lengths_of_websiteaccess_string",
    "lengths_of_websiteaccess_memo",
)


async def test_the_set_and_the_names_are_taken_from_the_definition(service):
    shape = await service.has(*ACCESS).dataverse.shape("adx_websiteaccess")
    assert shape
    assert (shape.entity_set, shape.primary_id) == ("adx_websiteaccesses", "adx_websiteaccessid")
    assert shape.primary_name == "adx_name"


async def test_columns_say_what_may_be_written_and_how_long_it_may_be(service):
    shape = await service.has(*WEB_FILE).dataverse.shape("adx_webfile")
    assert shape.columns["adx_name"].longest == 100
    assert shape.columns["adx_contentdisposition"].longest is None
    created = shape.columns["createdon"]
    assert (created.can_read, created.can_create, created.can_update) == (True, False, False)
    assert shape.columns["adx_parentpageidname"].part_of == "adx_parentpageid"


async def test_the_newer_kinds_of_column_are_told_apart_from_other_virtual_ones(service):
    columns = (await service.has(*WEB_FILE).dataverse.shape("adx_webfile")).columns
    assert columns["adx_allowedkinds"].kind == "MultiSelectPicklist"
    assert columns["adx_filecontent"].kind == "File"


async def test_a_lookup_has_another_name_in_a_row_than_in_a_write(service):
    shape = await service.has(*WEB_FILE).dataverse.shape("adx_webfile")
    assert shape.columns["adx_parentpageid"].property == "_adx_parentpageid_value"
    assert shape.lookups["adx_parentpageid"] == (
        Lookup("adx_parentpageid", "adx_parentpageid", "adx_webpage", "adx_webpages"),
    )


async def test_a_lookup_to_several_tables_has_a_navigation_for_each(service):
    shape = await service.has(*WEB_FILE).dataverse.shape("adx_webfile")
    assert [(one.navigation, one.target_set) for one in shape.lookups["adx_ownedby"]] == [
        ("adx_OwnedBy_account", "accounts"),
        ("adx_OwnedBy_contact", "contacts"),
    ]


async def test_associations_lead_to_tables_that_are_there(service):
    shape = await service.has(*ACCESS).dataverse.shape("adx_websiteaccess")
    name = "adx_websiteaccess_webrole"
    assert shape.associations == {
        name: Association(name, name, "adx_webrole", "adx_webroles", "adx_webroleid")
    }


async def test_a_table_that_is_not_there_has_no_shape_and_costs_no_second_call(service):
    dataverse = service.has("tables").dataverse
    assert await dataverse.shape("adx_blog") is None
    assert await dataverse.shape("adx_ad") is None
    assert len(service.asked) == 1


async def test_a_definition_is_read_once(service):
    dataverse = service.has(*WEB_FILE).dataverse
    assert await dataverse.shape("adx_webfile") is await dataverse.shape("adx_webfile")
    assert len(service.asked) == len(WEB_FILE)


async def test_a_list_of_tables_that_failed_is_not_taken_for_an_empty_one(service):
    dataverse = service.dataverse
    with pytest.raises(errors.Refused):
        await dataverse.shape("adx_webfile")
    service.has(*WEB_FILE)
    assert await dataverse.shape("adx_webfile")


async def test_a_definition_without_columns_is_not_believed(service):
    def answer(request):
        if "$expand" in str(request.url):
            return httpx.Response(200, json={"LogicalName": "adx_webfile"})
        return service(request)

    service.has("tables")
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    dataverse = Dataverse(Transport(http, service.token), service.dataverse.origin)
    with pytest.raises(errors.UnexpectedReply):
        await dataverse.shape("adx_webfile")
