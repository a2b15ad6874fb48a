"""Columns, in the words of metadata."""

from app.practice.dataverse.calls import Body
from app.practice.dataverse.choices import SETS, label_of, options_of
from app.practice.dataverse.naming import metadata_id
from app.practice.dataverse.tables import Column, Table

_VIRTUAL = {"File": "Virtual", "MultiSelectPicklist": "Virtual"}
_ONCE = frozenset({"overriddencreatedon", "importsequencenumber"})  # on create only
_TITLES = {"cdm_defaultowningteam": "Default owning team"}
_TEXTS = frozenset({"String", "Memo"})
_CHOOSING = SETS | {"Boolean"}
CASTS = {f"Microsoft.Dynamics.CRM.{kind}AttributeMetadata": kind for kind in _TEXTS | _CHOOSING}
"""The types that can be asked for by name; then what is their own is told as well."""


def attributes(table: Table, cast: str = "") -> list[Body]:
    """Without `cast`, what columns of every type have; with it, those of one type, in full."""
    columns = table.columns.values()
    if not cast:
        return [_attribute(table, column) for column in columns]
    kind = CASTS[cast]
    return [
        {**_attribute(table, column), **_own(table, column)}
        for column in columns
        if column.type == kind
    ]


def _attribute(table: Table, column: Column) -> Body:
    is_id, is_name = column.name == table.primary_id, column.name == table.primary_name
    can_be_written = not column.is_read_only
    return {
        "@odata.type": f"#Microsoft.Dynamics.CRM.{column.type}AttributeMetadata",
        "MetadataId": metadata_id(f"{table.name}.{column.name}"),
        "LogicalName": column.name,
        "SchemaName": column.name,
        "DisplayName": label_of(_TITLES.get(column.name, column.name)),
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


def _own(table: Table, column: Column) -> Body:
    """What only columns of its type have. Option sets come when they are expanded."""
    if column.type in _TEXTS:
        return {"MaxLength": column.longest}
    options = {"MetadataId": metadata_id(f"options of {table.name}.{column.name}")}
    own: Body = {"OptionSet": {**options, **options_of(table, column)}}
    return own if column.type == "Boolean" else {**own, "GlobalOptionSet": None}


def _required(table: Table, column: Column) -> str:
    if column.name in (table.primary_id, "statecode", "ownerid"):
        return "SystemRequired"
    return "ApplicationRequired" if column.is_required else "None"
