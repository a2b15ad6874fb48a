"""One name for a table map, whatever spelling a source has for it, and which way it copies."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

_IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_DATAVERSE = 1
_WORDS = {
    "1": "1", "forward": "1", "2": "2", "reverse": "2", "backward": "2",
    "3": "3", "both": "3", "bidirectional": "3",
}  # fmt: skip


class Direction(StrEnum):
    TO_DATAVERSE = "to_dataverse"
    TO_FINANCE = "to_finance"
    BOTH = "both"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class MapContent:
    """What a saved map says. `lookups` are those that an export from Dataverse has to follow."""

    direction: Direction = Direction.NOT_READ
    lookups: int = 0


@dataclass(frozen=True, slots=True)
class Configured:
    """A map that is configured to run from Dataverse; without a key it could not be read."""

    key: str
    project_id: str = ""
    version: str = ""


def key_of(table: str, entity: str) -> str:
    """`accounts - customers v3`: entity set and finance and operations entity, in small letters."""
    return f"{table.strip()} - {entity.strip()}".lower()


def key_in(name: str) -> str:
    """From `abc_[accounts - Customers V3]`, or from the part in brackets alone; else nothing."""
    found = _IN_BRACKETS.search(name)
    table, sign, entity = (found[1] if found else name).partition(" - ")
    return key_of(table, entity) if sign else ""


def read_mapping(text: str | None) -> MapContent:
    """Never raises: a mapping that cannot be read has no direction."""
    leg = next(_legs(_json(text)), None)
    fields = leg.get("fieldMappings") if leg else None
    if not isinstance(fields, list):
        return MapContent()
    pairs = [one for one in fields if isinstance(one, Mapping)]
    ways = {_WORDS.get(str(one.get("syncDirection")).lower(), "") for one in pairs}
    lookups = {str(one["destinationField"]) for one in pairs if _is_lookup(one)}
    return MapContent(_direction(ways), len(lookups))


def read_configured(unsecure: str | None) -> Configured:
    """Never raises: a configuration that cannot be read belongs to no map."""
    said = _json(unsecure)
    if not isinstance(said, Mapping):
        return Configured("")
    source, destination = said.get("SourceEntityName"), said.get("DestinationEntityName")
    if not isinstance(source, str) or not isinstance(destination, str):
        return Configured("")
    if str(said.get("DestinationEnvironmentType")) == str(_DATAVERSE):
        source, destination = destination, source
    project = said.get("ProjectId")
    return Configured(
        key_of(source, destination),
        project if isinstance(project, str) else "",
        _version(said.get("EntityMapVersion")),
    )


def _direction(ways: set[str]) -> Direction:
    if "3" in ways or {"1", "2"} <= ways:
        return Direction.BOTH
    if "1" in ways:
        return Direction.TO_DATAVERSE
    return Direction.TO_FINANCE if "2" in ways else Direction.NOT_READ


def _legs(said: JsonValue) -> Iterator[Mapping[str, JsonValue]]:
    legs = said.get("legs") if isinstance(said, Mapping) else None
    for leg in legs if isinstance(legs, list) else ():
        if isinstance(leg, Mapping):
            yield leg


def _is_lookup(field: Mapping[str, JsonValue]) -> bool:
    column = field.get("destinationField")
    return isinstance(column, str) and "." in column


def _version(said: JsonValue) -> str:
    if not isinstance(said, Mapping):
        return ""
    return ".".join(str(said.get(part, 0)) for part in ("Major", "Minor", "Build", "Revision"))


def _json(text: str | None) -> JsonValue:
    try:
        said: JsonValue = json.loads(text or "")
    except ValueError:
        return None
    return said
