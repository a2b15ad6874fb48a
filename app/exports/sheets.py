"""The YAML files of a site, and where in them its records stand."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from app.exports.document import Document
from app.exports.keys import identity_of, is_bare, is_column, keys_of, named
from app.exports.kinds import ASSOCIATIONS, Kind
from app.exports.records import UNREAD, Entry, Value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One YAML file of the site; `path` is seen from the site's folder."""

    path: str
    kind: Kind
    document: Document

    @property
    def stem(self) -> str:
        return self.path.removesuffix(self.kind.ending)

    def identities(self) -> Iterator[Value]:
        """What each record says is its id."""
        return (identity_of(entry, self.kind.id_column) for entry in self.document.entries)

    def place(self, index: int) -> "Place":
        entry, column = self.document.entries[index], self.kind.id_column
        names = named(entry, column, self.path) if is_bare(entry, column) else None
        return Place(self, index, names)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the file, and which of its entries.

    `names` are its columns by the keys that stand there; without it, they are the same.
    """

    sheet: Sheet
    index: int
    names: Mapping[str, str] | None = None

    @property
    def entry(self) -> Entry:
        return self.sheet.document.entries[self.index]

    def keys_of(self, columns: Collection[str]) -> Mapping[str, str]:
        """The keys of these columns, as this record spells them or would spell them."""
        if self.names is None:
            return {column: column for column in columns}
        return keys_of(columns, self.names, self.sheet.kind.table)

    def said(self) -> Iterator[tuple[str, Value]]:
        """Names and values, ids that are linked as a tuple; UNREAD where no column has the name."""
        for one in self.entry.fields:
            name = one.key if self.names is None else self.names[one.key]
            yield name, _as_listed(name, one.value) if is_column(name) else UNREAD


def _as_listed(column: str, value: Value) -> Value:
    if column not in ASSOCIATIONS or not (value is None or isinstance(value, str)):
        return value
    return (value,) if value else ()


@dataclass(slots=True)
class Said:
    """`identity` is None where there is no good one: then the entry was not read further."""

    identity: str | None = None
    names: Mapping[str, str] | None = None
    columns: dict[str, str | None] = field(default_factory=dict)
    links: dict[str, frozenset[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
