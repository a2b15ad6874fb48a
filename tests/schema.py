"""What is known of Dataverse's tables, read from `wire/schema.txt`. Nobody's program reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("wire") / "schema.txt"
REFERENCE = Path(__file__).parents[2] / "shared" / "reference" / "schema"
LOOKUPS = frozenset({"Lookup", "Owner", "Customer"})


@dataclass(frozen=True)
class KnownColumn:
    name: str
    type: str
    sources: tuple[str, ...]
    length: int | None = None
    options: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()
    navigation_certainty: str = ""

    @property
    def is_lookup(self) -> bool:
        return self.type in LOOKUPS

    @property
    def navigations(self) -> tuple[str, ...]:
        if not self.is_lookup:
            return ()
        if self.type == "Owner" or len(self.targets) <= 1:
            return (self.name,)
        return tuple(f"{self.name}_{target}" for target in self.targets)

    @property
    def property(self) -> str:
        return f"_{self.name}_value" if self.is_lookup else self.name


@dataclass(frozen=True)
class KnownTable:
    name: str
    entity_set: str
    primary_name: str
    is_owned: bool
    has_state: bool
    columns: Mapping[str, KnownColumn]

    @property
    def primary_id(self) -> str:
        return f"{self.name}id"

    @property
    def properties(self) -> set[str]:
        """What a query may name: `_x_value` for a lookup."""
        return {column.property for column in self.columns.values()}

    @property
    def navigations(self) -> set[str]:
        return {name for column in self.columns.values() for name in column.navigations}


@dataclass
class Schema:
    """`links`: the two ends of a many-to-many relationship. `only`: names by source."""

    sources: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    only: dict[str, str] = field(default_factory=dict)
    tables: dict[str, KnownTable] = field(default_factory=dict)

    @property
    def entity_sets(self) -> dict[str, KnownTable]:
        return {table.entity_set: table for table in self.tables.values()}

    @property
    def names(self) -> set[str]:
        """Every name that may stand in the product for a table, a set, a column or a way."""
        found = {*self.links, *(name.lower() for name in self.links), *self.only, *self.tables}
        for table in self.tables.values():
            found |= {table.entity_set, *table.columns, *table.properties, *table.navigations}
        return found

    def certainty(self, column: KnownColumn) -> str:
        order = ("documented", "seen", "derived", "assumed")
        said = {self.sources[source.partition(":")[0]] for source in column.sources}
        return next(word for word in order if word in said)


@cache
def read_schema() -> Schema:
    schema, shared = Schema(), dict[str, dict[str, KnownColumn]]()
    blocks = FILE.read_text("utf-8").split("\n\n")
    for lines in (_lines(block) for block in blocks):
        match lines[0].split() if lines else []:
            case ["source" | "link" | "only", *_]:
                for line in lines:
                    _fact(schema, line.split())
            case [star, *_] if star.startswith("*"):
                shared[star] = dict(_columns(lines[1:]))
            case [name, entity_set, primary_name, owned, state]:
                columns = {f"{name}id": KnownColumn(f"{name}id", "Uniqueidentifier", ("cdm",))}
                columns |= dict(_columns(lines[1:])) | shared["*"]
                columns |= shared["*owned"] if owned == "O" else {}
                columns |= shared["*state"] if state == "S" else {}
                schema.tables[name] = KnownTable(
                    name, entity_set, primary_name, owned == "O", state == "S", columns
                )
    return schema


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line and not line.startswith("#")]


def _fact(schema: Schema, words: list[str]) -> None:
    match words:
        case ["source", code, certainty, *_]:
            schema.sources[code] = certainty
        case ["link", name, one, other, _]:
            schema.links[name] = (one, other)
        case ["only", source, *names]:
            schema.only |= dict.fromkeys(names, source)


def _columns(lines: list[str]) -> Iterator[tuple[str, KnownColumn]]:
    for line in lines:
        name, kind, sources, *navigation = line.split()
        kind, _, targets = kind.partition(">")
        kind, _, options = kind.partition("=")
        kind, _, length = kind.partition(":")
        column = KnownColumn(
            name,
            kind,
            tuple(sources.split(",")),
            int(length) if length else None,
            tuple(int(option) for option in options.split("|") if option),
            tuple(target for target in targets.split("|") if target),
            navigation[0].removeprefix("nav:") if navigation else "",
        )
        yield name, column
        if kind == "File":
            yield f"{name}_name", KnownColumn(f"{name}_name", "String", column.sources)
