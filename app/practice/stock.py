"""Puts sites into organizations, and the made-up ones into export files for the first merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.exports.building import build_export
from app.practice.content.sites import Site, Sites, make_sites
from app.practice.dataverse.dual_write_rows import runtime_row, table_maps
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.installing import brought_rows
from app.practice.dataverse.organization import Seed
from app.practice.dataverse.platform_rows import Pairs, PlatformRows, Rows
from app.practice.dataverse.rows import SiteRows
from app.practice.dataverse.solutions import DUAL_WRITE, PLATFORM, PORTAL, solution_rows
from app.practice.dataverse.tables import read_tables
from app.practice.environments import ENVIRONMENTS, Environment, Role

_MADE = datetime(2026, 1, 12, 9, 45, tzinfo=UTC)
_NOW = "2026-01-12T09:40:00Z"


@dataclass(frozen=True)
class Stock:
    """What organizations begin with, by host, and exports by file name. Read only, so shareable.

    `base` is the site that provisioning unpacks. `source` says where the content came from: a
    journal that goes with other content is laid aside.
    """

    seeds: Mapping[str, Seed]
    exports: Mapping[str, bytes]
    base: Site
    source: str


def make_stock(*, fresh_ids: bool = False) -> Stock:
    sites = make_sites(fresh_ids=fresh_ids)
    return stock_of(sites, source="made up, fresh ids" if fresh_ids else "made up")


def stock_of(sites: Sites, source: str) -> Stock:
    by_role = {Role.SITE: sites.site, Role.TEMPLATE: sites.template, Role.EMPTY: None}
    seeds = {one.host: _seed(one, by_role[one.role]) for one in ENVIRONMENTS}
    return Stock(seeds, exports(sites), sites.base, source)


def exports(sites: Sites) -> dict[str, bytes]:
    """By file name; the same rows that the organizations show."""
    named = {"base": sites.base, "site": sites.site, "template": sites.template}
    return {
        f"{name}.zip": build_export(site.name, site.website_id, site.rows)
        for name, site in named.items()
    }


def _seed(one: Environment, site: Site | None) -> Seed:
    """An environment without a site has neither portal nor dual-write, and could get both."""
    platform = PlatformRows(one.organization_id, one.name)
    platform.add_business()
    rows, pairs = platform.rows, platform.pairs
    unfit: tuple[str, ...] = ()
    names = PLATFORM if site is None else (*PLATFORM, *DUAL_WRITE, *PORTAL)
    rows["solution"] = solution_rows(one.organization_id, names, _NOW)
    if site:
        unfit = _add_site(rows, pairs, site)
        _add_dual_write(rows, one.organization_id, names)
    return Seed(
        id=one.organization_id,
        host=one.host,
        environment_id=one.id,
        name=one.name,
        rows=rows,
        pairs=pairs,
        finance=one.finance,
        unfit=unfit,
    )


def _add_site(rows: Rows, pairs: Pairs, site: Site) -> tuple[str, ...]:
    loaded = SiteRows(site.rows, read_tables(), site.website_id, _MADE, timedelta(seconds=1))
    for table, listed in loaded.rows.items():
        rows.setdefault(table, []).extend(listed)
    pairs.update(loaded.pairs)
    return tuple(f"{what} ({count})" for what, count in sorted(loaded.unfit.items()))


def _add_dual_write(rows: Rows, organization_id: str, names: tuple[str, ...]) -> None:
    """All maps run, except those of the other family of orders."""
    brought = list(brought_rows(organization_id, names, _NOW))
    for one in table_maps():
        if one.runs_from_the_start and one.writes_finance:
            row = runtime_row(organization_id, one, _NOW)
            brought.append(("msdyn_dualwriteruntimeconfig", row))
    for number, (table, row) in enumerate(brought):
        kept: Entity = {"versionnumber": 510_000 + number, **row}
        rows.setdefault(table, []).append(kept)
