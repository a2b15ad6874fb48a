"""Puts the made-up sites into organizations, and into export files for the first merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.exports.building import build_export
from app.practice.content.sites import Site, Sites, make_sites
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.rows import entities, pairs
from app.practice.dataverse.solutions import solutions
from app.practice.dataverse.tables import read_tables
from app.practice.environments import ENVIRONMENTS, Environment, Role

_MADE = datetime(2026, 1, 12, 9, 45, tzinfo=UTC)
_ALWAYS_THERE = frozenset({"solution", "annotation"})


@dataclass(frozen=True)
class Stock:
    """Everything made up: organizations by host, exports by file name. Read only, so shareable."""

    organizations: Mapping[str, Organization]
    exports: Mapping[str, bytes]


def make_stock(*, fresh_ids: bool = False) -> Stock:
    sites = make_sites(fresh_ids=fresh_ids)
    return Stock(organizations(sites), exports(sites))


def organizations(sites: Sites) -> dict[str, Organization]:
    """By host. The empty environment has neither portal nor dual-write tables."""
    by_role = {Role.SITE: sites.site, Role.TEMPLATE: sites.template, Role.EMPTY: None}
    return {one.host: _organization(one, by_role[one.role]) for one in ENVIRONMENTS}


def exports(sites: Sites) -> dict[str, bytes]:
    """By file name; the same rows that the organizations show."""
    named = {"base": sites.base, "site": sites.site, "template": sites.template}
    return {
        f"{name}.zip": build_export(site.name, site.website_id, site.rows)
        for name, site in named.items()
    }


def _organization(one: Environment, site: Site | None) -> Organization:
    tables = read_tables()
    if not site:
        tables = {name: table for name, table in tables.items() if name in _ALWAYS_THERE}
    rows = entities(site.rows, tables, site.website_id, _MADE) if site else {"annotation": []}
    rows["solution"] = solutions(one.organization_id, with_portal=site is not None)
    rows.pop("msdyn_dualwriteentitymap", None)  # the table is there, its rows are not simulated
    return Organization(
        id=one.organization_id,
        host=one.host,
        environment_id=one.id,
        name=one.name,
        tables=tables,
        rows=rows,
        pairs=pairs(site.rows) if site else {},
        finance=one.finance,
    )
