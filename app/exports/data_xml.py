"""The two XML files of a Configuration Migration export, read as records of text."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.exports.data_schema import BOOL, REFERENCES, TEXT, Table, read_schema
from app.exports.records import Budget
from app.exports.xml import parse_xml


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
    return records_of(data, read_schema(schema), Budget(len(data)))


def records_of(data: bytes, schema: Mapping[str, Table], budget: Budget) -> list[Record]:
    reader = _Data(schema, budget)
    parse_xml(data, "data.xml", reader)
    links = reader.links
    return [
        Record(one.table, one.id, one.values, tuple(links.pop((one.table, one.id), ())))
        for one in reader.records
    ]


class _Data:
    def __init__(self, schema: Mapping[str, Table], budget: Budget) -> None:
        self._schema, self._budget = schema, budget
        self.records: list[_Draft] = []
        self.links: dict[tuple[str, str], list[tuple[str, str, tuple[str, ...]]]] = {}
        self._table, self._record = "", False
        self._link: tuple[str, str, str] | None = None
        self._targets: list[str] = []
        self._heard: list[str] | None = None

    def start(self, tag: str, given: dict[str, str], _at: int) -> None:
        self._budget.spend("data.xml")
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

    def end(self, tag: str, _at: int) -> None:
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
        table = self._schema.get(self._table)
        column = table.columns.get(name) if table else None
        kind = column.type if column else TEXT
        if kind == TEXT:
            value = html.unescape(value)
        elif kind in REFERENCES or kind == BOOL:
            value = value.lower()
        self.records[-1].values[name] = value or None
