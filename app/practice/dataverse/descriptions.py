"""Tables and what belongs to them, in the words of metadata."""

from collections.abc import Callable, Mapping
from functools import partial

from app.practice.dataverse.attributes import CASTS, attributes
from app.practice.dataverse.calls import Body
from app.practice.dataverse.key_definitions import KeyDefinitions
from app.practice.dataverse.naming import metadata_id
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.privileges import privileges
from app.practice.dataverse.relations import many_to_many, many_to_one, one_to_many
from app.practice.dataverse.tables import Table

Parts = Mapping[str, Callable[[Table], list[Body]]]
SHAPES = {  # of sets that can be empty, so that a query is judged all the same
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
SHAPES["OneToManyRelationships"] = SHAPES["ManyToOneRelationships"]


def parts_of_tables(organization: Organization) -> Parts:
    """What there is behind the name of a table, by the name of the set and of a type in it."""
    casts: Parts = {f"Attributes/{cast}": partial(attributes, cast=cast) for cast in CASTS}
    return {
        **casts,
        "Attributes": attributes,
        "ManyToOneRelationships": many_to_one,
        "OneToManyRelationships": lambda table: one_to_many(organization.tables, table),
        "ManyToManyRelationships": lambda table: many_to_many(organization.tables, table),
        "Keys": KeyDefinitions(organization).listed,
    }


def is_named(table: Table, name: str | None, its_id: str | None) -> bool:
    return table.name == name or metadata_id(table.name) == (its_id or "").lower()


def definition(table: Table) -> Body:
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
        "Privileges": privileges(table),
        "OwnershipType": "UserOwned" if table.is_owned else "OrganizationOwned",
    }
