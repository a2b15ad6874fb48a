"""`data_schema.xml` of a Configuration Migration export: which tables and columns were exported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.exports.xml import parse_xml

SCHEMA: Final = "data_schema.xml"
TEXT, BOOL = "string", "bool"
REFERENCES: Final = frozenset({"guid", "entityreference", "owner"})
LOOKUPS: Final = frozenset({"entityreference", "owner"})


@dataclass(frozen=True, slots=True)
class Column:
    type: str
    targets: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """`title` is the column with a row's name. `associations` lead to the table at their end."""

    name: str
    key: str
    title: str
    columns: dict[str, Column] = field(default_factory=dict)
    associations: dict[str, str] = field(default_factory=dict)


def read_schema(data: bytes) -> Mapping[str, Table]:
    reader = _Schema()
    parse_xml(data, SCHEMA, reader)
    return reader.tables


class _Schema:
    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self._table = Table("", "", "")

    def start(self, tag: str, given: dict[str, str], _at: int) -> None:
        name = given.get("name", "")
        match tag:
            case "entity":
                key = given.get("primaryidfield") or f"{name}id"
                self._table = Table(name, key, given.get("primarynamefield", ""))
                self.tables[name] = self._table
            case "field":
                targets = given.get("lookupType", "").split("|")
                named = tuple(target for target in targets if target)
                self._table.columns[name] = Column(given.get("type", TEXT), named)
            case "relationship" if given.get("manyToMany") == "true":
                self._table.associations[name] = given.get("m2mTargetEntity", "")

    def end(self, tag: str, at: int) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        """A filter; it says nothing about values."""
