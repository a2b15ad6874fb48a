"""The choices of a column and what they are called, as metadata and as text beside a value."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from app.practice.dataverse.calls import Body, Json
from app.practice.dataverse.filters import Value
from app.practice.dataverse.tables import Column, Table

_LABELS = Path(__file__).with_name("schema") / "labels.txt"
_STATES: Final = {0: "Active", 1: "Inactive"}
_STATUSES: Final = {1: "Active", 2: "Inactive"}
_ENGLISH = 1033
SETS: Final = frozenset({"Picklist", "MultiSelectPicklist", "State", "Status"})
"""The types of columns that have an option set; a Boolean has two options of its own."""


def choices(table: Table, column: Column) -> Mapping[int, str]:
    """By value. A choice whose name no source gives has no text."""
    if column.type == "State":
        return _STATES
    if column.type == "Status":
        return _STATUSES
    if column.type == "Boolean":
        return {1: "Yes", 0: "No"}
    named = _labels().get((table.name, column.name), {})
    return named or dict.fromkeys(sorted(column.options), "")


def chosen(table: Table, column: Column, value: Value) -> str:
    """What a value is called, or "" when no source says."""
    named = choices(table, column)
    if column.type == "MultiSelectPicklist":
        names = [named.get(int(one), "") for one in str(value).split(",") if one.strip()]
        return "; ".join(names) if all(names) else ""
    return named.get(int(value), "") if isinstance(value, int) else ""


def options_of(table: Table, column: Column) -> Body:
    """The option set of a column, in the words of metadata."""
    named = choices(table, column)
    if column.type == "Boolean":
        return {"TrueOption": _option(1, named[1]), "FalseOption": _option(0, named[0])}
    options: list[Json] = [
        {**_option(value, label), **_of_state(column, value)} for value, label in named.items()
    ]
    return {"Options": options}


def _option(value: int, label: str) -> dict[str, Json]:
    return {
        "Value": value,
        "Label": label_of(label),
        "Description": label_of(""),
        "Color": None,
        "ExternalValue": "",
        "ParentValues": [],
    }


def _of_state(column: Column, value: int) -> dict[str, Json]:
    if column.type == "Status":
        return {"State": value - 1, "TransitionData": None}
    if column.type == "State":
        kind = "#Microsoft.Dynamics.CRM.StateOptionMetadata"
        named = _STATES[value]
        return {"@odata.type": kind, "DefaultStatus": value + 1, "InvariantName": named}
    return {}


def label_of(text: str) -> Json:
    if not text:
        return {"LocalizedLabels": [], "UserLocalizedLabel": None}
    label: Json = {"Label": text, "LanguageCode": _ENGLISH}
    return {"LocalizedLabels": [label], "UserLocalizedLabel": label}


@cache
def _labels() -> Mapping[tuple[str, str], Mapping[int, str]]:
    found: dict[tuple[str, str], dict[int, str]] = {}
    here: dict[int, str] = {}
    for line in _LABELS.read_text("utf-8").splitlines():
        if line.startswith("  "):
            value, _, label = line.strip().partition(" ")
            here[int(value)] = label
        elif line and not line.startswith("#"):
            table, _, column = line.partition(" ")
            here = found.setdefault((table, column), {})
    return found
