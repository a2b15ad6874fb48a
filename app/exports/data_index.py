"""Where in the bytes of `data.xml` the parts stand that are to be changed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from app.exports.xml import parse_xml

Key = tuple[str, str]


class Span(NamedTuple):
    start: int
    end: int


@dataclass
class Element:
    """`close` is where its end tag begins; of an empty one (`<a />`) it is its end."""

    tag: str
    start: int
    close: int = 0
    end: int = 0
    is_empty: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass
class RecordPlace:
    element: Element
    fields: dict[str, Span] = field(default_factory=dict)

    def end_field(self, span: Span) -> None:
        for name, begun in self.fields.items():
            if begun.start == span.start:
                self.fields[name] = span


@dataclass
class LinkPlace:
    """One `m2mrelationship`: the ids it names, with the places of their elements."""

    table: str
    source: str
    association: str
    element: Element
    list: Element | None = None
    ids: dict[str, Span] = field(default_factory=dict)


@dataclass
class EntityPlace:
    element: Element
    records: Element | None = None
    links: Element | None = None


class Index:
    """All entities and links; of the records only the `wanted`, each with all its places."""

    def __init__(self, data: bytes, name: str, wanted: Collection[Key]) -> None:
        self._data, self._wanted = data, wanted
        self.entities: dict[str, EntityPlace] = {}
        self.records: defaultdict[Key, list[RecordPlace]] = defaultdict(list)
        self.links: list[LinkPlace] = []
        self.root: Element | None = None
        self._open: list[Element] = []
        self._table = ""
        self._record: RecordPlace | None = None
        self._heard: list[str] = []
        parse_xml(data, name, self)

    def start(self, tag: str, given: dict[str, str], at: int) -> None:
        self._heard.clear()
        element = Element(tag, at)
        self._open.append(element)
        if tag == "entities":
            self.root = self.root or element
        elif tag == "entity":
            self._table = given.get("name", "")
            self.entities.setdefault(self._table, EntityPlace(element))
        elif tag in ("records", "m2mrelationships"):
            self._list(tag, element)
        elif tag in ("m2mrelationship", "targetids"):
            self._link(given, element)
        else:
            self._part(given, element)

    def _part(self, given: dict[str, str], element: Element) -> None:
        if element.tag == "record":
            key = self._table, given.get("id", "").lower()
            self._record = RecordPlace(element) if key in self._wanted else None
            if self._record:
                self.records[key].append(self._record)
        elif element.tag == "field" and self._record:
            self._record.fields[given.get("name", "")] = Span(element.start, element.start)

    def _link(self, given: dict[str, str], element: Element) -> None:
        if element.tag == "m2mrelationship":
            source, name = given.get("sourceid", ""), given.get("m2mrelationshipname", "")
            self.links.append(LinkPlace(self._table, source.lower(), name, element))
        elif self.links:
            self.links[-1].list = element

    def _list(self, tag: str, element: Element) -> None:
        entity = self.entities.get(self._table)
        if entity and tag == "records":
            entity.records = entity.records or element
        elif entity:
            entity.links = entity.links or element

    def end(self, tag: str, at: int) -> None:
        """The parser tells the end tag's place, or of an element without one, its end."""
        element = self._open.pop()
        has_end_tag = self._data.startswith(b"</" + tag.encode(), at) and not self._ends_at(
            element, at
        )
        element.is_empty, element.close = not has_end_tag, at
        element.end = self._data.index(b">", at) + 1 if has_end_tag else at
        if tag == "record":
            self._record = None
        elif tag == "targetid" and self.links:
            self.links[-1].ids["".join(self._heard).strip().lower()] = element.span
        elif tag == "field" and self._record:
            self._record.end_field(element.span)

    def _ends_at(self, element: Element, at: int) -> bool:
        """Whether the start tag ends here already: `<a />` and then the end of its parent."""
        if self._data[at - 2 : at] != b"/>":
            return False
        return self._data.count(b"<", element.start, at) == 1

    def text(self, text: str) -> None:
        self._heard.append(text)
