"""Cases C3 to C11: what Dataverse says of dual-write, read as it is and no further."""

import json

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dual_write import COUNTED_UP_TO, DualWrite
from app.microsoft.map_names import Direction, key_in, read_configured, read_mapping

pytestmark = pytest.mark.anyio

API = "https://contoso-uat.crm4.dynamics.com/api/data/v9.2"
MAPS = f"{API}/msdyn_dualwriteentitymaps"
COLUMNS = "msdyn_dualwriteentitymapid,msdyn_name,msdyn_displayname,msdyn_version,ismanaged"
LISTED = f"{MAPS}?$select={COLUMNS}"


def ok(value, **more):
    return httpx.Response(200, json={"value": value, **more})


def table(service, name):
    definition = {
        "LogicalName": name, "EntitySetName": f"{name}s", "PrimaryIdAttribute": f"{name}id",
    }  # fmt: skip
    url = (
        f"{API}/EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryIdAttribute"
        f"&$filter=LogicalName eq '{name}'"
    )
    return service.answers(url, ok([definition]))


@pytest.fixture
def dual_write(service):
    table(service, "msdyn_dualwriteentitymap")
    table(service, "msdyn_dualwriteruntimeconfig")
    return DualWrite(service.dataverse)


def saved(name, version="1.0.0.0", *, managed=True):
    return {
        "msdyn_dualwriteentitymapid": "m1", "msdyn_name": name, "msdyn_displayname": None,
        "msdyn_version": version, "ismanaged": managed,
    }  # fmt: skip


async def test_saved_maps_are_listed_over_all_pages_without_their_content(service, dual_write):
    first = [
        saved("abc_[accounts - Customers V3]"),
        saved("x_[accounts - Customers V3]", "9.9.9.9"),
    ]
    service.answers(LISTED, ok(first, **{"@odata.nextLink": f"{MAPS}?page=2"}))
    service.answers(f"{MAPS}?page=2", ok([saved("odd", managed=False)]))
    found = await dual_write.saved_maps()
    assert [(m.key, m.version, m.is_managed) for m in found] == [
        ("accounts - customers v3", "1.0.0.0", True),
        ("accounts - customers v3", "9.9.9.9", True),
        ("", "1.0.0.0", False),
    ]
    assert all("msdyn_mapping" not in str(r.url) for r in service.asked)


async def test_a_page_of_maps_that_fails_makes_no_shorter_catalogue(service, dual_write):
    service.answers(LISTED, ok([], **{"@odata.nextLink": f"{MAPS}?page=2"}))
    service.answers(f"{MAPS}?page=2", httpx.Response(500))
    with pytest.raises(errors.Unavailable):
        await dual_write.saved_maps()


async def test_without_the_table_there_is_no_catalogue(service):
    service.has("table_absent")
    assert await DualWrite(service.dataverse).saved_maps() is None


async def test_contents_are_asked_for_only_where_they_are_wanted(service, dual_write):
    assert await dual_write.contents([]) == {}
    assert service.asked == []
    url = (
        f"{MAPS}?$select=msdyn_dualwriteentitymapid,msdyn_mapping"
        "&$filter=msdyn_dualwriteentitymapid eq m1"
    )
    row = {"msdyn_dualwriteentitymapid": "m1", "msdyn_mapping": mapping("1")}
    service.answers(url, ok([row]))
    assert (await dual_write.contents(["m1"]))["m1"].direction is Direction.TO_DATAVERSE


async def test_only_active_configurations_count(service, dual_write):
    url = (
        f"{API}/msdyn_dualwriteruntimeconfigs?$select=msdyn_unsecure,statecode"
        "&$filter=statecode eq 0"
    )
    rows = [
        {"msdyn_unsecure": unsecure(), "statecode": 0},
        {"msdyn_unsecure": unsecure("quotes", "CDS quotes"), "statecode": 1},
        {"msdyn_unsecure": "{", "statecode": 0},
    ]
    service.answers(url, ok(rows))
    assert [one.key for one in await dual_write.configured()] == [
        "salesorders - cds sales order headers", "",
    ]  # fmt: skip


async def test_configurations_that_may_not_be_read_are_an_error_and_not_an_empty_list(
    service, dual_write
):
    url = (
        f"{API}/msdyn_dualwriteruntimeconfigs?$select=msdyn_unsecure,statecode"
        "&$filter=statecode eq 0"
    )
    service.answers(url, httpx.Response(403, json={"error": {"code": "x", "message": "no"}}))
    with pytest.raises(errors.Forbidden):
        await dual_write.configured()


async def test_companies_keep_their_blanks_and_doubles(service, dual_write):
    rows = [{"cdm_companycode": code} for code in ("USMF", None, "USMF", " ")]
    service.answers(f"{API}/cdm_companies?$select=cdm_companycode", ok(rows))
    assert await dual_write.companies() == ["USMF", "", "USMF", " "]


