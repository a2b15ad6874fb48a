"""The body of a write, read into what it changes in a row. Nothing is forgiven."""

from dataclasses import dataclass, field

from app.practice.dataverse.calls import Body, Json, split_address
from app.practice.dataverse.faults import (
    bad_payload,
    bad_request,
    no_such_row,
    not_simulated,
    undeclared,
    undeclared_navigation,
)
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.keys import find_by, no_such_key, read_key
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.places import read_place
from app.practice.dataverse.tables import Column, Table
from app.practice.dataverse.values import fit

_BIND = "@odata.bind"
_ONCE = frozenset({"overriddencreatedon", "importsequencenumber"})  # on create only


@dataclass
class Changes:
    """`columns` by property. `links` are rows to link on create, by many-to-many navigation."""

    columns: Entity = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)


def read_changes(organization: Organization, table: Table, body: Body, *, creates: bool) -> Changes:
    changes = Changes()
    for name, value in body.items():
        if name.endswith(_BIND):
            _bind(organization, table, name.removesuffix(_BIND), value, changes)
        elif "@" not in name:
            _set(table, name, value, changes, creates=creates)
    return changes


def _set(table: Table, name: str, value: Json, changes: Changes, *, creates: bool) -> None:
    column = table.columns.get(name)
    if name in table.navigations and value is None:
        changes.columns[table.navigations[name][0].property] = None
    elif name in table.navigations and isinstance(value, dict | list):
        raise not_simulated(f"rows inside rows ({name})")
    elif name in table.properties and table.properties[name].is_lookup:
        message = (
            "CRM do not support direct update of Entity Reference properties, Use Navigation "
            f"properties instead. ('{name}')"
        )
        raise bad_request(message, "0x80048d19")
    elif not column or column.is_lookup:
        raise undeclared(table.name, name)
    elif column.type == "File":
        raise bad_payload(table.name, f"'{name}' is a file: write it to an address of its own.")
    elif not _is_ignored(column, creates=creates):
        changes.columns[name] = fit(table, column, value)


def _is_ignored(column: Column, *, creates: bool) -> bool:
    """The service takes no notice of a value for a column that only the platform writes."""
    return column.is_read_only or (column.name in _ONCE and not creates)


def _bind(
    organization: Organization, table: Table, name: str, value: Json, changes: Changes
) -> None:
    if name in table.navigations:
        column, targets = table.navigations[name]
        if value is None:
            changes.columns[column.property] = None
            return
        target, row_id = reference(organization, value)
        if target.name not in targets:
            reason = f"'{name}' leads to {' or '.join(targets)}, not to {target.name}."
            raise bad_payload(table.name, reason)
        changes.columns[column.property] = row_id
        if not column.target:
            changes.columns[column.target_key] = target.name
        return
    if not isinstance(value, list) or not organization.has_association(table, name):
        raise undeclared_navigation(table.name, name)
    for one in value:
        changes.links.append((name, reference(organization, one)[1]))


def reference(organization: Organization, value: Json) -> tuple[Table, str]:
    """The row that `/accounts(id)`, `accounts(id)`, or the whole address of it means.

    Where `id` stands, there can be the values of an alternate key.
    """
    text = value if isinstance(value, str) else ""
    inside = split_address(text, organization.host)
    path = inside[0] if inside else text.removeprefix("/")
    place = read_place(path)
    if not place or place.shape != "row":
        raise bad_request(f"Resource not found for the segment '{text}'.", "0x80060888")
    table = organization.table_of(place.set)
    if place.key:
        key = read_key(organization, table, place.key)
        if not (row := find_by(organization, table, key)):
            raise no_such_key(table, key)
        return table, str(row[table.primary_id])
    if not organization.find(table.name, place.id):
        raise no_such_row(table.name, place.id)
    return table, place.id
