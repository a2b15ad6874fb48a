"""`EntityDefinitions`: what tables and columns the organization has, in Dataverse's words."""

from collections.abc import Callable
from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.answers import Body, Json, listing, only
from app.practice.dataverse.faults import Fault, bad_request, not_simulated
from app.practice.dataverse.organization import ASSOCIATIONS, Organization
from app.practice.dataverse.queries import Query
from app.practice.dataverse.tables import Column, Table

_PARTS: dict[str, Callable[[Organization, Table], list[Body]]] = {
    "Attributes": lambda _, table: [_attribute(table, c) for c in table.columns.values()],
    "ManyToOneRelationships": lambda _, table: [
        _many_to_one(table, c) for c in table.columns.values() if c.target
    ],
    "ManyToManyRelationships": lambda organization, table: [
        _many_to_many(name, ends)
        for name, ends in ASSOCIATIONS.items()
        if table.name in ends and all(end in organization.tables for end in ends)
    ],
}
_CASTS = {f"Microsoft.Dynamics.CRM.{kind}AttributeMetadata": kind for kind in ("String", "Memo")}


def definitions(organization: Organization, query: Query) -> Body:
    rows = [_definition(organization, table, query) for table in organization.tables.values()]
    return listing(_context(organization, "EntityDefinitions"), rows, query, _known(rows))


def definition(organization: Organization, name: str, part: str, query: Query) -> Body:
    """One table, or with `part` its columns or relationships."""
    table = organization.tables.get(name)
    if not table:
        raise Fault(404, "0x80060888", f"Could not find an entity with name {name}.")
    if not part:
        row = _definition(organization, table, query)
        context = _context(organization, "EntityDefinitions/$entity")
        return {"@odata.context": context, **only(row, query, _known([row]))}
    part, _, cast = part.partition("/")
    if part not in _PARTS or (cast and cast not in _CASTS):
        raise not_simulated(f"EntityDefinitions(...)/{part}/{cast}")
    rows = _PARTS[part](organization, table)
    if cast:
        rows = [row for row in rows if row.get("AttributeType") == _CASTS[cast]]
    else:
        rows = [{k: v for k, v in row.items() if k != "MaxLength"} for row in rows]
    context = _context(organization, f"EntityDefinitions('{name}')/{part}")
    return listing(context, rows, query, _known(rows or [_many_to_many("", ("", ""))]))


def _definition(organization: Organization, table: Table, query: Query) -> Body:
    schema_name = f"Adx_{table.name[4:]}" if table.name.startswith("adx_") else table.name
    row: Body = {
        "MetadataId": _id(table.name),
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
    for navigation, inner in query.expand:
        if navigation not in _PARTS:
            raise bad_request(f"Could not find a property named '{navigation}'.")
        rows = _PARTS[navigation](organization, table)
        known = _known(rows or [_many_to_many("", ("", ""))])
        values: list[Json] = [only(one, inner, known) for one in rows]
        row[navigation] = values
    return row


def _attribute(table: Table, column: Column) -> Body:
    is_id, is_name = column.name == table.primary_id, column.name == table.primary_name
    is_ours = column.name.startswith("adx_")
    row: Body = {
        "@odata.type": f"#Microsoft.Dynamics.CRM.{column.type}AttributeMetadata",
        "MetadataId": _id(f"{table.name}.{column.name}"),
        "LogicalName": column.name,
        "SchemaName": column.name,
        "AttributeType": column.type,
        "AttributeTypeName": {"Value": f"{column.type}Type"},
        "AttributeOf": None,
        "IsPrimaryId": is_id,
        "IsPrimaryName": is_name,
        "IsValidForRead": True,
        "IsValidForCreate": is_ours or column.name in ("statecode", "statuscode", "ownerid"),
        "IsValidForUpdate": (is_ours and not is_id) or column.name in ("statecode", "statuscode"),
        "RequiredLevel": {"Value": "SystemRequired" if is_id else "None"},
    }
    if column.type in _CASTS.values():
        row["MaxLength"] = column.length or 4000
    return row


def _many_to_one(table: Table, column: Column) -> Body:
    name = f"{table.name}_{column.name}"
    return {
        "MetadataId": _id(name),
        "SchemaName": name,
        "ReferencingEntity": table.name,
        "ReferencingAttribute": column.name,
        "ReferencedEntity": column.target,
        "ReferencedAttribute": f"{column.target}id",
        "ReferencingEntityNavigationPropertyName": column.name,
    }


def _many_to_many(name: str, ends: tuple[str, str]) -> Body:
    row: Body = {"MetadataId": _id(name), "SchemaName": name, "IntersectEntityName": name}
    for number, end in enumerate(ends, start=1):
        row[f"Entity{number}LogicalName"] = end
        row[f"Entity{number}IntersectAttribute"] = f"{end}id"
        row[f"Entity{number}NavigationPropertyName"] = name
    return row


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))


def _known(rows: list[Body]) -> frozenset[str]:
    return frozenset(key for row in rows for key in row)


def _context(organization: Organization, path: str) -> str:
    return f"{organization.origin}/api/data/v9.2/$metadata#{path}"