async def test_application_users_come_with_their_roles(service, dual_write):
    url = (
        f"{API}/systemusers?$select=systemuserid,applicationid,isdisabled,fullname"
        "&$filter=applicationid eq A1&$expand=systemuserroles_association(%24select%3Dname)"
    )
    row = {
        "systemuserid": "u1", "applicationid": "A1", "isdisabled": False, "fullname": "# Dual",
        "systemuserroles_association": [{"name": "System Administrator"}],
    }  # fmt: skip
    service.answers(url, ok([row]))
    (user,) = await dual_write.application_users(["A1"])
    assert (user.application_id, user.is_enabled) == ("a1", True)
    assert user.roles == {"System Administrator"}


@pytest.mark.parametrize(("said", "count"), [("7", 7), ("0", 0), ("5000", COUNTED_UP_TO)])
async def test_a_count_goes_as_far_as_dataverse_counts(service, dual_write, said, count):
    service.answers(f"{API}/products/$count?$filter=x ne null", httpx.Response(200, text=said))
    assert await dual_write.count("products", "x ne null") == count


async def test_the_last_change_of_a_user_is_one_row(service, dual_write):
    only = "$filter=_modifiedby_value eq u1&$orderby=modifiedon desc"
    url = f"{API}/products?$select=modifiedon&{only}"
    service.answers(url, ok([{"modifiedon": "2026-03-04T05:06:07Z"}]))
    assert (await dual_write.last_change("products", "u1")).year == 2026
    service.answers(url, ok([]))
    assert await dual_write.last_change("products", "u1") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("abc_[accounts - Customers V3]", "accounts - customers v3"),
        ("[ accounts  -  Customers V3 ]", "accounts - customers v3"),
        ("accounts - Customers V3", "accounts - customers v3"),
        ("salesorders - A - B", "salesorders - a - b"),
        ("abc", ""),
        ("", ""),
    ],
)
def test_every_spelling_of_a_name_has_the_same_key(name, key):
    assert key_in(name) == key


def test_names_and_configurations_join_on_the_same_key():
    assert read_configured(unsecure()).key == key_in("m_[salesorders - CDS sales order headers]")


def unsecure(source="salesorders", destination="CDS sales order headers", **more):
    version = {"Major": 1, "Minor": 0, "Build": 0, "Revision": 5}
    said = {
        "ProjectId": "p1", "SourceEntityName": source, "SourceEnvironmentType": 1,
        "DestinationEntityName": destination, "DestinationEnvironmentType": 3,
        "EntityMapVersion": version, "FieldMappings": [],
    }  # fmt: skip
    return json.dumps({**said, **more})


def test_a_configuration_tells_project_and_version():
    found = read_configured(unsecure())
    assert (found.project_id, found.version) == ("p1", "1.0.0.5")


def test_a_configuration_written_from_the_other_side_is_the_same_map():
    turned = unsecure("Customers V3", "accounts", SourceEnvironmentType=3,
                      DestinationEnvironmentType=1)  # fmt: skip
    assert read_configured(turned).key == "accounts - customers v3"


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"SourceEntityName": 3}'])
def test_a_configuration_that_cannot_be_read_belongs_to_no_map(text):
    assert read_configured(text).key == ""


def mapping(*ways, destination="name"):
    fields = [{"syncDirection": way, "destinationField": destination} for way in ways]
    return json.dumps({"legs": [{"fieldMappings": fields}]})


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        (mapping("1"), Direction.TO_DATAVERSE),
        (mapping(1, 1), Direction.TO_DATAVERSE),
        (mapping("2"), Direction.TO_FINANCE),
        (mapping("3"), Direction.BOTH),
        (mapping("1", 2), Direction.BOTH),
        (mapping("1", "3"), Direction.BOTH),
        (mapping("Bidirectional"), Direction.BOTH),
        (mapping("Forward"), Direction.TO_DATAVERSE),
        (mapping("sideways"), Direction.NOT_READ),
        (mapping(), Direction.NOT_READ),
        ("{}", Direction.NOT_READ),
        ('{"legs": []}', Direction.NOT_READ),
        ('{"legs": [3]}', Direction.NOT_READ),
        ('{"legs": [{"fieldMappings": "x"}]}', Direction.NOT_READ),
        ("{", Direction.NOT_READ),
        ("", Direction.NOT_READ),
        (None, Direction.NOT_READ),
    ],
)
def test_which_way_a_map_copies_is_read_without_ever_raising(text, direction):
    assert read_mapping(text).direction is direction


def test_lookups_are_counted_once_each():
    text = mapping("3", "3", destination="msdyn_company.cdm_companycode")
    assert read_mapping(text).lookups == 1
