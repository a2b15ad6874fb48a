"""Relationships between tables, in the words of metadata."""

from collections.abc import Iterable, Mapping

from app.practice.dataverse.associations import ASSOCIATIONS, INTERSECTS
from app.practice.dataverse.calls import Body
from app.practice.dataverse.naming import metadata_id
from app.practice.dataverse.tables import Column, Table

_KIND = "#Microsoft.Dynamics.CRM.{}RelationshipMetadata"


def many_to_one(table: Table) -> list[Body]:
    """The lookups of a table, also to tables that are not there."""
    return [
        _lookup(table, column, name, target)
        for column in table.columns.values()
        if column.is_lookup
        for name, targets in column.navigations.items()
        for target in targets
    ]


def one_to_many(tables: Mapping[str, Table], table: Table) -> list[Body]:
    """The lookups of all tables that lead to this one."""
    rows = (row for other in tables.values() for row in many_to_one(other))
    return [row for row in rows if row["ReferencedEntity"] == table.name]


def many_to_many(tables: Mapping[str, Table], table: Table) -> list[Body]:
    return [row for name, row in _pairs(tables) if table.name in ASSOCIATIONS[name]]


def every_relationship(tables: Mapping[str, Table], path: str) -> list[Body] | None:
    """Those of all tables, or of one type; None when the path means something else."""
    lookups = (row for table in tables.values() for row in many_to_one(table))
    pairs = (row for _, row in _pairs(tables))
    all_of = [*_of_kind("OneToMany", lookups), *_of_kind("ManyToMany", pairs)]
    place, _, cast = path.partition("/")
    if place != "RelationshipDefinitions":
        return None
    found = [row for row in all_of if not cast or row["@odata.type"] == f"#{cast}"]
    return found or None


def _of_kind(kind: str, rows: Iterable[Body]) -> Iterable[Body]:
    said: Body = {"@odata.type": _KIND.format(kind), "RelationshipType": f"{kind}Relationship"}
    return ({**said, **row} for row in rows)


def _pairs(tables: Mapping[str, Table]) -> Iterable[tuple[str, Body]]:
    for name, ends in ASSOCIATIONS.items():
        if all(end in tables for end in ends):
            yield name, _pair(name, ends)


def _lookup(table: Table, column: Column, navigation: str, target: str) -> Body:
    name = f"{table.name}_{navigation}"
    return {
        "MetadataId": metadata_id(f"{name} {target}"),
        "SchemaName": name,
        "ReferencingEntity": table.name,
        "ReferencingAttribute": column.name,
        "ReferencedEntity": target,
        "ReferencedAttribute": f"{target}id",
        "ReferencingEntityNavigationPropertyName": navigation,
        "CascadeConfiguration": {"Delete": "Cascade" if column.cascades else "RemoveLink"},
    }


def _pair(name: str, ends: tuple[str, str]) -> Body:
    row: Body = {
        "MetadataId": metadata_id(name),
        "SchemaName": name,
        "IntersectEntityName": INTERSECTS.get(name, name),
    }
    for number, end in enumerate(ends, start=1):
        row[f"Entity{number}LogicalName"] = end
        row[f"Entity{number}IntersectAttribute"] = f"{end}id"
        row[f"Entity{number}NavigationPropertyName"] = name
    return row
