"""What happens in an organization when packages are installed and table maps are started."""

from collections.abc import Iterable, Sequence

from app.practice.dataverse.dual_write_rows import (
    COMPANIES,
    company_id,
    company_rows,
    find_map,
    map_row,
    runtime_id,
    runtime_row,
    table_maps,
)
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.platform_rows import PlatformRows
from app.practice.dataverse.solutions import solution_id, solution_row

_RUNTIME = "msdyn_dualwriteruntimeconfig"
CORE, COMPANY = "DualWriteCore", "Dynamics365Company"


def install_solutions(organization: Organization, names: Sequence[str]) -> None:
    """With their tables and rows: table maps, plug-ins, companies. Those there already stay."""
    new = [name for name in names if name not in organization.installed]
    with organization.store.transaction():
        for name in new:
            row = solution_row(organization.id, name, organization.now)
            organization.store.put("solution", row)
        for table, row in brought_rows(organization.id, new, organization.now):
            organization.store.put(table, row)


def brought_rows(
    organization_id: str, names: Sequence[str], now: str
) -> Iterable[tuple[str, Entity]]:
    for one in table_maps():
        if one.solution in names:
            solution = solution_id(organization_id, one.solution)
            yield "msdyn_dualwriteentitymap", map_row(organization_id, one, solution, now)
    platform = PlatformRows(organization_id, "")
    if CORE in names:
        for table, row in platform.plug_ins():
            yield table, row
    if COMPANY in names:
        for row in company_rows(organization_id, platform.id("team", "default"), now):
            yield "cdm_company", row


def dual_write_at_first(
    organization_id: str, names: Sequence[str], now: str
) -> Iterable[tuple[str, Entity]]:
    """Where dual-write has been in use: all maps run, but for the other family of order maps."""
    rows = list(brought_rows(organization_id, names, now))
    for one in table_maps():
        if one.runs_from_the_start and one.writes_finance:
            rows.append((_RUNTIME, runtime_row(organization_id, one, now)))
    for number, (table, row) in enumerate(rows):
        yield table, {"versionnumber": 510_000 + number, **row}


def main_company(organization_id: str) -> str:
    return company_id(organization_id, next(iter(COMPANIES)))


def start_map(organization: Organization, key: str) -> None:
    """Dataverse learns of maps that write finance and operations; of the others it holds nothing.

    `key` is like `accounts - Customers V3`. Starting a map twice changes nothing.
    """
    one = find_map(key)
    if one is None:
        raise KeyError(key)
    known = organization.store.find(_RUNTIME, runtime_id(organization.id, one))
    if one.writes_finance and not known:
        row = runtime_row(organization.id, one, organization.now)
        organization.store.put(_RUNTIME, row)


def stop_map(organization: Organization, key: str) -> None:
    one = find_map(key)
    if one is None:
        raise KeyError(key)
    row_id = runtime_id(organization.id, one)
    if organization.store.find(_RUNTIME, row_id):
        now = organization.clock.now()
        organization.store.delete(_RUNTIME, row_id, now)


def running_maps(organization: Organization) -> frozenset[str]:
    """Keys of the maps that have a runtime configuration."""
    return frozenset(
        one.key
        for one in table_maps()
        if organization.store.find(_RUNTIME, runtime_id(organization.id, one))
    )
