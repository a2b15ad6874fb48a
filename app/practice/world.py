"""What the services beside Dataverse see of an organization, and what they put into it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.organization import FinanceLink, Organization


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


class Sketch:
    """A World that only remembers: what it is told does not show in the Web API."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        rows = organization.rows
        self._solutions = {str(row["uniquename"]) for row in rows.get("solution", ())}
        self._websites = {
            str(row["adx_websiteid"]): str(row["adx_name"]) for row in rows.get("adx_website", ())
        }
        self.running: dict[str, str] = {}

    def solutions(self) -> frozenset[str]:
        return frozenset(self._solutions)

    def install_solutions(self, names: Sequence[str], version: str) -> None:  # noqa: ARG002
        self._solutions.update(names)

    def link_finance(self, finance: FinanceLink) -> None:
        self._organization.finance = finance

    def start_map(self, name: str, project_id: str) -> None:
        self.running[name] = project_id

    def stop_map(self, name: str) -> None:
        self.running.pop(name, None)

    def websites(self) -> Mapping[str, str]:
        return dict(self._websites)

    def provision_site(self, site: NewSite) -> str:
        website_id = str(uuid5(NAMESPACE_OID, f"website {site.key}"))
        self._websites.setdefault(website_id, site.name)
        return website_id


def sketches(organizations: Iterable[Organization]) -> dict[str, World]:
    """By environment."""
    return {one.environment_id: Sketch(one) for one in organizations}
