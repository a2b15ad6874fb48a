"""The tables an organization has, read from `tables.txt`, with the columns every table shares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_EVERYWHERE = (
    ("DateTime", "createdon modifiedon overriddencreatedon"),
    ("Lookup", "createdby>systemuser modifiedby>systemuser"),
    ("Lookup", "createdonbehalfby>systemuser modifiedonbehalfby>systemuser"),
    ("Integer", "importsequencenumber timezoneruleversionnumber utcconversiontimezonecode"),
    ("BigInt", "versionnumber"),
)
_OWNED = (
    ("Owner", "ownerid>systemuser"),
    ("Lookup", "owningbusinessunit>businessunit owningteam>team owninguser>systemuser"),
)
_STATE = (("State", "statecode"), ("Status", "statuscode"))


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    length: int | None = None
    target: str = ""

    @property
    def property(self) -> str:
        """The name in a query or a row: a lookup shows as `_name_value`."""
        return f"_{self.name}_value" if self.type in ("Lookup", "Owner") else self.name


@dataclass(frozen=True)
class Table:
    name: str
    entity_set: str
    primary_name: str
    is_owned: bool
    has_state: bool
    columns: Mapping[str, Column]

    @property
    def primary_id(self) -> str:
        return f"{self.name}id"

    @cached_property
    def properties(self) -> Mapping[str, Column]:
        return {column.property: column for column in self.columns.values()}


def read_tables() -> dict[str, Table]:
    """By logical name."""
    text = Path(__file__).with_name("tables.txt").read_text("utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    tables = (_table(block.splitlines()) for block in text.strip().split("\n\n"))
    return {table.name: table for table in tables}


def _table(lines: list[str]) -> Table:
    name, entity_set, primary_name, owner, state = lines[0].split()
    listed = [tuple(line.split(maxsplit=1)) for line in lines[1:]]
    columns = [Column(f"{name}id", "Uniqueidentifier")]
    shared = (*_EVERYWHERE, *(_OWNED if owner == "O" else ()), *(_STATE if state == "S" else ()))
    for kind, words in (*listed, *shared):
        columns.extend(_columns(kind, words))
    by_name = {column.name: column for column in columns}
    return Table(name, entity_set, primary_name, owner == "O", state == "S", by_name)


def _columns(kind: str, words: str) -> Iterator[Column]:
    for word in words.split():
        name, _, target = word.partition(">")
        name, _, length = name.partition(":")
        yield Column(name, kind, int(length) if length else None, target)
