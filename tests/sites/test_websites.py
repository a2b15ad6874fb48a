"""Which websites an organization has, of either model."""

import pytest

from app.microsoft.dataverse import Column, TableShape
from app.sites.websites import Model, find_websites

pytestmark = pytest.mark.anyio

ONE, OTHER, NEWER = (f"11111111-2222-4333-8444-00000000000{n}" for n in (1, 2, 3))
TABLES = {
    "adx_website": [
        {"adx_websiteid": ONE.upper(), "adx_name": "Zebra", "statecode": 0,
         "adx_website_version": "9.3", "createdon": "2024-01-02T03:04:05Z"},
        {"adx_websiteid": OTHER, "adx_name": "anna", "statecode": 1},
    ],
    "adx_websitebinding": [
        {"adx_websitebindingid": "x", "adx_name": "b.powerappsportals.com",
         "_adx_websiteid_value": ONE},
        {"adx_websitebindingid": "y", "adx_name": "a.contoso.com", "_adx_websiteid_value": ONE},
    ],
    "powerpagesite": [
        {"powerpagesiteid": NEWER, "name": "New", "datamodelversion": "2.0"},
    ],
}  # fmt: skip


class Organization:
    """What `find_websites` asks of Dataverse, with these tables in it."""

    def __init__(self, tables=None):
        self.tables = TABLES if tables is None else tables

    async def shape(self, table):
        if table not in self.tables:
            return None
        found = {key for row in self.tables[table] for key in row}
        names = {name.removeprefix("_").removesuffix("_value"): name for name in found}
        columns = {
            plain: Column(plain, "Lookup" if shown != plain else "String", True, True, True)  # noqa: FBT003
            for plain, shown in names.items()
        }
        return TableShape(table, f"{table}s", f"{table}id", "", columns, {}, {})

    async def rows(self, entity_set, **asked):
        for row in self.tables[entity_set.removesuffix("s")]:
            yield {name: row.get(name) for name in asked["select"]}


async def test_each_site_says_how_it_is_stored_and_under_which_names_it_is_served():
    anna, new, zebra = await find_websites(Organization())
    assert (zebra.id, zebra.version, zebra.is_active) == (ONE, "9.3", True)
    assert zebra.hosts == ("a.contoso.com", "b.powerappsportals.com")
    assert (anna.name, anna.hosts, anna.is_active) == ("anna", (), False)
    assert (new.model, new.is_writable) == (Model.ENHANCED, False)
    assert all(site.is_writable for site in (anna, zebra))


async def test_an_organization_without_portal_tables_has_no_sites():
    assert await find_websites(Organization({})) == []


async def test_a_column_that_an_older_table_lacks_is_not_asked_for():
    [site] = await find_websites(
        Organization({"adx_website": [{"adx_websiteid": ONE, "adx_name": "Old"}]})
    )
    assert (site.version, site.is_active) == ("", True)
