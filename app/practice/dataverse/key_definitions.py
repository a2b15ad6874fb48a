"""`EntityDefinitions(...)/Keys`: alternate keys as makers define them, and take them away."""

import re
from uuid import uuid4

from app.practice.dataverse.calls import Body, Call, Json, Reply
from app.practice.dataverse.choices import label_of
from app.practice.dataverse.faults import Fault, bad_payload, duplicate
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.keys import ACTIVE, FAILED, KEPT_AS, Key, keys_of
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.tables import Table

_PATH = re.compile(r"EntityDefinitions\(LogicalName='(\w+)'\)/Keys(?:\(([0-9a-fA-F-]{36})\))?")
_ABLE = frozenset({"String", "Integer", "Decimal", "DateTime", "Lookup", "Picklist"})
_MOST_COLUMNS = 16


class KeyDefinitions:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def listed(self, table: Table) -> list[Body]:
        return [_shown(table, key) for key in keys_of(self._organization, table)]

    def change(self, call: Call) -> Reply | None:
        """The answer to a definition or a removal, or None when the call means something else."""
        found = _PATH.fullmatch(call.path)
        if not found:
            return None
        table = self._organization.tables.get(found.group(1))
        if not table:
            raise Fault(404, "0x80060888", f"Could not find an entity with name {found.group(1)}.")
        if call.method == "POST" and not found.group(2):
            return self._define(table, call.json())
        if call.method == "DELETE" and found.group(2):
            return self._remove(table, found.group(2).lower())
        raise Fault(405, "0x0", f"{call.method} does not fit the keys of a table.")

    def _define(self, table: Table, body: Body) -> Reply:
        name, columns = body.get("SchemaName"), _columns(table, body.get("KeyAttributes"))
        if not isinstance(name, str) or not re.fullmatch(r"\w{1,100}", name):
            raise bad_payload(table.name, "A key needs a SchemaName.")
        for key in keys_of(self._organization, table):
            is_same = {one.name for one in key.columns} == set(columns)
            if is_same or key.name.lower() == name.lower():
                raise duplicate(f"The key {key.name} is there already.")
        properties = [table.columns[one].property for one in columns]
        its_id = str(uuid4())
        row: Entity = {
            "entitykeyid": its_id,
            "table": table.name,
            "schemaname": name,
            "title": _title(body.get("DisplayName")),
            "attributes": ",".join(columns),
            "status": ACTIVE if self._are_apart(table, properties) else FAILED,
        }
        self._organization.store.put(KEPT_AS, row)
        root = self._organization.root
        place = f"{root}EntityDefinitions(LogicalName='{table.name}')/Keys({its_id})"
        return Reply(204, headers={"OData-EntityId": place, "Location": place})

    def _are_apart(self, table: Table, properties: list[str]) -> bool:
        """The index of a key cannot be built over rows that it would not allow."""
        values = [
            tuple(str(row[name]).casefold() for name in properties)
            for row in self._organization.rows(table.name)
            if all(row.get(name) is not None for name in properties)
        ]
        return len(values) == len(set(values))

    def _remove(self, table: Table, its_id: str) -> Reply:
        if its_id not in [key.id for key in keys_of(self._organization, table)]:
            raise Fault(404, "0x80060888", f"Could not find a key with id {its_id}.")
        now = self._organization.clock.now()
        self._organization.store.delete(KEPT_AS, its_id, now)
        return Reply(204)


def _columns(table: Table, given: Json) -> list[str]:
    names = [str(one) for one in given] if isinstance(given, list) else []
    if not names or len(names) > _MOST_COLUMNS or len(set(names)) < len(names):
        reason = f"A key has 1 to {_MOST_COLUMNS} different columns."
        raise bad_payload(table.name, reason)
    for name in names:
        column = table.columns.get(name)
        if not column or column.type not in _ABLE:
            raise bad_payload(table.name, f"The column '{name}' cannot be part of a key.")
    return names


def _title(given: Json) -> str:
    labels = given.get("LocalizedLabels") if isinstance(given, dict) else None
    first = labels[0] if isinstance(labels, list) and labels else None
    return str(first.get("Label") or "") if isinstance(first, dict) else ""


def _shown(table: Table, key: Key) -> Body:
    names: list[Json] = [column.name for column in key.columns]
    return {
        "MetadataId": key.id,
        "SchemaName": key.name,
        "LogicalName": key.name.lower(),
        "EntityLogicalName": table.name,
        "KeyAttributes": names,
        "DisplayName": label_of(key.title),
        "EntityKeyIndexStatus": ACTIVE if key.is_active else FAILED,
    }
