"""What an update must not take by itself: settings that belong to the environment."""

import re

from app.merge.snapshot import Record

_BOUND = re.compile(
    r"authentication/|azure|onlinedomains|.*(storage|search/.*(service|apikey)|analytics"
    r"|instrumentationkey|clientid|clientsecret|connectionstring)",
    re.IGNORECASE,
)
_BOUND_COLUMNS = frozenset(
    ("adx_value", "adx_source", "adx_envvar_schema", "statecode", "statuscode")
)
"""With its state: an update that switches a setting of the sign-in off locks visitors out."""


def environment_bound(record: Record, column: str) -> bool:
    """Whether a value belongs to the environment (keys, addresses, sign-in)."""
    if record.table != "adx_sitesetting" or column not in _BOUND_COLUMNS:
        return False
    name = record.value("adx_name")
    return isinstance(name, str) and bool(_BOUND.match(name.strip()))
