"""Alternate keys: rows found by other columns than their id, and kept apart by them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.practice.dataverse.faults import Fault, bad_request
from app.practice.dataverse.filters import Entity, Value
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.tables import Column, Table
from app.practice.dataverse.values import fit

KEPT_AS = "entitykey"  # the table of the store that remembers the keys of all tables
ACTIVE, FAILED = "Active", "Failed"
_MEMBER = re.compile(r"(\w+)=('(?:[^']|'')*'|[^',()]+)")


@dataclass(frozen=True, slots=True)
class Key:
    """`properties` are its columns as rows show them; in order, as they were given."""

    id: str
    name: str
    title: str
    columns: tuple[Column, ...]
    is_active: bool

    @property
    def properties(self) -> tuple[str, ...]:
        return tuple(column.property for column in self.columns)


def keys_of(organization: Organization, table: Table) -> list[Key]:
    return [
        Key(
            str(row["entitykeyid"]),
            str(row["schemaname"]),
            str(row["title"] or ""),
            tuple(table.columns[name] for name in str(row["attributes"]).split(",")),
            row["status"] == ACTIVE,
        )
        for row in organization.store.rows(KEPT_AS)
        if row["table"] == table.name
    ]


def read_key(organization: Organization, table: Table, text: str) -> Entity:
    """`name='A',number=5` as values by property. They have to be the primary key or a whole key."""
    members = dict(_MEMBER.findall(text))
    named = frozenset(members)
    declared = [key.properties for key in keys_of(organization, table) if key.is_active]
    if named != {table.primary_id} and named not in map(frozenset, declared):
        message = (
            "The key in the request URI is not valid for resource "
            f"'Microsoft.Dynamics.CRM.{table.name}'. Ensure that the names and number of key "
            "properties match the declared alternate keys of the table."
        )
        raise bad_request(message)
    return {name: _literal(table, name, literal) for name, literal in members.items()}


def find_by(organization: Organization, table: Table, values: Mapping[str, Value]) -> Entity | None:
    wanted = tuple(_plain(value) for value in values.values())
    for row in organization.rows(table.name):
        if tuple(_plain(row.get(name)) for name in values) == wanted:
            return row
    return None


def no_such_key(table: Table, values: Mapping[str, Value]) -> Fault:
    named = ", ".join(f"{name}={value}" for name, value in values.items())
    message = f"A record with the specified key values does not exist in {table.name} entity"
    return Fault(404, "0x80060891", f"{message} ({named})")


def check_keys(organization: Organization, table: Table, row: Entity) -> None:
    """A key whose columns are not all filled holds nothing apart."""
    for key in keys_of(organization, table):
        values = {name: row.get(name) for name in key.properties}
        if not key.is_active or None in values.values():
            continue
        other = find_by(organization, table, values)
        if other and other[table.primary_id] != row[table.primary_id]:
            message = (
                f"A record that has the attribute values {', '.join(key.properties)} already "
                f"exists. The entity key {key.name} requires that this set of attributes contains "
                "unique values. Select unique values and try again."
            )
            raise Fault(412, "0x80060892", message)


def _literal(table: Table, name: str, literal: str) -> Value:
    column, text = table.properties[name], literal.strip()
    if text.startswith("'"):
        return fit(table, column, text[1:-1].replace("''", "'"))
    if column.is_lookup or column.type in ("Uniqueidentifier", "DateTime"):
        return text.lower() if column.type != "DateTime" else fit(table, column, text)
    try:
        return fit(table, column, float(text) if "." in text else int(text))
    except ValueError as error:
        raise bad_request(f"'{text}' is no value of the key property '{name}'.") from error


def _plain(value: Value) -> Value:
    """Keys take no notice of case, as nothing that is compared in Dataverse does."""
    return value.casefold() if isinstance(value, str) else value
