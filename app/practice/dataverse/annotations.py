"""What a value is called, and where a lookup leads: told beside it to whoever prefers that."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from app.practice.dataverse.calls import Body
from app.practice.dataverse.choices import SETS, chosen
from app.practice.dataverse.filters import Entity, Value
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.tables import Column, Table

FORMATTED = "OData.Community.Display.V1.FormattedValue"
NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty"
TARGET = "Microsoft.Dynamics.CRM.lookuplogicalname"
TOTAL = "Microsoft.Dynamics.CRM.totalrecordcount"
TOTAL_EXCEEDED = "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"
_WHOLE = frozenset({"Integer", "BigInt"})
_PREFERRED = re.compile(r'odata\.include-annotations="?([^"]+)"?', re.IGNORECASE)


def preferred(prefer: str) -> str:
    """Which annotations a request would like: names and patterns, those with `-` excepted."""
    found = _PREFERRED.search(prefer)
    return found.group(1) if found else ""


def is_preferred(wanted: str, name: str) -> bool:
    patterns = [pattern.strip() for pattern in wanted.split(",") if pattern.strip()]
    refused = (pattern[1:] for pattern in patterns if pattern.startswith("-"))
    asked = (pattern for pattern in patterns if not pattern.startswith("-"))
    return any(fnmatchcase(name, one) for one in asked) and not any(
        fnmatchcase(name, one) for one in refused
    )


def annotated(
    organization: Organization, table: Table, row: Entity, names: Iterator[str], wanted: str
) -> Body:
    """These properties, each with what is told beside it."""
    body: Body = {}
    for name in names:
        body[name] = row.get(name)
        if not wanted or row.get(name) is None:
            continue
        column = table.properties[name]
        told = {
            FORMATTED: _formatted(organization, table, column, row),
            NAVIGATION: _navigation(column, row),
            TARGET: _target(column, row),
        }
        kept = {k: text for k, text in told.items() if text and is_preferred(wanted, k)}
        body.update({f"{name}@{annotation}": text for annotation, text in kept.items()})
    return body


def _formatted(organization: Organization, table: Table, column: Column, row: Entity) -> str:
    value = row[column.property]
    if column.is_lookup:
        target = organization.tables.get(_target(column, row))
        there = organization.find(target.name, value) if target else None
        return str(there.get(target.primary_name) or "") if target and there else ""
    if column.type in SETS or column.type == "Boolean":
        return chosen(table, column, value)
    if column.type == "DateTime":
        return _moment(value)
    if isinstance(value, int | float):
        return f"{value:,}" if column.type in _WHOLE else f"{value:,.2f}"
    return ""


def _moment(value: Value) -> str:
    """As people in the United States write it, who are the first to have used it."""
    moment = datetime.fromisoformat(str(value)).astimezone(UTC)
    half = "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004 - noon
    hour = moment.hour % 12 or 12
    return f"{moment.month}/{moment.day}/{moment.year} {hour}:{moment.minute:02} {half}"


def _target(column: Column, row: Entity) -> str:
    if not column.is_lookup:
        return ""
    return column.target or str(row.get(column.target_key) or column.targets[0])


def _navigation(column: Column, row: Entity) -> str:
    target = _target(column, row)
    ways = column.navigations.items() if target else ()
    return next((name for name, targets in ways if target in targets), "")
