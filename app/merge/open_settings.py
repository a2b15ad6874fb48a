"""Site settings that let visitors see or do more, told by their name and value."""

import re
from typing import Final

from app.merge.faults import is_active
from app.merge.snapshot import Record
from app.merge.tables import STATE, Kind
from app.merge.values import normal

SETTING: Final = "adx_sitesetting"
SAYS: Final = frozenset(
    ("adx_name", "adx_value", "adx_source", "adx_envvar_schema", *STATE)
)  # what decides whether a setting holds
_FIELDS = re.compile(r"webapi/[^/]+/fields$")
_SWITCH = re.compile(r"webapi/|authentication/.*allowcontactmappingwithemail")
"""Off where not set. Registration is on where it is not set: a new "true" opens nothing."""
_ORIGIN = re.compile(r"http/access-control-")
_IN_THE_SITE: Final = ("", "0")  # adx_source: the value stands in the setting itself


def opens_more(before: Record | None, after: Record) -> bool:
    """Whether a setting opens something that it (or its absence) did not open before."""
    had = _opened(before) if before else frozenset[str]()
    return "*" not in had and bool(_opened(after) - had)


def _opened(record: Record) -> frozenset[str]:
    """What it opens: fields of a table, origins, or the setting itself where it is a switch."""
    name = record.text("adx_name").casefold()
    value = record.text("adx_value")
    if not is_active(record):
        return frozenset()
    known = _FIELDS.match(name) or _SWITCH.match(name) or _ORIGIN.match(name)
    if known and record.text("adx_source") not in _IN_THE_SITE:
        return frozenset([f"variable {record.text('adx_envvar_schema')}"])
    if _FIELDS.match(name):
        return frozenset(f"{name} {part}" if part != "*" else "*" for part in _parts(value))
    if _ORIGIN.match(name):
        return frozenset(f"{name} {part}" if part != "*" else "*" for part in _parts(value))
    is_on = normal(Kind.BOOLEAN, value) == normal(Kind.BOOLEAN, "true")
    return frozenset([name]) if _SWITCH.match(name) and is_on else frozenset()


def _parts(value: str) -> list[str]:
    return [part.strip().casefold() for part in value.split(",") if part.strip()]
