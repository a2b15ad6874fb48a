"""The tables Dataverse knows, read from `schema/`, with the columns every table shares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

_SCHEMA = Path(__file__).with_name("schema")
SITE, PLATFORM, DUAL_WRITE = "site", "platform", "dual_write"
_LOOKUPS = frozenset({"Lookup", "Owner"})
_UNKNOWN_LENGTH = 100_000
_WRITES = frozenset({"POST", "PATCH", "PUT", "DELETE"})
_ALSO_WRITABLE = {"annotation": _WRITES, "organization": frozenset({"PATCH", "PUT"})}

_EVERYWHERE = (
    ("DateTime", "createdon~ modifiedon~ overriddencreatedon"),
    ("Lookup", "createdby>systemuser~ modifiedby>systemuser~"),
    ("Lookup", "createdonbehalfby>systemuser~ modifiedonbehalfby>systemuser~"),
    ("Integer", "importsequencenumber timezoneruleversionnumber utcconversiontimezonecode"),
    ("BigInt", "versionnumber~"),
)
_OWNED = (
    ("Owner", "ownerid>systemuser|team"),
    ("Lookup", "owningbusinessunit>businessunit~ owningteam>team~ owninguser>systemuser~"),
)
_STATE = (("State", "statecode"), ("Status", "statuscode"))


@dataclass(frozen=True)
class Column:
    """`options` is empty when any choice is taken. `cascades`: rows go with the one they name."""

    name: str
    type: str
    length: int | None = None
    options: frozenset[int] = frozenset()
    targets: tuple[str, ...] = ()
    is_required: bool = False
    is_read_only: bool = False
    cascades: bool = False
    default: bool | None = None

    @property
    def is_lookup(self) -> bool:
        return self.type in _LOOKUPS

    @property
    def target(self) -> str:
        """The table a lookup leads to, when it is only one."""
        return self.targets[0] if len(self.targets) == 1 else ""

    @property
    def target_key(self) -> str:
        """Where a row keeps which table a lookup to several tables leads to."""
        return f"#{self.name}"

    @property
    def longest(self) -> int:
        return self.length or _UNKNOWN_LENGTH

    @property
    def navigations(self) -> Mapping[str, tuple[str, ...]]:
        """The names by which a lookup is written and expanded, with the tables each may lead to."""
        if self.type == "Owner" or len(self.targets) == 1:
            return {self.name: self.targets}
        return {f"{self.name}_{target}": (target,) for target in self.targets}

    @property
    def property(self) -> str:
        """The name in a query or a row: a lookup shows as `_name_value`."""
        return f"_{self.name}_value" if self.is_lookup else self.name


@dataclass(frozen=True)
class Table:
    """`group` is the file it was read from: what brings it, and whether it can be written."""

    name: str
    entity_set: str
    primary_name: str
    is_owned: bool
    has_state: bool
    columns: Mapping[str, Column]
    group: str = SITE

    @property
    def primary_id(self) -> str:
        return f"{self.name}id"

    def takes(self, method: str) -> bool:
        """Whether rows of this table can be written so. Most can only be looked at here."""
        return self.group == SITE or method in _ALSO_WRITABLE.get(self.name, ())

    @cached_property
    def properties(self) -> Mapping[str, Column]:
        return {column.property: column for column in self.columns.values()}

    @cached_property
    def navigations(self) -> Mapping[str, tuple[Column, tuple[str, ...]]]:
        return {
            name: (column, targets)
            for column in self.columns.values()
            if column.is_lookup
            for name, targets in column.navigations.items()
        }


@cache
def read_tables() -> Mapping[str, Table]:
    """By logical name."""
    groups = (SITE, PLATFORM, DUAL_WRITE)
    return {table.name: table for group in groups for table in _group(group)}


def _group(group: str) -> Iterator[Table]:
    text = (_SCHEMA / f"{group}.txt").read_text("utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for block in text.strip().split("\n\n"):
        yield _table(block.splitlines(), group)


def _table(lines: list[str], group: str) -> Table:
    name, entity_set, primary_name, owner, state = lines[0].split()
    listed = [tuple(line.split(maxsplit=1)) for line in lines[1:]]
    columns = [Column(f"{name}id", "Uniqueidentifier")]
    shared = (*_EVERYWHERE, *(_OWNED if owner == "O" else ()), *(_STATE if state == "S" else ()))
    for kind, words in (*listed, *shared):
        columns.extend(_columns(kind, words))
    by_name = {column.name: column for column in columns}
    return Table(name, entity_set, primary_name, owner == "O", state == "S", by_name, group)


def _columns(kind: str, words: str) -> Iterator[Column]:
    for word in words.split():
        plain = word.rstrip("!~^")
        signs = word[len(plain) :]
        plain, _, targets = plain.partition(">")
        plain, _, options = plain.partition("=")
        name, _, length = plain.partition(":")
        yield Column(
            name,
            kind,
            int(length) if length else None,
            frozenset(int(option) for option in options.split("|") if option.isdecimal()),
            tuple(target for target in targets.split("|") if target),
            "!" in signs,
            "~" in signs,
            "^" in signs,
            {"true": True, "false": False}.get(options),
        )
        if kind == "File":
            yield Column(f"{name}_name", "String", is_read_only=True)
