"""When two values of a column mean the same, whichever format they were read from."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from app.merge.json_text import Json, NotJson, read
from app.merge.line_ends import plain
from app.merge.snapshot import Value
from app.merge.tables import Kind, target_id

_ACTIVE = {"statecode": "0", "statuscode": "1"}
_FRACTION = re.compile(r"\.\d+")
_BOOLEANS = {"1": "true", "yes": "true", "0": "false", "no": "false"}
_EXACT: Final = frozenset(("adx_value", "adx_name"))
"""What a person wrote as text, even where it reads like a truth value or an id."""
_TRUTH = re.compile(r"\s*(true|false)\s*", re.IGNORECASE)
_ID = re.compile(r"\s*\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?\s*", re.IGNORECASE)
_DIGITS: Final = 28  # more would be rounded
_MOMENT = re.compile(r"\s*\d{4}-\d\d-\d\dT\d\d:\d\d\S*\s*")


def same(kind: Kind, one: Value, other: Value, column: str = "") -> bool:
    """Typed comparison: empty is empty, 1 is 1.0, true is True, and line ends do not count."""
    return one == other or normal(kind, one, column) == normal(kind, other, column)


def normal(kind: Kind, value: Value, column: str = "") -> object:
    """What is compared instead of the text; as text it is equal for equal values, in every run.

    A row without a state is active.
    """
    if kind is Kind.SCALAR and column not in _EXACT:
        return _unknown(value or "")
    return _NORMAL[kind](value or _ACTIVE.get(column, ""))


def _unknown(text: str) -> object:
    """A column whose type nobody told us: its values tell."""
    if _TRUTH.fullmatch(text):
        return _boolean(text)
    if _ID.fullmatch(text):
        return target_id(text)
    return _date(text) if _MOMENT.fullmatch(text) else plain(text)


def _boolean(text: str) -> str:
    said = text.strip().lower()
    return _BOOLEANS.get(said, said)


def _number(text: str) -> object:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text.strip()
    exact = number.is_finite() and len(number.as_tuple().digits) <= _DIGITS
    return number.normalize() + 0 if exact else text.strip()


def _date(text: str) -> object:
    try:
        moment = datetime.fromisoformat(_FRACTION.sub("", text.strip()))
    except ValueError:
        return text.strip()
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _json(text: str) -> object:
    try:
        return repr(_ordered(read(text)))
    except NotJson:
        return plain(text)


def _ordered(value: Json) -> object:
    """The same for the same JSON: keys in order, and numbers by their value."""
    if isinstance(value, dict):
        return [(key, _ordered(value[key])) for key in sorted(value)]
    if isinstance(value, list):
        return tuple(_ordered(item) for item in value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


_NORMAL: Final[Mapping[Kind, Callable[[str], object]]] = MappingProxyType(
    {
        Kind.SCALAR: plain,
        Kind.LONG_TEXT: plain,
        Kind.BOOLEAN: _boolean,
        Kind.LOOKUP: target_id,
        Kind.NUMBER: _number,
        Kind.DATE: _date,
        Kind.CHOICES: lambda text: tuple(sorted(set(re.findall(r"\w+", text)))),
        Kind.JSON: _json,
    }
)
