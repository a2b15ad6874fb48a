"""When two values of a column mean the same."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from app.merge.line_ends import plain
from app.merge.snapshot import Value
from app.merge.tables import Kind

_ACTIVE = {"statecode": "0", "statuscode": "1"}
_FRACTION = re.compile(r"\.\d+")


def same(kind: Kind, one: Value, other: Value, column: str = "") -> bool:
    """Typed comparison: empty is empty, 1 is 1.0, true is True, and line ends do not count."""
    return one == other or normal(kind, one, column) == normal(kind, other, column)


def normal(kind: Kind, value: Value, column: str = "") -> object:
    """What is compared instead of the text. A row without a state is active."""
    return _NORMAL[kind](value or _ACTIVE.get(column, ""))


def _number(text: str) -> object:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return text.strip()


def _date(text: str) -> object:
    try:
        read = datetime.fromisoformat(_FRACTION.sub("", text.strip()))
    except ValueError:
        return text.strip()
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _json(text: str) -> object:
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return plain(text)


_NORMAL: Final[Mapping[Kind, Callable[[str], object]]] = MappingProxyType(
    {
        Kind.SCALAR: plain,
        Kind.LONG_TEXT: plain,
        Kind.BOOLEAN: lambda text: text.strip().lower(),
        Kind.LOOKUP: lambda text: text.strip().strip("{}").lower(),
        Kind.NUMBER: _number,
        Kind.DATE: _date,
        Kind.CHOICES: lambda text: frozenset(re.findall(r"\w+", text)),
        Kind.JSON: _json,
    }
)
