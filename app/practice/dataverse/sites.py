"""Putting a whole site into an organization, as provisioning does, and taking one away."""

from datetime import timedelta
from uuid import uuid4

from app.practice.content.sites import Site
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.fresh import with_fresh_ids
from app.practice.dataverse.installing import install_solutions
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.rows import SiteRows
from app.practice.dataverse.solutions import PORTAL
from app.practice.dataverse.writer import Writer, writer_of

_BURST = timedelta(milliseconds=50)  # between two rows while a template is unpacked
_BINDING = "adx_websitebinding"
DOMAIN = "powerappsportals.com"


def provision_site(
    organization: Organization, site: Site, name: str, subdomain: str, person_id: str
) -> str:
    """Unpack a template: every row under a new id, all within moments. Gives the website's id.

    Installs the portal's own solutions first. `person_id` is the Entra id of who asked for it.
    """
    store, writer = organization.store, writer_of(organization, person_id)
    with store.transaction():
        install_solutions(organization, PORTAL)
        copies, ids = with_fresh_ids(site.rows, _languages(organization))
        website_id, now = ids[site.website_id], organization.clock.now()
        made = now - _BURST * len(copies)
        unpacked = SiteRows(copies, organization.tables, website_id, made, _BURST)
        for table, listed in unpacked.rows.items():
            for row in listed:
                store.put(table, _signed(row, writer))
        for association, pairs in unpacked.pairs.items():
            for pair in pairs:
                store.link(association, pair)
        host = f"{subdomain}.{DOMAIN}"
        website = store.find("adx_website", website_id) or {}
        # the name that Microsoft gives it until somebody renames it
        named: Entity = {"adx_name": f"{name} - {subdomain}", "adx_primarydomainname": host}
        store.put("adx_website", {**website, **named})
        bind_site(organization, website_id, name, host)
    return website_id


def bind_site(organization: Organization, website_id: str, name: str, host: str) -> None:
    """A running host has a binding; without one the website counts as inactive."""
    binding: Entity = {
        "adx_websitebindingid": str(uuid4()),
        "adx_name": host,
        "adx_sitename": name,
        "_adx_websiteid_value": website_id,
        "statecode": 0,
        "statuscode": 1,
        "createdon": organization.now,
        "modifiedon": organization.now,
    }
    organization.store.put(_BINDING, binding)


def unbind_site(organization: Organization, website_id: str) -> None:
    """The host is deleted; the rows of the site stay."""
    for row in organization.store.rows(_BINDING):
        if row["_adx_websiteid_value"] == website_id:
            row_id = str(row["adx_websitebindingid"])
            organization.store.delete(_BINDING, row_id, organization.clock.now())


def remove_site(organization: Organization, website_id: str, person_id: str) -> None:
    """Delete the website row. What the platform leaves behind then is left behind here too."""
    table = organization.tables["adx_website"]
    if row := organization.store.find("adx_website", website_id):
        writer_of(organization, person_id).delete(table, row)


def _languages(organization: Organization) -> dict[str, str]:
    return {
        str(row["adx_languagecode"]): str(row["adx_portallanguageid"])
        for row in organization.store.rows("adx_portallanguage")
    }


def _signed(row: Entity, writer: Writer) -> Entity:
    who = writer.user_id
    signed = {**row, "_createdby_value": who, "_modifiedby_value": who}
    if "_ownerid_value" in row:
        signed.update(_ownerid_value=who, _owninguser_value=who)
    return signed
