"""What the path of a request means: a set, a row, a column of it, a link from it."""

import re
from dataclasses import dataclass

_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_PLACE = re.compile(
    rf"(?P<set>\w+)(?:\((?P<id>{_GUID})\)(?:/(?P<name>\w+)(?:\((?P<other>{_GUID})\))?)?)?"
    r"(?:/(?P<end>\$(?:count|ref|value)))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`shape` tells apart: set, count, row, property, value, related, ref."""

    set: str
    id: str
    name: str
    other: str
    end: str

    @property
    def shape(self) -> str:
        if not self.name:
            return {"": "row" if self.id else "set", "$count": "" if self.id else "count"}.get(
                self.end, ""
            )
        if self.other:
            return "ref" if self.end == "$ref" else ""
        return {"": "property", "$value": "value", "$ref": "ref"}.get(self.end, "")


def read_place(path: str) -> Place | None:
    found = _PLACE.fullmatch(path)
    if not found:
        return None
    part = {name: text or "" for name, text in found.groupdict().items()}
    return Place(part["set"], part["id"].lower(), part["name"], part["other"].lower(), part["end"])
