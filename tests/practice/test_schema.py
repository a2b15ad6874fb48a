"""The tables here against what is written down of the real ones, in `tests/wire/schema.txt`."""

import pytest

from app.exports.kinds import BY_TABLE
from app.practice.dataverse.associations import ASSOCIATIONS
from app.practice.dataverse.tables import SITE, read_tables
from tests.schema import read_schema

SCHEMA = read_schema()
TABLES = read_tables()
SAME = {"Customer": "Lookup"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_columns_that_the_real_one_has(name):
    ours, real = TABLES[name], SCHEMA.tables[name]
    assert (ours.entity_set, ours.primary_id) == (real.entity_set, real.primary_id)
    assert ours.primary_name == real.primary_name
    assert (ours.is_owned, ours.has_state) == (real.is_owned, real.has_state)
    assert set(ours.columns) <= set(real.columns)
    for column in ours.columns.values():
        known = real.columns[column.name]
        assert column.type == SAME.get(known.type, known.type), column.name
        assert column.length == known.length, column.name
        assert column.property == known.property
        assert set(column.targets) == set(known.targets), column.name
        assert not column.options or column.options == set(known.options), column.name
        if column.is_lookup:
            assert set(column.navigations) == set(known.navigations)


@pytest.mark.parametrize("name", [name for name in TABLES if TABLES[name].group == SITE])
def test_no_column_of_a_site_table_is_missing(name):
    """But for what is only assumed of it."""
    columns = SCHEMA.tables[name].columns.values()
    proven = {column.name for column in columns if SCHEMA.certainty(column) != "assumed"}
    assert proven <= set(TABLES[name].columns)


def test_every_table_that_an_export_can_hold_is_known_or_named_here():
    """Community tables and the newest kinds are not described anywhere we know of."""
    assert set(BY_TABLE) - set(TABLES) == {
        "adx_communityforum",
        "adx_communityforumaccesspermission",
        "adx_forumthreadtype",
        "adx_uxcomponent",
    }


def test_every_relationship_is_known_and_joins_tables_that_are_there():
    assert {end for ends in ASSOCIATIONS.values() for end in ends} <= set(TABLES)
    assert {name: SCHEMA.links.get(name) for name in ASSOCIATIONS} == ASSOCIATIONS


def test_lookups_that_take_rows_along_are_the_documented_ones():
    taken = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns.values()
        if column.cascades
    }
    assert ("adx_webpage", "adx_websiteid") in taken
    assert ("adx_sitesetting", "adx_websiteid") in taken
    assert ("adx_entitypermission", "adx_parententitypermission") in taken
    for orphan in ("adx_webtemplate", "adx_entitypermission", "adx_entitylist", "adx_webform"):
        assert (orphan, "adx_websiteid") not in taken
    for page in ("adx_parentpageid", "adx_rootwebpageid", "adx_pagetemplateid"):
        assert ("adx_webpage", page) not in taken
