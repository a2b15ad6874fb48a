"""The table maps that the map solutions bring, as far as a Customer portal is concerned."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

MAP_SOLUTIONS = {
    "core": "msdyn_DualWriteAppCoreMaps",
    "fin": "msdyn_Dynamics365FinanceExtendedMaps",
    "scm": "msdyn_Dynamics365SupplyChainExtendedMaps",
}
OLD_MAP_SOLUTION = "Dynamics365FinanceAndOperationsDualWriteMaps"  # brings all of them at once
_FILE = Path(__file__).with_name("maps.txt")
_VENDORS = "msdyn_vendors"
_OTHER_FAMILY = "Dynamics 365 Sales"


@dataclass(frozen=True, slots=True)
class TableMap:
    """`number` keeps apart two maps with one name. `needs` are the sets that have to run before."""

    number: int
    finance: str
    entity_set: str
    table: str
    solution: str
    direction: str
    version: tuple[int, ...]
    lookups: int
    needs: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.entity_set} - {self.finance}"

    @property
    def key(self) -> str:
        """The name, or for the vendors' twin of a map something else."""
        return f"{self.name} for vendors" if self.is_twin else self.name

    @property
    def is_twin(self) -> bool:
        """The vendors' map of a name that two maps have. Dataverse is not told of it."""
        return _VENDORS in self.needs

    def tid(self, organization_id: str) -> str:
        """The template's id, which is also that of the map's row in Dataverse."""
        version = ".".join(str(part) for part in self.version)
        return str(uuid5(NAMESPACE_OID, f"{organization_id} map {self.name} {version}"))

    def pid(self, organization_id: str) -> str:
        """The project's id, which is also in the runtime configuration in Dataverse."""
        return str(uuid5(NAMESPACE_OID, f"{organization_id} project {self.key}"))

    @property
    def is_spare(self) -> bool:
        """Stopped where everything else runs: vendors, and the other family of order maps."""
        return self.finance.startswith(_OTHER_FAMILY) or self.is_twin


@cache
def read_table_maps() -> tuple[TableMap, ...]:
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple(_read(number, line) for number, line in enumerate(lines))


def _read(number: int, line: str) -> TableMap:
    finance, entity_set, table, solution, direction, version, lookups, needs = (
        part.strip() for part in line.split("|")
    )
    return TableMap(
        number,
        finance,
        entity_set,
        table,
        MAP_SOLUTIONS[solution],
        direction,
        tuple(int(part) for part in version.split(".")),
        int(lookups),
        tuple(needs.split()),
    )


def in_order(wanted: Iterable[TableMap]) -> list[TableMap]:
    """With everything they need, what is needed first coming first."""
    ordered: dict[TableMap, None] = {}

    def add(one: TableMap) -> None:
        if one not in ordered:
            for entity_set in one.needs:
                for each in read_table_maps():
                    if each.entity_set == entity_set and not each.is_spare:
                        add(each)
            ordered[one] = None

    for one in wanted:
        add(one)
    return list(ordered)
