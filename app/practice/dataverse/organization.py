"""One Dataverse organization: its tables, its rows and how they hang together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.practice.dataverse.faults import no_such_property, no_such_segment
from app.practice.dataverse.filters import Entity, Getter, Scope, Value
from app.practice.dataverse.tables import Column, Table

# association: table, table; the navigation has the association's name on both sides
ASSOCIATIONS: Mapping[str, tuple[str, str]] = {
    "adx_entitypermission_webrole": ("adx_entitypermission", "adx_webrole"),
    "adx_webpageaccesscontrolrule_webrole": ("adx_webpageaccesscontrolrule", "adx_webrole"),
    "adx_websiteaccess_webrole": ("adx_websiteaccess", "adx_webrole"),
}


@dataclass(frozen=True, slots=True)
class FinanceLink:
    """The finance and operations environment this organization is linked to."""

    url: str
    id: str
    is_unified: bool = False


@dataclass
class Organization:
    """`pairs` are the many-to-many links by association: (id of the first table, of the second)."""

    id: str
    host: str
    environment_id: str
    name: str
    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[Entity]]
    pairs: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    finance: FinanceLink | None = None

    def __post_init__(self) -> None:
        self._by_set = {table.entity_set: table for table in self.tables.values()}
        self._by_id = {
            (name, str(row[f"{name}id"])): row for name, rows in self.rows.items() for row in rows
        }

    @property
    def origin(self) -> str:
        return f"https://{self.host}"

    def table_of(self, entity_set: str) -> Table:
        if entity_set not in self._by_set:
            raise no_such_segment(entity_set)
        return self._by_set[entity_set]

    def find(self, table: str, row_id: Value) -> Entity | None:
        return self._by_id.get((table, str(row_id)))

    def scope(self, table: Table) -> Scope:
        """How paths in a filter are read, with lookups followed through their navigation."""

        def getter(path: str) -> Getter:
            *navigations, last = path.split("/")
            here, columns = table, []
            for name in navigations:
                columns.append(self._lookup(here, name))
                here = self.tables[columns[-1].target]
            if last not in here.properties:
                raise no_such_property(last, here.name)
            return lambda row: self._follow(row, columns, last)

        return getter

    def _lookup(self, table: Table, name: str) -> Column:
        column = table.columns.get(name)
        if not column or not column.target or column.target not in self.tables:
            raise no_such_property(name, table.name)
        return column

    def _follow(self, row: Entity, columns: Sequence[Column], last: str) -> Value:
        here: Entity | None = row
        for column in columns:
            here = self.find(column.target, here.get(column.property)) if here else None
        return here.get(last) if here else None

    def related(self, table: Table, row: Entity, navigation: str) -> tuple[Table, list[Entity]]:
        """The rows behind a many-to-many navigation; an unknown one is refused."""
        ends = ASSOCIATIONS.get(navigation, ())
        if table.name not in ends or any(end not in self.tables for end in ends):
            raise no_such_property(navigation, table.name)
        near = ends.index(table.name)
        far, row_id = self.tables[ends[1 - near]], str(row[table.primary_id])
        ids = [pair[1 - near] for pair in self.pairs.get(navigation, ()) if pair[near] == row_id]
        return far, [found for one in ids if (found := self.find(far.name, one))]
