"""`EntityDefinitions`: what tables and columns the organization has, in Dataverse's words."""

import re
from collections.abc import Callable

from app.practice.dataverse.answers import listing, only
from app.practice.dataverse.attributes import CASTS, attributes
from app.practice.dataverse.calls import Body, Json
from app.practice.dataverse.faults import Fault, bad_request, not_simulated
from app.practice.dataverse.naming import metadata_id
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.queries import Query
from app.practice.dataverse.relations import (
    every_relationship,
    many_to_many,
    many_to_one,
    one_to_many,
)
from app.practice.dataverse.tables import Table

_ONE = re.compile(r"(\w+)\((?:LogicalName='(\w+)'|([0-9a-fA-F-]{36}))\)")
_OF_TYPES = frozenset({"OptionSet", "GlobalOptionSet"})  # said of a column when it is asked for
_SHAPES = {  # of sets that can be empty, so that a query is judged all the same
    "Keys": ("SchemaName", "LogicalName", "EntityLogicalName", "KeyAttributes", "DisplayName",
             "EntityKeyIndexStatus"),
    "ManyToOneRelationships": ("SchemaName", "ReferencingEntity", "ReferencingAttribute",
                               "ReferencedEntity", "ReferencedAttribute", "RelationshipType",
                               "ReferencingEntityNavigationPropertyName"),
    "ManyToManyRelationships": ("SchemaName", "IntersectEntityName", "RelationshipType",
                                *(f"Entity{end}{what}" for end in (1, 2) for what in
                                  ("LogicalName", "IntersectAttribute",
                                   "NavigationPropertyName"))),
}  # fmt: skip
_SHAPES["OneToManyRelationships"] = _SHAPES["ManyToOneRelationships"]


class Metadata:
    def __init__(self, organization: Organization, keys_of: Callable[[Table], list[Body]]) -> None:
        self._organization = organization
        self._parts: dict[str, Callable[[Table], list[Body]]] = {
            "Attributes": attributes,
            "ManyToOneRelationships": many_to_one,
            "OneToManyRelationships": lambda table: one_to_many(organization.tables, table),
            "ManyToManyRelationships": lambda table: many_to_many(organization.tables, table),
            "Keys": keys_of,
        }

    def find(self, path: str, query: Query) -> Body | None:
        """The answer, or None when the path means something else."""
        if path == "EntityDefinitions":
            rows = [self._row(table, query) for table in self._organization.tables.values()]
            return listing(self._context(path), rows, query, _known(rows))
        if (rows := every_relationship(self._organization.tables, path)) is not None:
            return listing(self._context(path), rows, query, _known(rows))
        one, _, part = path.partition("/")
        found = _ONE.fullmatch(one)
        if not found or found.group(1) != "EntityDefinitions":
            return None
        table = self.table(found.group(2), found.group(3))
        if not part:
            row = self._row(table, query)
            context = self._context("EntityDefinitions/$entity")
            return {"@odata.context": context, **only(row, query, _known([row]))}
        return self._part(table, part, query)

    def table(self, name: str | None, its_id: str | None) -> Table:
        """By its name or by its id."""
        for table in self._organization.tables.values():
            if table.name == name or metadata_id(table.name) == (its_id or "").lower():
                return table
        raise Fault(404, "0x80060888", f"Could not find an entity with name {name or its_id}.")

    def _part(self, table: Table, path: str, query: Query) -> Body:
        """Its columns, relationships or keys, or one of them."""
        name, _, rest = path.partition("/")
        one = _ONE.fullmatch(name)
        part = one.group(1) if one else name
        cast = rest or ""
        if part not in self._parts or (cast and (part != "Attributes" or cast not in CASTS)):
            raise not_simulated(f"EntityDefinitions(...)/{path}")
        rows = attributes(table, cast) if cast else self._parts[part](table)
        rows = [_expanded(row, query) for row in rows]
        known = _known(rows) | frozenset(_SHAPES.get(part, ()))
        context = self._context(f"EntityDefinitions('{table.name}')/{part}")
        if not one:
            return listing(context, rows, query, known)
        for row in rows:
            if row["LogicalName"] == one.group(2) or row["MetadataId"] == one.group(3):
                return {"@odata.context": f"{context}/$entity", **only(row, query, known)}
        raise Fault(404, "0x80060888", f"Could not find '{one.group(2) or one.group(3)}'.")

    def _row(self, table: Table, query: Query) -> Body:
        row = _definition(table)
        for navigation, inner in query.expand:
            if navigation not in self._parts:
                raise bad_request(f"Could not find a property named '{navigation}'.")
            rows = self._parts[navigation](table)
            known = _known(rows) | frozenset(_SHAPES.get(navigation, ()))
            values: list[Json] = [only(one, inner, known) for one in rows]
            row[navigation] = values
        return row

    def _context(self, path: str) -> str:
        return f"{self._organization.root}$metadata#{path}"


def _definition(table: Table) -> Body:
    schema_name = f"Adx_{table.name[4:]}" if table.name.startswith("adx_") else table.name
    return {
        "MetadataId": metadata_id(table.name),
        "LogicalName": table.name,
        "SchemaName": schema_name,
        "EntitySetName": table.entity_set,
        "LogicalCollectionName": table.entity_set,
        "PrimaryIdAttribute": table.primary_id,
        "PrimaryNameAttribute": table.primary_name,
        "ObjectTypeCode": 10_000 + sum(table.name.encode()) % 1000,
        "ChangeTrackingEnabled": True,
        "IsOptimisticConcurrencyEnabled": True,
        "IsCustomEntity": table.name.startswith(("adx_", "msdyn_")),
        "IsPrivate": False,
        "HasNotes": table.name == "adx_webfile",
        "TableType": "Standard",
        "OwnershipType": "UserOwned" if table.is_owned else "OrganizationOwned",
    }


def _expanded(row: Body, query: Query) -> Body:
    """A column, with the option sets that were asked for and no others."""
    kept: Body = {name: value for name, value in row.items() if name not in _OF_TYPES}
    for name, inner in query.expand:
        if name not in row:
            raise bad_request(f"Could not find a property named '{name}'.")
        value = row[name]
        kept[name] = only(value, inner, frozenset(value)) if isinstance(value, dict) else value
    return kept


def _known(rows: list[Body]) -> frozenset[str]:
    return frozenset(key for row in rows for key in row)
