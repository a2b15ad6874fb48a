"""Is the core solution of dual-write there? One question tells it; others are asked if that fails.

Without the right to read table definitions, the table of the maps itself can be asked for. After
that only traces are left: the solution by its likely name, and the state of its package.
"""

from dataclasses import dataclass

from app.microsoft.absence import says_not_installed
from app.microsoft.errors import RemoteError
from app.steps.maps.facts import SeenPackage
from app.steps.maps.observe.asking import Place, readable
from app.steps.maps.packages import ALL_IN_ONE_PACKAGE, CORE, CORE_SOLUTIONS, CORE_TABLE
from app.wizard.facts import Fact

TABLES = "Dataverse: EntityDefinitions"
ROWS = "Dataverse: msdyn_dualwriteentitymaps"
SOLUTIONS = "Dataverse: solutions"
PACKAGES = "Power Platform: applicationPackages"


@dataclass(frozen=True)
class Traces:
    """What else was seen, by unique name."""

    solutions: dict[str, Fact[str]]
    packages: dict[str, Fact[SeenPackage]]


async def core_table(place: Place, traces: Traces) -> Fact[bool]:
    found = await readable(lambda: place.microsoft.dataverse.table(CORE_TABLE))
    if not isinstance(found, RemoteError):
        return Fact[bool].exact(found is not None, source=TABLES, at=place.at)
    if says_not_installed(found):
        return Fact[bool].likely(value=False, source=TABLES, reason=str(found), at=place.at)
    rows = await readable(lambda: place.microsoft.dual_write.count(f"{CORE_TABLE}s"))
    if not isinstance(rows, RemoteError):
        return Fact[bool].exact(value=True, source=ROWS, at=place.at)
    if says_not_installed(rows):
        return Fact[bool].likely(value=False, source=ROWS, reason=str(rows), at=place.at)
    return _by(traces, str(found), place)


def _by(traces: Traces, reason: str, place: Place) -> Fact[bool]:
    solutions = [traces.solutions.get(name) for name in CORE_SOLUTIONS]
    if any(one and one.value for one in solutions):
        return Fact[bool].likely(value=True, source=SOLUTIONS, reason="core_solution", at=place.at)
    package = traces.packages.get(CORE.unique_name)
    older = traces.packages.get(ALL_IN_ONE_PACKAGE)
    states = {one.value.state for one in (package, older) if one and one.value}
    if "installed" in states:
        return Fact[bool].likely(value=True, source=PACKAGES, reason="package_state", at=place.at)
    if package and package.value and package.value.state == "absent":
        return Fact[bool].likely(value=False, source=PACKAGES, reason="package_state", at=place.at)
    return Fact[bool].unknown(source=TABLES, reason=reason, at=place.at)
