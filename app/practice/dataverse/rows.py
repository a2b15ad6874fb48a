"""From the rows of an export to the rows Dataverse shows: typed, versioned, notes apart."""

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from app.exports.site import Row
from app.practice.dataverse.associations import ASSOCIATIONS
from app.practice.dataverse.filters import Entity, Value
from app.practice.dataverse.tables import Column, Table

_NUMBERS = frozenset({"Integer", "BigInt", "Picklist", "State", "Status"})
_FRACTIONS = frozenset({"Double", "Decimal", "Money"})
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_WEBSITE = "_adx_websiteid_value"
Pairs = dict[str, list[tuple[str, str]]]


class SiteRows:
    """The rows of one site, by table, with the links between them.

    Every row gets its own version, and a moment a little after the one before it. `unfit` counts
    what has no place in a table here: a table, a column, an association or a value.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        tables: Mapping[str, Table],
        website_id: str,
        made: datetime,
        step: timedelta = timedelta(seconds=1),
    ) -> None:
        self._tables, self._website_id = tables, website_id
        self.rows: dict[str, list[Entity]] = {name: [] for name in tables}
        self.pairs: Pairs = {}
        self.unfit: Counter[str] = Counter()
        for number, row in enumerate(sorted(rows, key=lambda row: (row.table, row.id))):
            if table := tables.get(row.table):
                self._add(row, table, made + number * step, 1_000_000 + number * 7)
            else:
                self.unfit[row.table] += 1

    def _add(self, row: Row, table: Table, changed: datetime, version: int) -> None:
        entity: Entity = dict.fromkeys(table.properties)
        moment = changed.strftime("%Y-%m-%dT%H:%M:%SZ")
        entity.update(createdon=moment, modifiedon=moment, versionnumber=version)
        if table.has_state:
            entity.update(statecode=0, statuscode=1)
        for name, text in row.columns.items():
            self._set(entity, table, name, text)
        entity[table.primary_id] = row.id
        if _WEBSITE in table.properties:
            entity[_WEBSITE] = entity[_WEBSITE] or self._website_id
        self.rows[table.name].append(entity)
        if row.content is not None:
            self.rows["annotation"].append(_note(row, entity, row.content))
        for association, ids in row.links.items():
            self._link(row, association, sorted(ids))

    def _set(self, entity: Entity, table: Table, name: str, text: str | None) -> None:
        column = table.columns.get(name)
        if not column or column.type == "File":
            self.unfit[f"{table.name}.{name}"] += 1
            return
        try:
            entity[column.property] = typed(column, text)
        except ValueError:
            self.unfit[f"{table.name}.{name}"] += 1

    def _link(self, row: Row, association: str, ids: list[str]) -> None:
        ends = ASSOCIATIONS.get(association, ())
        if row.table not in ends:
            self.unfit[association] += 1
            return
        near = ends.index(row.table)
        listed = self.pairs.setdefault(association, [])
        for other in ids:
            pair = (other, row.id) if near else (row.id, other)
            if pair not in listed:
                listed.append(pair)


def typed(column: Column, text: str | None) -> Value:
    """Raises ValueError for a text that is no value of the column's type."""
    if text is None or text == "":
        return None
    if column.type == "Boolean":
        return _truth(text)
    if column.type in _FRACTIONS:
        return float(text)
    return int(text) if column.type in _NUMBERS else text


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def _note(row: Row, file: Entity, content: bytes) -> Entity:
    """The content of a web file: a note that hangs on it."""
    name = row.columns.get("adx_partialurl") or row.columns.get("adx_name") or ""
    return {
        "annotationid": str(uuid5(NAMESPACE_OID, f"note {row.id}")),
        "filename": name,
        "mimetype": _KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
        "objecttypecode": "adx_webfile",
        "#objectid": "adx_webfile",
        "isdocument": True,
        "_objectid_value": row.id,
        "documentbody": base64.b64encode(content).decode(),
        "filesize": len(content),
        "createdon": file["createdon"],
        "modifiedon": file["modifiedon"],
        "versionnumber": int(file["versionnumber"] or 0) + 1,
    }
