"""What is written down of Dataverse's tables, against the references it was taken from."""

import json
import re

import pytest

from tests.schema import REFERENCE, KnownColumn, read_schema

needs_references = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the references are not beside this folder"
)
SCHEMA = read_schema()
REFERRED = [name for name in SCHEMA.tables if (REFERENCE / f"{name}.json").exists()]
WHOLE = [name for name in REFERRED if name.startswith("adx_")]
"""Of the tables of a site every column is written down: whole rows of them are read and merged."""

DEVIATIONS = {
    (
        "adx_webpage",
        "adx_copy",
    ): "655,360 in the base package as installed; less in the model",
    ("adx_columnpermissionprofile", "adx_allcolumnpermissions"): "several choices (power-pages"
    " 3.1); the file took the type from values in exports",
}
NOT_REFERRED = {
    "adx_filecontent": "file columns came with a newer base package (power-pages 3.3)",
    "adx_filecontent_name": "the name that goes with a file column",
    "adx_migratedtofilecontent": "the same",
    "adx_website_version": "power-pages 3.1",
    "adx_subgrid_name": "not in the exports collected; in newer ones",
    "adx_subgrid_settings": "power-pages 3.1",
    "adx_notes_settings": "power-pages 3.1",
    "adx_timeline_settings": "power-pages 3.1",
    "adx_registerstartupscript": "power-pages 3.1; not in the steps collected",
    "adx_onsavefromattribute": "filled as a step's field is; not in exports",
    "adx_prepopulatefromattribute": "the same",
    "adx_onsavevalue": "power-pages 3.1",
    "adx_prepopulatevalue": "power-pages 3.1",
    "adx_calendar_views": "power-pages 3.1 speaks of calendar columns",
    "adx_onsuccess": "steps say where to go, as forms do; not in the exports collected",
    "adx_redirecturl": "the same",
    "adx_sectionname": "a step's fields are named as a form's are; not in the exports collected",
    "adx_tabname": "the same",
    "salesorderdetailname": "missing in the Common Data Model's file",
    "msdyn_billingaccount": "the documented map Customers V3 (accounts); not in the file",
    "msdyn_customergroupid": "the same",
    "msdyn_paymentterms": "the same",
    "msdyn_sellable": "the documented map Customers V3 (contacts); not in the file",
    "cdm_isenabledfordualwrite": "in Business Central's table CRM Company",
    "cdm_defaultowningteam": "the same",
}
NO_TARGET_GIVEN = {
    ("adx_entityformmetadata", "adx_entityformforcreate"): "a form, by its name and by exports",
    ("fileattachment", "objectid"): "tables with file columns; those of a site are written down",
}
PARTIAL = "partial"
SURE = ("unknown", "inferred", "seen", "documented")


def referred(name):
    return json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))


@needs_references
@pytest.mark.parametrize("name", REFERRED)
def test_a_table_is_named_as_the_references_name_it(name):
    real, ours = referred(name), SCHEMA.tables[name]
    assert (ours.entity_set, ours.primary_id) == (real["entitySetName"], real["primaryId"])
    assert real["primaryName"] in (ours.primary_name, "UNKNOWN")
    if not real["certainty"].startswith(PARTIAL):
        names = {column["name"] for column in real["columns"]}
        assert (ours.is_owned, ours.has_state) == ("ownerid" in names, "statecode" in names)


@needs_references
@pytest.mark.parametrize("name", REFERRED)
def test_a_column_is_described_as_the_references_describe_it(name):
    real = {column["name"]: column for column in referred(name)["columns"]}
    shared = SCHEMA.tables["adx_webrole"].columns
    for column in SCHEMA.tables[name].columns.values():
        if column.name in real:
            compare(name, column, real[column.name])
        else:
            assert column.name in NOT_REFERRED or column == shared.get(column.name), column.name


def compare(table: str, ours: KnownColumn, real: dict) -> None:
    where = f"{table}.{ours.name}"
    if (table, ours.name) not in DEVIATIONS:
        assert (ours.type, ours.length) == (real["type"], real.get("maxLength")), where
    choices = [one["value"] for one in real.get("options", [])]
    choices = [value for value in choices if not isinstance(value, bool)]
    assert not ours.options or list(ours.options) == choices, where
    if not ours.is_lookup:
        return
    assert ours.property == real["valueProperty"], where
    targets = [one for one in real.get("targets", []) if "(" not in one]
    if not targets:
        assert (table, ours.name) in NO_TARGET_GIVEN or not ours.targets, where
        return
    assert list(ours.targets) == targets, where
    assert list(ours.navigations) == [one for one in real["navigation"] if "<" not in one], where
    said = real["navigationCertainty"].partition(" ")[0].lower()
    assert SURE.index(ours.navigation_certainty) <= SURE.index(said), where


@needs_references
@pytest.mark.parametrize("name", WHOLE)
def test_no_column_of_a_site_table_is_left_out(name):
    real = {column["name"] for column in referred(name)["columns"]}
    assert real <= set(SCHEMA.tables[name].columns)


@needs_references
def test_sources_are_those_that_the_references_name():
    for name in REFERRED:
        real = {column["name"]: column["sources"] for column in referred(name)["columns"]}
        shared = {*SCHEMA.tables["adx_webrole"].columns, SCHEMA.tables[name].primary_id}
        for column in SCHEMA.tables[name].columns.values():
            said = set(real.get(column.name, ()))
            if said and column.name not in shared:
                assert set(column.sources) - {"fse", "pages"} == said, f"{name}.{column.name}"


@needs_references
def test_every_deviation_is_still_one():
    for table, column in DEVIATIONS:
        [real] = [one for one in referred(table)["columns"] if one["name"] == column]
        ours = SCHEMA.tables[table].columns[column]
        assert (ours.type, ours.length) != (real["type"], real.get("maxLength"))
    named = {name for table in REFERRED for name in SCHEMA.tables[table].columns}
    assert set(NOT_REFERRED) <= named


def test_every_column_has_a_source_that_the_legend_explains():
    for table in SCHEMA.tables.values():
        for column in table.columns.values():
            assert SCHEMA.certainty(column)
            assert bool(column.navigation_certainty) is column.is_lookup, column.name


def test_every_relationship_joins_tables_that_are_written_down():
    ends = {end for link in SCHEMA.links.values() for end in link}
    assert ends <= {*SCHEMA.tables, *SCHEMA.only}


@needs_references
def test_names_without_a_table_stand_in_the_references_or_are_marked_as_assumed():
    told = " ".join(path.read_text("utf-8") for path in REFERENCE.parent.glob("*.md"))
    for name, source in SCHEMA.only.items():
        assert (re.search(rf"\b{name}\b", told) is None) is (source == "none"), name
