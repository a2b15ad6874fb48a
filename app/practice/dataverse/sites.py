"""Putting a whole site into an organization, as provisioning does, and taking one away."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import uuid4

from app.exports.site import GUID, Row
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.installing import install_solutions
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.rows import SiteRows
from app.practice.dataverse.solutions import PORTAL
from app.practice.dataverse.users import user_id
from app.practice.dataverse.writer import Writer

_BURST = timedelta(milliseconds=50)  # between two rows while a template is unpacked
DOMAIN = "powerappsportals.com"


def provision_site(
    organization: Organization,
    rows: Sequence[Row],
    website_id: str,
    called: tuple[str, str],
    person_id: str,
) -> str:
    """Unpack a template: every row under a new id, all within moments. Gives the website's id.

    `called` is the name of the site and its subdomain. Languages that the organization knows
    already are used, not made again.
    """
    name, subdomain = called
    with organization.store.transaction():
        install_solutions(organization, PORTAL)
        fresh = _fresh_ids(organization, rows)
        copies = [_copy(row, fresh) for row in rows if row.id not in fresh.known]
        made = organization.clock.now() - _BURST * len(copies)
        new_id = fresh.ids[website_id]
        unpacked = SiteRows(copies, organization.tables, new_id, made, _BURST)
        for table, listed in unpacked.rows.items():
            for row in listed:
                organization.store.put(table, _signed(organization, row, person_id))
        for association, pairs in unpacked.pairs.items():
            for pair in pairs:
                organization.store.link(association, pair)
        _christen(organization, new_id, name, subdomain)
    return new_id


def bind_site(organization: Organization, website_id: str, name: str, host: str) -> None:
    """A running host has a binding; without one the website counts as inactive."""
    organization.store.put(
        "adx_websitebinding",
        {
            "adx_websitebindingid": str(uuid4()),
            "adx_name": host,
            "adx_sitename": name,
            "_adx_websiteid_value": website_id,
            "statecode": 0,
            "statuscode": 1,
            "createdon": organization.now,
            "modifiedon": organization.now,
        },
    )


def unbind_site(organization: Organization, website_id: str) -> None:
    """The host is deleted; the rows of the site stay."""
    for row in organization.store.rows("adx_websitebinding"):
        if row["_adx_websiteid_value"] == website_id:
            now = organization.clock.now()
            organization.store.delete("adx_websitebinding", str(row["adx_websitebindingid"]), now)


def remove_site(organization: Organization, website_id: str, person_id: str) -> None:
    """Delete the website row. What the platform leaves behind then is left behind here too."""
    table = organization.tables["adx_website"]
    row = organization.store.find("adx_website", website_id)
    if row:
        Writer(organization, user_id(organization.id, person_id)).delete(table, row)


class _Fresh:
    def __init__(self, ids: Mapping[str, str], known: frozenset[str]) -> None:
        self.ids, self.known = ids, known


def _fresh_ids(organization: Organization, rows: Sequence[Row]) -> _Fresh:
    there = {
        row["adx_languagecode"]: str(row["adx_portallanguageid"])
        for row in organization.store.rows("adx_portallanguage")
    }
    ids, known = {}, set()
    for row in rows:
        code = row.columns.get("adx_languagecode")
        if row.table == "adx_portallanguage" and code in there:
            ids[row.id] = there[code]
            known.add(row.id)
        else:
            ids[row.id] = str(uuid4())
    return _Fresh(ids, frozenset(known))


def _copy(row: Row, fresh: _Fresh) -> Row:
    def renewed(found: re.Match[str]) -> str:
        return fresh.ids.get(found.group().lower(), found.group())

    columns = {
        name: GUID.sub(renewed, text) if text else text for name, text in row.columns.items()
    }
    links = {
        name: frozenset(fresh.ids.get(one, one) for one in ids) for name, ids in row.links.items()
    }
    return Row(row.table, fresh.ids[row.id], columns, links, row.content, row.paths)


def _signed(organization: Organization, row: Entity, person_id: str) -> Entity:
    who = user_id(organization.id, person_id)
    signed = {**row, "_createdby_value": who, "_modifiedby_value": who}
    if "_ownerid_value" in row:
        signed.update(_ownerid_value=who, _owninguser_value=who)
    return signed


def _christen(organization: Organization, website_id: str, name: str, subdomain: str) -> None:
    host = f"{subdomain}.{DOMAIN}"
    website = organization.store.find("adx_website", website_id) or {}
    named = {**website, "adx_name": f"{name} - {subdomain}", "adx_primarydomainname": host}
    organization.store.put("adx_website", named)
    bind_site(organization, website_id, name, host)
