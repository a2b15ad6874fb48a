"""The two XML files of a Configuration Migration export, read as records of text.

XML from a stranger can be made to grow without end or to fetch files. What makes that possible is
declared in a document type; no such export has one, so a file with one is not read.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from app.exports.site import ExportRefused

_TEXTS = frozenset({"string"})
_REFERENCES = frozenset({"guid", "entityreference", "owner"})
_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Record:
    """Every value as text, None for null. Texts are decoded, ids and booleans in lower case.

    `links` are many-to-many: association, table at the other end, ids there.
    """

    table: str
    id: str
    values: Mapping[str, str | None]
    links: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


@dataclass
class _Draft:
    table: str
    id: str
    values: dict[str, str | None] = field(default_factory=dict)


def read_records(data: bytes, schema: bytes) -> list[Record]:
    """The records of `data.xml`; `data_schema.xml` says which values are texts."""
    reader = _Data(read_types(schema))
    _parse(data, "data.xml", reader.start, reader.end, reader.text)
    links = reader.links
    return [
        Record(one.table, one.id, one.values, tuple(links.pop((one.table, one.id), ())))
        for one in reader.records
    ]


def read_types(schema: bytes) -> dict[tuple[str, str], str]:
    """The type of each column, by table and name."""
    types: dict[tuple[str, str], str] = {}
    table = ""

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal table
        if tag == "entity":
            table = given.get("name", "")
        elif tag == "field":
            types[table, given.get("name", "")] = given.get("type", "string")

    _parse(schema, "data_schema.xml", start)
    return types


class _Data:
    def __init__(self, types: Mapping[tuple[str, str], str]) -> None:
        self._types = types
        self.records: list[_Draft] = []
        self.links: dict[tuple[str, str], list[tuple[str, str, tuple[str, ...]]]] = {}
        self._table, self._record = "", False
        self._link: tuple[str, str, str] | None = None
        self._targets: list[str] = []
        self._heard: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        match tag:
            case "entity":
                self._table = given.get("name", "")
            case "record":
                self._record = True
                self.records.append(_Draft(self._table, given.get("id", "").lower()))
            case "field" if self._record:
                self._field(given)
            case "m2mrelationship":
                names = ("sourceid", "m2mrelationshipname", "targetentityname")
                source, association, target = (given.get(name, "") for name in names)
                self._link, self._targets = (source.lower(), association, target), []
            case "targetid":
                self._heard = []

    def end(self, tag: str) -> None:
        match tag:
            case "record":
                self._record = False
            case "targetid" if self._heard is not None:
                self._targets.append("".join(self._heard).strip().lower())
                self._heard = None
            case "m2mrelationship" if self._link:
                source, association, target = self._link
                listed = self.links.setdefault((self._table, source), [])
                listed.append((association, target, tuple(self._targets)))
                self._link = None

    def text(self, text: str) -> None:
        if self._heard is not None:
            self._heard.append(text)

    def _field(self, given: Mapping[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value")
        if value is None or given.get("isnull") == "true":
            self.records[-1].values[name] = None
            return
        kind = self._types.get((self._table, name), "string")
        if kind in _TEXTS:
            value = html.unescape(value)
        elif kind in _REFERENCES or kind == "bool":
            value = value.lower()
        self.records[-1].values[name] = value or None


def _parse(
    text: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    heard: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    depth = 0

    def refuse(*_: object) -> None:
        raise ExportRefused("broken_xml", name, reason="declarations")

    def deeper(tag: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ExportRefused("broken_xml", name, reason="depth")
        start(tag, given)

    def back(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(tag)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = deeper
    parser.EndElementHandler = back
    parser.CharacterDataHandler = heard
    parser.buffer_text = True
    try:
        parser.Parse(text, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        raise ExportRefused("broken_xml", name, reason="syntax") from error
