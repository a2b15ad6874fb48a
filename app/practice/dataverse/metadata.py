"""`EntityDefinitions`: what tables and columns the organization has, in Dataverse's words."""

from collections.abc import Callable
from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.answers import listing, only
from app.practice.dataverse.associations import ASSOCIATIONS, INTERSECTS
from app.practice.dataverse.calls import Body, Json
from app.practice.dataverse.faults import Fault, bad_request, not_simulated
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.queries import Query
from app.practice.dataverse.tables import Column, Table

_PARTS: dict[str, Callable[[Organization, Table], list[Body]]] = {
    "Attributes": lambda _, table: [_attribute(table, c) for c in table.columns.values()],
    "ManyToOneRelationships": lambda _, table: [
        _many_to_one(table, c, name, target)
        for c in table.columns.values()
        if c.is_lookup
        for name, targets in c.navigations.items()
        for target in targets
    ],
    "ManyToManyRelationships": lambda organization, table: [
        _many_to_many(name, ends)
        for name, ends in ASSOCIATIONS.items()
        if table.name in ends and all(end in organization.tables for end in ends)
    ],
}
_VIRTUAL = {"File": "Virtual", "MultiSelectPicklist": "Virtual"}
_ONCE = frozenset({"overriddencreatedon", "importsequencenumber"})  # on create only
_TITLES = {"cdm_defaultowningteam": "Default owning team"}
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
    can_be_written = not column.is_read_only
    row: Body = {
        "@odata.type": f"#Microsoft.Dynamics.CRM.{column.type}AttributeMetadata",
        "MetadataId": _id(f"{table.name}.{column.name}"),
        "LogicalName": column.name,
        "SchemaName": column.name,
        "DisplayName": _label(_TITLES.get(column.name, column.name)),
        "AttributeType": _VIRTUAL.get(column.type, column.type),
        "AttributeTypeName": {"Value": f"{column.type}Type"},
        "AttributeOf": None,
        "IsPrimaryId": is_id,
        "IsPrimaryName": is_name,
        "IsValidForRead": True,
        "IsValidForCreate": can_be_written,
        "IsValidForUpdate": can_be_written and not is_id and column.name not in _ONCE,
        "RequiredLevel": {"Value": _required(table, column)},
    }
    if column.type in _CASTS.values():
        row["MaxLength"] = column.longest
    return row


def _required(table: Table, column: Column) -> str:
    if column.name in (table.primary_id, "statecode", "ownerid"):
        return "SystemRequired"
    return "ApplicationRequired" if column.is_required else "None"


def _label(text: str) -> Json:
    label: Json = {"Label": text, "LanguageCode": 1033}
    return {"LocalizedLabels": [label], "UserLocalizedLabel": label}


def _many_to_one(table: Table, column: Column, navigation: str, target: str) -> Body:
    name = f"{table.name}_{navigation}"
    return {
        "MetadataId": _id(f"{name} {target}"),
        "SchemaName": name,
        "ReferencingEntity": table.name,
        "ReferencingAttribute": column.name,
        "ReferencedEntity": target,
        "ReferencedAttribute": f"{target}id",
        "ReferencingEntityNavigationPropertyName": navigation,
        "CascadeConfiguration": {"Delete": "Cascade" if column.cascades else "RemoveLink"},
    }


def _many_to_many(name: str, ends: tuple[str, str]) -> Body:
    row: Body = {
        "MetadataId": _id(name),
        "SchemaName": name,
        "IntersectEntityName": INTERSECTS.get(name, name),
    }
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
    return f"{organization.root}$metadata#{path}"
