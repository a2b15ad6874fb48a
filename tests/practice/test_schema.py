"""The tables here against what is known of the real ones."""

import json
from pathlib import Path

import pytest

from app.exports.kinds import BY_TABLE
from app.practice.dataverse.associations import ASSOCIATIONS
from app.practice.dataverse.tables import DUAL_WRITE, SITE, read_tables

SCHEMA = Path(__file__).parents[3] / "shared" / "reference" / "schema"
needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason="the schema files are not beside us")
TABLES = read_tables()
DESCRIBED = [name for name in TABLES if (SCHEMA / f"{name}.json").exists()]
SAME = {"Customer": "Lookup"}
# What Microsoft's newer reference pages and file formats say beyond the schema files.
LONGER = {("adx_webpage", "adx_copy"): 655_360}
NEWER = {
    "adx_migratedtofilecontent",
    "adx_filecontent",
    "adx_subgrid_name",
    "adx_subgrid_settings",
    "adx_notes_settings",
    "adx_timeline_settings",
    "adx_registerstartupscript",
}
ASSUMED = {"cdm_isenabledfordualwrite", "cdm_defaultowningteam"}
NOT_IN_CDM = {"salesorderdetailname"}


@needs_schema
@pytest.mark.parametrize("name", DESCRIBED)
def test_a_table_has_the_columns_that_the_real_one_has(name):
    known = json.loads((SCHEMA / f"{name}.json").read_text("utf-8"))
    table = TABLES[name]
    assert (table.entity_set, table.primary_id) == (known["entitySetName"], known["primaryId"])
    columns = {one["name"]: one for one in known["columns"]}
    for column in table.columns.values():
        real = columns.get(column.name)
        if real is None:
            allowed = NEWER | ASSUMED | NOT_IN_CDM
            assert column.name in allowed or is_shared(table, column.name), column.name
            continue
        assert column.type == SAME.get(real["type"], real["type"]), column.name
        longest = LONGER.get((name, column.name), real.get("maxLength"))
        assert column.length == longest, column.name
        targets = [one for one in real.get("targets", []) if not one.startswith("(")]
        if column.is_lookup and name not in ("annotation", "fileattachment"):
            assert list(column.targets) == targets, column.name
            assert column.property == real["valueProperty"]
        choices = {one["value"] for one in real.get("options", [])}
        assert not column.options or column.options == choices, column.name


def is_shared(table, name):
    """A column that every table has, or every one with an owner or a state."""
    standard = TABLES["adx_webrole"] if table.group == DUAL_WRITE else TABLES["organization"]
    return name in standard.columns or name.removesuffix("_name") in NEWER


@needs_schema
def test_no_column_of_a_site_table_is_missing():
    for name in DESCRIBED:
        if TABLES[name].group == SITE:
            known = json.loads((SCHEMA / f"{name}.json").read_text("utf-8"))
            missing = {one["name"] for one in known["columns"]} - set(TABLES[name].columns)
            assert missing == set(), name


def test_every_table_that_an_export_can_hold_is_known_or_named_here():
    """Community tables and the newest kinds are not described anywhere we know of."""
    assert set(BY_TABLE) - set(TABLES) == {
        "adx_communityforum",
        "adx_communityforumaccesspermission",
        "adx_forumthreadtype",
        "adx_uxcomponent",
    }


def test_every_relationship_joins_tables_that_are_there():
    assert {end for ends in ASSOCIATIONS.values() for end in ends} <= set(TABLES)


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
