"""From the texts that exports and the merge use to values as Dataverse types them."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue

from app.merge.plan import ColumnWrite
from app.merge.snapshot import Value
from app.microsoft.dataverse import Column, TableShape

WEBSITE = "adx_websiteid"
_NUMBERS = frozenset({"Integer", "BigInt", "Picklist", "State", "Status"})
_FRACTIONS = frozenset({"Decimal", "Double", "Money"})
_TRUE, _FALSE = "true", "false"


class NotTyped(ValueError):
    """A text that cannot stand for a value of its column; `code` says why."""

    def __init__(self, code: str, column: str) -> None:
        super().__init__(f"{code} {column}")
        self.code, self.column = code, column


def body_of(shape: TableShape, columns: Iterable[ColumnWrite]) -> dict[str, JsonValue]:
    """The values to send. Raises NotTyped."""
    body: dict[str, JsonValue] = {}
    for one in columns:
        column = shape.columns.get(one.column)
        if column is None:
            raise NotTyped("no_column", one.column)
        if column.is_lookup:
            body.update(_bound(shape, column, one.after))
        else:
            body[column.name] = as_value(column, one.after)
    return body


def as_value(column: Column, text: Value) -> JsonValue:
    """The value that reads back as this text."""
    if text is None or text == "":
        return None
    try:
        return _typed(column, text)
    except (ValueError, KeyError, InvalidOperation):
        raise NotTyped("unreadable", column.name) from None


def _typed(column: Column, text: str) -> JsonValue:
    if column.kind in _NUMBERS:
        return int(Decimal(text))
    if column.kind in _FRACTIONS:
        return float(Decimal(text))
    if column.kind == "Boolean":
        return {_TRUE: True, _FALSE: False, "1": True, "0": False}[text.strip().lower()]
    if column.kind == "MultiSelectPicklist":
        return ",".join(re.findall(r"-?\d+", text)) or None
    return text


def _bound(shape: TableShape, column: Column, text: Value) -> dict[str, JsonValue]:
    ways = shape.lookups.get(column.name, ())
    if not ways or (text and not ways[0].target_set):
        raise NotTyped("no_way", column.name)
    target = f"/{ways[0].target_set}({text.lower()})" if text else None
    return {f"{ways[0].navigation}@odata.bind": target}


def of_website(shape: TableShape, website_id: str) -> dict[str, JsonValue]:
    """What makes a new row one of this website, where the table knows websites."""
    if not shape.has(WEBSITE):
        return {}
    return _bound(shape, shape.columns[WEBSITE], website_id)
