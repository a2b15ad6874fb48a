"""What the services beside Dataverse see of an organization, and what they put into it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.practice.content.sites import Site
from app.practice.dataverse.groundwork import lay
from app.practice.dataverse.installing import (
    install_solutions,
    running_maps,
    start_map,
    stop_map,
)
from app.practice.dataverse.organization import FinanceLink, Organization
from app.practice.dataverse.sites import DOMAIN, bind_site, provision_site, unbind_site
from app.practice.plot import Groundwork


@dataclass(frozen=True, slots=True)
class NewSite:
    """`person_id` is the Entra id of who asked for it."""

    name: str
    subdomain: str
    language: int
    person_id: str


class World(Protocol):
    """One organization.

    Solutions and maps may be told again, which changes nothing the second time. A map's name is
    the gateway's, as in `accounts - Customers V3`.
    """

    def solutions(self) -> frozenset[str]:
        """Unique names of what is installed."""

    def install_solutions(self, names: Sequence[str], version: str) -> None: ...

    def link_finance(self, finance: FinanceLink | None) -> None: ...

    def lay_groundwork(self, how: Groundwork) -> None:
        """What dual-write stands on is so from now on; told again, nothing changes."""

    def start_map(self, name: str) -> None: ...

    def stop_map(self, name: str) -> None: ...

    def websites(self) -> Mapping[str, str]:
        """Names by `adx_websiteid`."""

    def provision_site(self, site: NewSite) -> str:
        """Put the template's rows in, with a host. Answers the website's id."""

    def give_host(self, website_id: str, site: NewSite) -> None:
        """To rows that had none."""

    def take_host(self, website_id: str) -> None:
        """The rows stay."""


class Whole:
    """What the services do shows in the Web API of the organization."""

    def __init__(self, organization: Organization, template: Site) -> None:
        self._organization, self._template = organization, template

    def solutions(self) -> frozenset[str]:
        return self._organization.installed

    def install_solutions(self, names: Sequence[str], version: str) -> None:  # noqa: ARG002
        install_solutions(self._organization, names)

    def link_finance(self, finance: FinanceLink | None) -> None:
        self._organization.finance = finance

    def lay_groundwork(self, how: Groundwork) -> None:
        if "DualWriteCore" in self._organization.installed:
            lay(self._organization, how)

    def start_map(self, name: str) -> None:
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
            self._organization, self._template, site.name, site.subdomain, site.person_id
        )

    @property
    def hosts(self) -> Mapping[str, str]:
        """Subdomains of the websites that have a running host, by website id."""
        return {
            str(row["_adx_websiteid_value"]): str(row["adx_name"]).removesuffix(f".{DOMAIN}")
            for row in self._organization.store.rows("adx_websitebinding")
        }

    def give_host(self, website_id: str, site: NewSite) -> None:
        self.take_host(website_id)
        bind_site(self._organization, website_id, site.name, f"{site.subdomain}.{DOMAIN}")

    def take_host(self, website_id: str) -> None:
        unbind_site(self._organization, website_id)


def worlds(organizations: Iterable[Organization], template: Site) -> dict[str, World]:
    """By environment; `template` is what provisioning unpacks."""
    return {one.environment_id: Whole(one, template) for one in organizations}
