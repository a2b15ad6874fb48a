"""One Dataverse organization: its tables, its rows and how they hang together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.dataverse.associations import ASSOCIATIONS
from app.practice.dataverse.faults import no_such_property, no_such_segment
from app.practice.dataverse.filters import Entity, Getter, Scope, Value
from app.practice.dataverse.journal import Journal
from app.practice.dataverse.store import Pair, Store
from app.practice.dataverse.tables import DUAL_WRITE, SITE, Column, Table, read_tables

VISIBLE_FROM = "#visible"  # a row the platform makes on its own can take a while to show
_ALWAYS = frozenset({"annotation", "fileattachment"})
_BROUGHT_BY = {SITE: "MicrosoftCrmPortalBase", DUAL_WRITE: "DualWriteCore"}
_COMPANY = {"cdm_company": "Dynamics365Company"}


@dataclass(frozen=True, slots=True)
class FinanceLink:
    """The finance and operations environment this organization is linked to."""

    url: str
    id: str
    is_unified: bool = False


@dataclass(frozen=True)
class Seed:
    """What an organization begins with. Never changed, so that it can be shared.

    `pairs` are the many-to-many links by association: (id of the first table, of the second).
    `unfit` says what of a loaded site has no place here.
    """

    id: str
    host: str
    environment_id: str
    name: str
    rows: Mapping[str, Sequence[Entity]]
    pairs: Mapping[str, Sequence[Pair]] = field(default_factory=dict)
    finance: FinanceLink | None = None
    unfit: tuple[str, ...] = ()


class Organization:
    """`store` holds what is in it now; everything else is said once."""

    def __init__(
        self, seed: Seed, clock: Clock, controls: Controls, journal: Journal | None = None
    ) -> None:
        self.id, self.host = seed.id, seed.host
        self.environment_id, self.name = seed.environment_id, seed.name
        self.finance, self.unfit = seed.finance, seed.unfit
        self.clock, self.controls = clock, controls
        self.store = Store(seed.rows, seed.pairs, journal)

    @property
    def origin(self) -> str:
        return f"https://{self.host}"

    @property
    def root(self) -> str:
        return f"{self.origin}/api/data/v9.2/"

    @property
    def now(self) -> str:
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def installed(self) -> frozenset[str]:
        """The unique names of the solutions it has."""
        return frozenset(str(row["uniquename"]) for row in self.store.rows("solution"))

    @property
    def tables(self) -> Mapping[str, Table]:
        """Solutions bring their tables with them."""
        return _tables_with(self.installed)

    def attachments(self, ending: str, *, are_allowed: bool) -> None:
        """What an administrator sets in the admin center, under Privacy + Security."""
        for row in self.store.rows("organization"):
            others = [one for one in str(row["blockedattachments"]).split(";") if one != ending]
            blocked = ";".join(others if are_allowed else [*others, ending])
            self.store.put("organization", {**row, "blockedattachments": blocked})

    def table_of(self, entity_set: str) -> Table:
        for table in self.tables.values():
            if table.entity_set == entity_set:
                return table
        raise no_such_segment(entity_set)

    def rows(self, table: str) -> list[Entity]:
        now = self.now
        return [row for row in self.store.rows(table) if str(row.get(VISIBLE_FROM, "")) <= now]

    def find(self, table: str, row_id: Value) -> Entity | None:
        row = self.store.find(table, str(row_id))
        return row if row and str(row.get(VISIBLE_FROM, "")) <= self.now else None

    def scope(self, table: Table) -> Scope:
        """How paths in a filter are read, with lookups followed through their navigation."""

        def getter(path: str) -> Getter:
            *navigations, last = path.split("/")
            here, way = table, []
            for name in navigations:
                column, target = self._lookup(here, name)
                way.append((column, target.name))
                here = target
            if last not in here.properties:
                raise no_such_property(last, here.name)
            return lambda row: self._follow(row, way, last)

        return getter

    def _lookup(self, table: Table, name: str) -> tuple[Column, Table]:
        column, targets = table.navigations.get(name, (None, ()))
        target = self.tables.get(targets[0]) if targets else None
        if not column or not target:
            raise no_such_property(name, table.name)
        return column, target

    def _follow(self, row: Entity, way: Sequence[tuple[Column, str]], last: str) -> Value:
        here: Entity | None = row
        for column, target in way:
            here = self.find(target, here.get(column.property)) if here else None
        return here.get(last) if here else None

    def has_association(self, table: Table, navigation: str) -> bool:
        ends = ASSOCIATIONS.get(navigation, ())
        return table.name in ends and all(end in self.tables for end in ends)

    def far_end(self, table: Table, navigation: str) -> tuple[Table, int]:
        """The other table of a many-to-many navigation, and which end of a pair this one is."""
        if not self.has_association(table, navigation):
            raise no_such_property(navigation, table.name)
        ends = ASSOCIATIONS[navigation]
        near = ends.index(table.name)
        return self.tables[ends[1 - near]], near

    def related(self, table: Table, row: Entity, navigation: str) -> tuple[Table, list[Entity]]:
        """The rows behind a many-to-many navigation; an unknown one is refused."""
        far, near = self.far_end(table, navigation)
        row_id = str(row[table.primary_id])
        ids = [pair[1 - near] for pair in self.store.pairs(navigation) if pair[near] == row_id]
        return far, [found for one in ids if (found := self.find(far.name, one))]


@cache
def _tables_with(solutions: frozenset[str]) -> Mapping[str, Table]:
    def is_there(table: Table) -> bool:
        needed = _COMPANY.get(table.name) or _BROUGHT_BY.get(table.group)
        return table.name in _ALWAYS or needed is None or needed in solutions

    return {name: table for name, table in read_tables().items() if is_there(table)}
