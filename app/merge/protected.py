"""What an update must not take or widen by itself: settings of the environment, and rights."""

import re

from app.merge.snapshot import NOT_READ, Record, Value
from app.merge.table_list import gives_rights, table
from app.merge.tables import Guard, Table

_BOUND = re.compile(
    r"authentication/|azure|onlinedomains|.*(storage|search/.*(service|apikey)|analytics"
    r"|instrumentationkey|clientid|clientsecret|connectionstring)",
    re.IGNORECASE,
)
_BOUND_COLUMNS = frozenset(
    ("adx_value", "adx_source", "adx_envvar_schema", "statecode", "statuscode")
)
"""With its state: an update that switches a setting of the sign-in off locks visitors out."""
_GRANTS_CHANGE = "1"


def environment_bound(record: Record, column: str) -> bool:
    """Whether a value belongs to the environment (keys, addresses, sign-in)."""
    if record.table != "adx_sitesetting" or column not in _BOUND_COLUMNS:
        return False
    name = record.value("adx_name")
    return isinstance(name, str) and bool(_BOUND.match(name.strip()))


def widens(rules: Table, column: str, before: Value, after: Value) -> bool:
    """Whether the change could let somebody see or do more than before."""
    match rules.guards.get(column):
        case Guard.WHEN_TRUE:
            return _true(after) and not _true(before)
        case Guard.WHEN_FALSE:
            return _true(before) and not _true(after)
        case Guard.ALWAYS:
            return True
        case None:
            return False


def grants_when_created(record: Record) -> bool:
    """Whether adding this record gives somebody a right that nobody had through it before."""
    if record.table in ("adx_entitypermission", "adx_columnpermissionprofile"):
        return True
    if record.table == "adx_webpageaccesscontrolrule":
        return record.value("adx_right") in (_GRANTS_CHANGE, NOT_READ)
    guards = table(record.table).guards
    flags = [c for c, guard in guards.items() if guard is Guard.WHEN_TRUE]
    linked = any(ends for name, ends in record.links.items() if gives_rights(name))
    return any(_true(_text(record, flag)) for flag in flags) or linked


def _true(value: Value) -> bool:
    return (value or "").strip().lower() == "true"


def _text(record: Record, column: str) -> Value:
    value = record.value(column)
    return None if value is NOT_READ else value
