"""Records and links of `data.xml`, changed in place. What the schema has no place for is noted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from app.exports.data_edit import NotInXml, Patches, escaped, field_of, value_of
from app.exports.data_index import Element, Index, Key, LinkPlace
from app.exports.data_schema import LOOKUPS, Table

RECORDS, LINKS = "records", "m2mrelationships"


class DataWriter:
    """`title_of` is the name of a row, by table and id; None for a row that is not known."""

    def __init__(
        self,
        data: bytes,
        schema: Mapping[str, Table],
        wanted: Collection[Key],
        title_of: Callable[[Key], str | None],
    ) -> None:
        self._schema, self._title_of = schema, title_of
        self._index = Index(data, "data.xml", wanted)
        self._patches = Patches(data)
        self._added: defaultdict[int, list[str]] = defaultdict(list)
        self._elements: dict[int, Element] = {}
        self._unlinked: defaultdict[int, set[str]] = defaultdict(set)
        self._linked: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        self._new: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.missing: set[str] = set()
        self.unwritable: set[str] = set()

    def write(self, key: Key, column: str, value: str | None) -> None:
        """Write a value; without one, the column is left out of the record."""
        place = self._index.records[key][0]
        span = place.fields.get(column)
        text = self._field(key[0], column, value) if value else None
        if span and text:
            self._patches.replace(span, text)
        elif span and not value:
            self._patches.drop(span)
        elif text:
            self._add(place.element, text)

    def add(self, key: Key, values: Mapping[str, str]) -> None:
        table, identity = key
        if table not in self._schema:
            self.missing.add(table)
            return
        lines = [self._field(table, name, value) for name, value in values.items()]
        inside = "".join(f"\n  {line}" for line in lines if line)
        self._into(table, RECORDS, f'<record id="{identity}">{inside}\n</record>')

    def drop(self, key: Key) -> None:
        """With every link to it and from it."""
        for place in self._index.records[key]:
            self._patches.drop(place.element.span)
        for number, link in enumerate(self._index.links):
            if link.source == key[1]:
                self._unlinked[number].update(link.ids)
            elif key[1] in link.ids:
                self._unlinked[number].add(key[1])

    def link(self, association: str, here: Key, other: str) -> None:
        found = self._side(association, here[0])
        if found is None:
            self.missing.add(f"{here[0]}.{association}")
            return
        table, target = found
        source, end = (here[1], other) if table == here[0] else (other, here[1])
        self._linked[table, source, association, target].add(end)

    def unlink(self, association: str, here: Key, other: str) -> None:
        for number, link in enumerate(self._index.links):
            if link.association == association and link.source == here[1]:
                self._unlinked[number] |= {other} & link.ids.keys()
            elif link.association == association and link.source == other:
                self._unlinked[number] |= {here[1]} & link.ids.keys()

    def result(self) -> bytes:
        self._write_links()
        for table in {table: None for table, _ in self._new}:
            self._write_new(table)
        for number, texts in self._added.items():
            self._patches.append(self._elements[number], texts)
        return self._patches.result()

    def _field(self, table: str, name: str, value: str) -> str | None:
        known = self._schema.get(table)
        column = known.columns.get(name) if known else None
        if column is None:
            self.missing.add(f"{table}.{name}")
            return None
        entity, title = self._led_to(value, column.targets if column.type in LOOKUPS else ())
        try:
            return field_of(name, value_of(value, column), entity, title)
        except NotInXml:
            self.unwritable.add(f"{table}.{name}")
            return None

    def _led_to(self, identity: str, targets: tuple[str, ...]) -> tuple[str, str]:
        """The table and the name of the row that a lookup leads to, as far as they are known."""
        for target in targets:
            title = self._title_of((target, identity))
            if title is not None:
                return target, title
        return (targets[0], "") if len(targets) == 1 else ("", "")

    def _side(self, association: str, table: str) -> tuple[str, str] | None:
        """The table under which links are written, and the one at their other end."""
        sides = [
            (one.name, one.associations[association])
            for one in self._schema.values()
            if association in one.associations
            and table in (one.name, one.associations[association])
        ]
        used = {link.table for link in self._index.links if link.association == association}
        sides.sort(key=lambda side: (side[0] not in used, side[0] != table))
        return sides[0] if sides else None

    def _write_links(self) -> None:
        for number, link in enumerate(self._index.links):
            self._write_link(link, self._unlinked[number])
        for (table, source, association, target), ids in self._linked.items():
            key = self._schema[target].key if target in self._schema else f"{target}id"
            head = (
                f'sourceid="{source}" targetentityname="{escaped(target)}" '
                f'targetentitynameidfield="{escaped(key)}" '
                f'm2mrelationshipname="{escaped(association)}"'
            )
            inside = "".join(f"\n    <targetid>{one}</targetid>" for one in sorted(ids))
            text = f"<m2mrelationship {head}>\n  <targetids>{inside}\n  </targetids>\n"
            self._into(table, LINKS, f"{text}</m2mrelationship>")

    def _write_link(self, link: LinkPlace, gone: set[str]) -> None:
        """What is new for a source goes into its first group."""
        mine = [
            key for key in self._linked if key[:3] == (link.table, link.source, link.association)
        ]
        new = self._linked.pop(mine[0]) - (link.ids.keys() - gone) if mine and link.list else set()
        if gone and not new and gone >= link.ids.keys():
            self._patches.drop(link.element.span)
            return
        for one in gone:
            self._patches.drop(link.ids[one])
        for one in sorted(new):
            if link.list:
                self._add(link.list, f"<targetid>{one}</targetid>")

    def _into(self, table: str, tag: str, text: str) -> None:
        entity = self._index.entities.get(table)
        element = entity and (entity.records if tag == RECORDS else entity.links)
        if element:
            self._add(element, text)
        else:
            self._new[table, tag].append(text)

    def _add(self, element: Element, text: str) -> None:
        self._elements[element.start] = element
        self._added[element.start].append(text)

    def _write_new(self, table: str) -> None:
        """Lists that are not there yet, in an entity that may not be there either."""
        lists = [_list(tag, self._new[table, tag]) for tag in (RECORDS, LINKS)]
        lists = [text for text in lists if text]
        if entity := self._index.entities.get(table):
            for text in lists:
                self._add(entity.element, text)
        elif self._index.root:
            inside = "".join(f"\n{_deeper(text)}" for text in lists)
            self._add(self._index.root, f'<entity name="{escaped(table)}">{inside}\n</entity>')


def _list(tag: str, texts: list[str]) -> str:
    inside = "".join(f"\n{_deeper(text)}" for text in texts)
    return f"<{tag}>{inside}\n</{tag}>" if texts else ""


def _deeper(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
