"""The three sites of the rehearsal: what it was made from, as it stands, and the new template."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from app.exports.site import Row
from app.practice.content.customer import customise
from app.practice.content.draft import Draft, Identity
from app.practice.content.first_template import first_template
from app.practice.content.new_template import renew

_NAMESPACE = UUID("5f1d9a52-6c0e-4b8a-9f11-000000000001")
_PER_ORGANIZATION = frozenset({"adx_website", "adx_websitelanguage", "adx_portallanguage"})


@dataclass(frozen=True)
class Site:
    name: str
    website_id: str
    rows: tuple[Row, ...]
    oddities: tuple[str, ...] = ()  # of the export it was loaded from


@dataclass(frozen=True)
class Sites:
    base: Site
    site: Site
    template: Site


def make_sites(*, fresh_ids: bool = False) -> Sites:
    """`fresh_ids`: the new template shares no GUID with the site, instead of about half."""
    base = first_template()
    site, template = base.copy(), base.copy()
    customise(site)
    renew(template)
    newer = _all_new if fresh_ids else _half_new
    return Sites(
        _site("Customer portal", base, _first),
        _site("Contoso customer portal", site, _first),
        _site("Customer portal", template, newer),
    )


def _site(name: str, draft: Draft, identity: Identity) -> Site:
    draft.set("adx_website", "website", adx_name=name)
    return Site(name, identity("adx_website", "website"), draft.rows(identity))


def _first(table: str, key: str) -> str:
    return str(uuid5(_NAMESPACE, f"{table}/{key}"))


def _all_new(table: str, key: str) -> str:
    return str(uuid5(_NAMESPACE, f"new {table}/{key}"))


def _half_new(table: str, key: str) -> str:
    """Some records keep their GUID from version to version, others are made anew each time."""
    is_odd = sum(f"{table}/{key}".encode()) % 2
    is_new = is_odd or table in _PER_ORGANIZATION
    return _all_new(table, key) if is_new else _first(table, key)
