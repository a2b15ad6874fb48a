"""What the path of a request means: a set, a row, a column of it, a link from it."""

import re
from dataclasses import dataclass

_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_MEMBER = r"\w+=(?:'(?:[^']|'')*'|[^',()]+)"
_PLACE = re.compile(
    rf"(?P<set>\w+)(?:\((?:(?P<id>{_GUID})|(?P<key>{_MEMBER}(?:,{_MEMBER})*))\)"
    rf"(?:/(?P<name>\w+)(?:\((?P<other>{_GUID})\))?)?)?"
    r"(?:/(?P<end>\$(?:count|ref|value)))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`shape` tells apart: set, count, row, property, value, related, ref.

    A row is named by its `id`, or by the values of a `key`, as they were written.
    """

    set: str
    id: str
    key: str
    name: str
    other: str
    end: str

    @property
    def shape(self) -> str:
        is_row = bool(self.id or self.key)
        if not self.name:
            return {"": "row" if is_row else "set", "$count": "" if is_row else "count"}.get(
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
    return Place(**{**part, "id": part["id"].lower(), "other": part["other"].lower()})
