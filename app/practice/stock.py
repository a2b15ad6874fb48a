"""Puts sites into organizations, and the made-up ones into export files for the first merge."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.exports.building import build_export
from app.practice.content.sites import Site, Sites, make_sites
from app.practice.dataverse.organization import Seed
from app.practice.environments import ENVIRONMENTS, Role
from app.practice.seeding import seed


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
    seeds = {one.host: seed(one, by_role[one.role]) for one in ENVIRONMENTS}
    return Stock(seeds, exports(sites), sites.base, source)


def exports(sites: Sites) -> dict[str, bytes]:
    """By file name; the same rows that the organizations show."""
    named = {"base": sites.base, "site": sites.site, "template": sites.template}
    return {
        f"{name}.zip": build_export(site.name, site.website_id, site.rows)
        for name, site in named.items()
    }
