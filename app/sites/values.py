"""From values as Dataverse types them to the texts that exports use, so that both can be merged."""

import re
from decimal import Decimal

from pydantic import JsonValue

from app.microsoft.dataverse import Column

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7})\d*)?(Z?)")
_IDS = frozenset({"Uniqueidentifier", "Lookup", "Customer", "Owner"})


def as_text(column: Column, value: JsonValue) -> str | None:
    """As pac writes it. Empty is None; what no text can stand for raises ValueError."""
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _plain(value)
        case str():
            return _of_kind(column, value)
        case _:
            msg = f"{column.name} holds {type(value).__name__}"
            raise ValueError(msg)


def _plain(number: float) -> str:
    """No exponent, and no digits that say nothing."""
    return format(Decimal(repr(number)).normalize(), "f")


def _of_kind(column: Column, text: str) -> str:
    if column.kind in _IDS:
        return text.lower()
    if column.kind == "DateTime" and (found := _MOMENT.fullmatch(text)):
        return f"{found[1]}.{(found[2] or '').ljust(7, '0')}{found[3]}"
    return text
