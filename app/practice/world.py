"""What the services beside Dataverse see of an organization, and what they put into it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.practice.content.sites import Site
from app.practice.dataverse.installing import (
    install_solutions,
    running_maps,
    start_map,
    stop_map,
)
from app.practice.dataverse.organization import FinanceLink, Organization
from app.practice.dataverse.sites import DOMAIN, provision_site
from app.practice.people import PEOPLE


@dataclass(frozen=True, slots=True)
class NewSite:
    """`key` names this one request: asked for again, nothing more is made."""

    key: str
    name: str
    subdomain: str
    language: int


class World(Protocol):
    """One organization. Every change may be asked for again: the second time changes nothing.

    A map's name is the gateway's, as in `accounts - Customers V3`.
    """

    def solutions(self) -> frozenset[str]:
        """Unique names of what is installed."""

    def install_solutions(self, names: Sequence[str], version: str) -> None: ...

    def link_finance(self, finance: FinanceLink) -> None: ...

    def start_map(self, name: str, project_id: str) -> None: ...

    def stop_map(self, name: str) -> None: ...

    def websites(self) -> Mapping[str, str]:
        """Names by `adx_websiteid`."""

    def provision_site(self, site: NewSite) -> str:
        """Put the template's rows in. Answers the website's id."""


class Whole:
    """What the services do shows in the Web API of the organization."""

    def __init__(self, organization: Organization, template: Site) -> None:
        self._organization, self._template = organization, template

    def solutions(self) -> frozenset[str]:
        return self._organization.installed

    def install_solutions(self, names: Sequence[str], version: str) -> None:  # noqa: ARG002
        install_solutions(self._organization, names)

    def link_finance(self, finance: FinanceLink) -> None:
        self._organization.finance = finance

    def start_map(self, name: str, project_id: str) -> None:  # noqa: ARG002
        start_map(self._organization, name)

    def stop_map(self, name: str) -> None:
        stop_map(self._organization, name)

    @property
    def running(self) -> frozenset[str]:
        """Names of the maps that Dataverse shows as running: those that write to finance."""
        return running_maps(self._organization)

    def websites(self) -> Mapping[str, str]:
        rows = self._organization.store.rows("adx_website")
        return {str(row["adx_websiteid"]): str(row["adx_name"]) for row in rows}

    def provision_site(self, site: NewSite) -> str:
        host = f"{site.subdomain}.{DOMAIN}"
        for row in self._organization.store.rows("adx_website"):
            if row.get("adx_primarydomainname") == host:
                return str(row["adx_websiteid"])
        return provision_site(
            self._organization,
            self._template.rows,
            self._template.website_id,
            (site.name, site.subdomain),
            PEOPLE[0].oid,
        )


def worlds(organizations: Iterable[Organization], template: Site) -> dict[str, World]:
    """By environment; `template` is what provisioning unpacks."""
    return {one.environment_id: Whole(one, template) for one in organizations}
