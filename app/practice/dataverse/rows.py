"""From the rows of an export to the rows Dataverse shows: typed, versioned, notes apart."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from app.exports.site import Row
from app.practice.dataverse.filters import Entity, Value
from app.practice.dataverse.tables import Column, Table

_NUMBERS = frozenset({"Integer", "BigInt", "Picklist", "State", "Status"})
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def entities(
    rows: Sequence[Row], tables: Mapping[str, Table], website_id: str, made: datetime
) -> dict[str, list[Entity]]:
    """By table. Every row gets its own version; a row of a site points to its website."""
    found: dict[str, list[Entity]] = {name: [] for name in tables}
    for number, row in enumerate(sorted(rows, key=lambda row: (row.table, row.id))):
        table = tables[row.table]
        entity = _entity(row, table, made + timedelta(seconds=number), 1_000_000 + number * 7)
        if "adx_websiteid" in table.columns and row.table != "adx_website":
            entity["_adx_websiteid_value"] = website_id
        found[row.table].append(entity)
        if row.content is not None:
            found["annotation"].append(_note(row, entity, row.content))
    return found


def pairs(rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for association, ids in row.links.items():
            found.setdefault(association, []).extend((row.id, other) for other in sorted(ids))
    return found


def _entity(row: Row, table: Table, changed: datetime, version: int) -> Entity:
    entity: Entity = dict.fromkeys(table.properties)
    moment = changed.strftime("%Y-%m-%dT%H:%M:%SZ")
    entity.update(createdon=moment, modifiedon=moment, versionnumber=version)
    if table.has_state:
        entity.update(statecode=0, statuscode=1)
    for name, text in row.columns.items():
        if column := table.columns.get(name):
            entity[column.property] = typed(column, text)
    entity[table.primary_id] = row.id
    return entity


def typed(column: Column, text: str | None) -> Value:
    if text is None or text == "":
        return None
    if column.type == "Boolean":
        return text.lower() == "true"
    return int(text) if column.type in _NUMBERS else text


def _note(row: Row, file: Entity, content: bytes) -> Entity:
    """The content of a web file: a note that hangs on it."""
    name = row.columns.get("adx_partialurl") or ""
    return {
        "annotationid": str(uuid5(NAMESPACE_OID, f"note {row.id}")),
        "filename": name,
        "mimetype": _KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
        "objecttypecode": "adx_webfile",
        "isdocument": True,
        "_objectid_value": row.id,
        "documentbody": base64.b64encode(content).decode(),
        "filesize": len(content),
        "createdon": file["createdon"],
        "modifiedon": file["modifiedon"],
        "versionnumber": int(file["versionnumber"] or 0) + 1,
    }
