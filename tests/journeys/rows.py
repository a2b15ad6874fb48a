"""What stands in an organization of the practice tenant, to be compared before and after."""

from collections.abc import Mapping
from typing import TypeAlias

from app.practice.dataverse.associations import ASSOCIATIONS
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.tables import SITE, read_tables

Row: TypeAlias = Mapping[str, object]
Rows: TypeAlias = dict[tuple[str, str], Row]

STAMPS = {"versionnumber", "modifiedon", "_modifiedby_value", "createdon", "_createdby_value"}
"""Dataverse sets them itself."""
CONTENT = "annotation"


def rows_of(organization: Organization, tables) -> Rows:
    """By table and id."""
    return {
        (table, str(row[f"{table}id"])): dict(row)
        for table in tables
        for row in organization.store.rows(table)
    }


def everything(organization: Organization) -> Rows:
    return rows_of(organization, organization.tables)


def links(organization: Organization) -> dict[str, set[tuple[str, str]]]:
    return {name: set(organization.store.pairs(name)) for name in ASSOCIATIONS}


def site_tables() -> list[str]:
    return [name for name, table in read_tables().items() if table.group == SITE]
