"""What can be wrong with a site as a whole, and the index that the checks share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter

from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.table_list import table
from app.merge.tables import Kind, target_id
from app.merge.values import normal


class Weight(StrEnum):
    """What a fault means if the merge brings it: a portal that does not work, or one to look at."""

    BREAKS = "breaks"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `code` gets its words where shown; `name` says more, if needed."""

    code: str
    weight: Weight
    table: str
    record_id: str
    title: str
    name: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """The same for the same fault before and after."""
        return self.code, self.table, self.record_id, self.name


@dataclass(frozen=True)
class SiteIndex:
    """One snapshot, indexed once. A table of which nothing was read is not judged."""

    snapshot: Snapshot
    tables: Mapping[str, list[Record]]
    _active: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot) -> "SiteIndex":
        tables = sorted(snapshot.by_table().items())
        return cls(snapshot, {name: sorted(some, key=attrgetter("id")) for name, some in tables})

    def active(self, name: str) -> Iterator[Record]:
        return (record for record in self.tables.get(name, []) if is_active(record))

    def target(self, name: str, record: Record, column: str) -> Record | None:
        """Where a lookup leads."""
        return self.snapshot.records.get((name, target_id(record.text(column))))

    def leads_to_active(self, name: str, record: Record, column: str) -> bool:
        """Whether a lookup leads to an active record; true where that cannot be seen."""
        if record.value(column) is NOT_READ or name not in self.tables:
            return True
        if name not in self._active:
            self._active[name] = frozenset(one.id for one in self.active(name))
        return target_id(record.text(column)) in self._active[name]


def fault(code: str, record: Record, weight: Weight = Weight.LOOK, name: str = "") -> Fault:
    title = record.text(table(record.table).title) or record.id
    return Fault(code, weight, record.table, record.id, title, name)


def is_active(record: Record) -> bool:
    said = record.text("statecode")
    if said in ("", "0"):
        return True
    return normal(Kind.NUMBER, said, "statecode") == normal(Kind.NUMBER, "0", "statecode")


def is_true(record: Record, column: str) -> bool:
    return normal(Kind.BOOLEAN, record.text(column)) == "true"
