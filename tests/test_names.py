"""Every name of Dataverse that stands in the code is one that is written down in the schema.

A misspelt column is refused by Dataverse only when somebody gets there, in their environment.
"""

import pytest

from app.exports.kinds import ASSOCIATIONS as LISTED
from app.exports.kinds import KINDS, MULTI_CHOICE
from app.merge import table_list
from app.merge.tables import BOOKKEEPING, COLUMN_KINDS, LOOKUPS, Kind
from app.microsoft import dual_write, requirements
from app.microsoft.dataverse import replies
from app.microsoft.site_configuration import NOT_CONFIGURATION, SITE_TABLES
from tests.naming import modules, names_in, selected, texts
from tests.schema import read_schema

SCHEMA = read_schema()
MODULES = list(modules())
NAMES = SCHEMA.names
COLUMNS = {name for table in SCHEMA.tables.values() for name in table.columns}
SITE = {name: table for name, table in SCHEMA.tables.items() if name.startswith("adx_")}
LINKS = {name.lower(): ends for name, ends in SCHEMA.links.items()}

NO_NAMES_OF_DATAVERSE = {
    "adx_childTablePermissions": "a key that pac writes into files",
}
OF_A_FILE = {"content", "filename", "mimetype"}
"""Of a web file's note: in the merge they stand beside the columns of the file."""
METADATA = {
    "LogicalName", "EntitySetName", "PrimaryIdAttribute", "PrimaryNameAttribute", "MaxLength",
    "ChangeTrackingEnabled", "Privileges",
}  # fmt: skip
READ = {
    replies.User: "systemuser",
    replies.Role: "role",
    replies.Solution: "solution",
    dual_write._Map: "msdyn_dualwriteentitymap",
    dual_write._Content: "msdyn_dualwriteentitymap",
    dual_write._Configuration: "msdyn_dualwriteruntimeconfig",
    dual_write._Company: "cdm_company",
    requirements._Team: "team",
    requirements._Unit: "businessunit",
    requirements._Assembly: "pluginassembly",
    requirements._Step: "sdkmessageprocessingstep",
    requirements._Organization: "organization",
}
KINDS_OF = {
    Kind.BOOLEAN: {"Boolean"},
    Kind.NUMBER: {"Integer", "Picklist", "State", "Status", "Decimal", "Double"},
    Kind.DATE: {"DateTime"},
    Kind.CHOICES: {"MultiSelectPicklist"},
    Kind.LOOKUP: {"Lookup"},
    Kind.LONG_TEXT: {"Memo", "String", "File"},
    Kind.JSON: {"Memo", "String"},
}


def test_every_name_in_a_literal_is_known():
    unknown = {
        f"{path}: {name}"
        for path, tree in MODULES
        for text in texts(tree)
        for name in names_in(text)
        if name not in NAMES and name not in NO_NAMES_OF_DATAVERSE
    }
    assert unknown == set()


def test_every_column_that_is_selected_is_one_of_the_set_it_is_read_from():
    anywhere = {name for table in SCHEMA.tables.values() for name in table.properties}
    found = 0
    for path, tree in MODULES:
        if path.parts[1] == "practice":
            continue
        for entity_set, column in selected(tree):
            found += 1
            table = SCHEMA.entity_sets.get(entity_set)
            known = table.properties if table else anywhere | METADATA
            assert column in known, f"{path}: {entity_set}.{column}"
    assert found > 30


@pytest.mark.parametrize("model", READ, ids=lambda model: model.__name__)
def test_what_is_read_of_a_row_is_a_column_of_its_table(model):
    table = SCHEMA.tables[READ[model]]
    known = table.properties | {name for name, ends in SCHEMA.links.items() if table.name in ends}
    assert {field.alias or name for name, field in model.model_fields.items()} <= known


@pytest.mark.parametrize("table", SITE_TABLES, ids=lambda table: table.name)
def test_a_table_of_a_site_is_reached_by_its_lookups(table):
    here = SCHEMA.tables[table.name]
    for step in table.path:
        column = here.columns[step]
        assert column.navigations == (step,)
        [target] = column.targets
        here = SCHEMA.tables[target]
    if table.name not in ("adx_website", "adx_portallanguage"):
        assert "adx_websiteid" in here.columns
    for link in table.links:
        assert table.name in SCHEMA.links[link]


def test_what_is_left_out_of_a_site_are_columns():
    assert NOT_CONFIGURATION - {"organizationid"} <= COLUMNS
    assert BOOKKEEPING <= COLUMNS


@pytest.mark.parametrize("table", table_list.TABLES.values(), ids=lambda table: table.name)
def test_what_the_merge_says_of_a_table_is_said_of_its_columns(table):
    if table.name in SCHEMA.only:
        assert not [column for column in table.kinds if column.startswith("adx_")]
        return
    known = {**SCHEMA.tables[table.name].columns}
    parts = [table.key, table.tie_breakers, (table.title,), table.kinds, table.own, table.guards]
    parts += [*table.together, table.required, table.lengths]
    named = {column for part in parts for column in part}
    assert named - set(known) - (OF_A_FILE if table.name == "adx_webfile" else set()) == set()
    for column, longest in table.lengths.items():
        assert known[column].length in (longest, None), column
    for column, kind in table.kinds.items():
        assert known[column].type in KINDS_OF[kind], column


@pytest.mark.parametrize("column", COLUMN_KINDS)
def test_a_column_is_compared_as_what_it_is(column):
    types = {
        table.columns[column].type
        for table in SITE.values()
        if column in table.columns and column != table.primary_id
    }
    assert types
    assert types <= KINDS_OF[COLUMN_KINDS[column]], column


@pytest.mark.parametrize("column", LOOKUPS)
def test_a_lookup_leads_where_the_merge_takes_it(column):
    targets = {
        table.columns[column].targets
        for table in SITE.values()
        if column in table.columns and column != table.primary_id
    }
    assert targets == {(LOOKUPS[column],)}


def test_links_lead_where_the_merge_takes_them():
    for name, target in table_list.ASSOCIATIONS.items():
        assert target in LINKS[name]
    assert set(LINKS) >= table_list.NEVER_LINKED
    assert set(SCHEMA.links) >= LISTED
    assert {*SCHEMA.tables, *SCHEMA.only} >= table_list.NEVER_MERGED


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_files_hold_columns_of_their_table(kind):
    if kind.table in SCHEMA.only:
        assert (kind.language, kind.parent) == ("", "")
        assert not [column for column in kind.texts if column.startswith("adx_")]
        return
    named = {*kind.texts, kind.title, kind.language, kind.parent, kind.id_column} - {""}
    assert named <= set(SCHEMA.tables[kind.table].columns)


def test_columns_of_several_choices_are_such_columns():
    for column in MULTI_CHOICE:
        types = {table.columns[column].type for table in SITE.values() if column in table.columns}
        assert types == {"MultiSelectPicklist"}
