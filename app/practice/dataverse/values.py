"""Whether a value fits a column. The service refuses what does not, and so does this."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from app.practice.dataverse.calls import Json
from app.practice.dataverse.faults import Fault, bad_payload, bad_request
from app.practice.dataverse.filters import Value
from app.practice.dataverse.tables import Column, Table

_EDM = {
    "Boolean": "Edm.Boolean",
    "Integer": "Edm.Int32",
    "Picklist": "Edm.Int32",
    "State": "Edm.Int32",
    "Status": "Edm.Int32",
    "BigInt": "Edm.Int64",
    "Double": "Edm.Double",
    "Decimal": "Edm.Decimal",
    "Money": "Edm.Decimal",
    "DateTime": "Edm.DateTimeOffset",
    "Uniqueidentifier": "Edm.Guid",
}
_TEXT = "Edm.String"
_INT32, _INT64 = 2**31, 2**63
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def fit(table: Table, column: Column, value: Json) -> Value:
    """The value as a row keeps it."""
    if value is None:
        return None
    kept = _CONVERT[_EDM.get(column.type, _TEXT)](value)
    if kept is None:
        raise _misfit(table, column, value)
    if isinstance(kept, str):
        _check_length(table, column, kept)
    if column.options and kept not in column.options:
        raise _not_offered(table, column, kept)
    return kept


def _whole(value: Json, limit: int) -> Value:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and -limit <= value < limit else None  # type: ignore[operator,return-value]


def _number(value: Json) -> Value:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _moment(value: Json) -> Value:
    """In UTC and whole seconds."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_CONVERT: dict[str, Callable[[Json], Value]] = {
    _TEXT: lambda value: value if isinstance(value, str) else None,
    "Edm.Boolean": lambda value: value if isinstance(value, bool) else None,
    "Edm.Int32": lambda value: _whole(value, _INT32),
    "Edm.Int64": lambda value: _whole(value, _INT64),
    "Edm.Double": _number,
    "Edm.Decimal": _number,
    "Edm.DateTimeOffset": _moment,
    "Edm.Guid": lambda value: value.lower() if _is_guid(value) else None,  # type: ignore[union-attr]
}


def _is_guid(value: Json) -> bool:
    return isinstance(value, str) and bool(_GUID.fullmatch(value))


def _check_length(table: Table, column: Column, text: str) -> None:
    if len(text) > column.longest:
        message = (
            f"A validation error occurred. The length of the '{column.name}' attribute of the "
            f"'{table.name}' entity exceeded the maximum allowed length of '{column.longest}'."
        )
        raise bad_request(message, "0x80044331")


def _not_offered(table: Table, column: Column, value: Value) -> Fault:
    message = (
        f"A validation error occurred. The value {value} of '{column.name}' on record of type "
        f"'{table.name}' is outside the valid range. Accepted Values: "
        f"{','.join(str(one) for one in sorted(column.options))}"
    )
    return bad_request(message, "0x8004431A")


def _misfit(table: Table, column: Column, value: Json) -> Fault:
    kind = _EDM.get(column.type, _TEXT)
    reason = (
        f"Cannot convert the literal '{str(value)[:40]}' to the expected type '{kind}'. "
        f"(property '{column.name}')"
    )
    return bad_payload(table.name, reason)
