"""Everything the simulated services share: who is there, what time it is, what goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.practice.audiences import AUDIENCES
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.dataverse.organization import Organization
from app.practice.directory import Directory
from app.practice.entra.tokens import Mint
from app.practice.people import OTHER_TENANT_ID, TENANT_ID
from app.practice.services import Services


@dataclass
class Scene:
    """`organizations` by host. `exports` are the zips by file name."""

    port: int
    client_id: str
    client_secret: str
    wizard_origin: str
    clock: Clock
    controls: Controls
    directory: Directory
    mint: Mint
    organizations: Mapping[str, Organization]
    exports: Mapping[str, bytes]
    services: Services

    @property
    def browser_origin(self) -> str:
        """Another site than the wizard's 127.0.0.1, so that signing in is truly cross-site."""
        return f"http://localhost:{self.port}"

    @property
    def resources(self) -> frozenset[str]:
        origins = (organization.origin for organization in self.organizations.values())
        return AUDIENCES | frozenset(origins)

    @property
    def tenants(self) -> frozenset[str]:
        return frozenset({TENANT_ID, OTHER_TENANT_ID, "organizations", "common"})

    @property
    def redirect_uri(self) -> str:
        """The one address registered for the application."""
        return f"{self.wizard_origin}/auth/callback"
