"""The remote systems as one signed-in person sees them from one environment."""

from dataclasses import dataclass

import httpx

from app.microsoft.app_management import AppManagement
from app.microsoft.dataverse import Dataverse
from app.microsoft.dual_write import DualWrite
from app.microsoft.endpoints import Cloud
from app.microsoft.gateway import Gateway, Pass
from app.microsoft.graph import Graph
from app.microsoft.licensing import Licensing
from app.microsoft.power_pages import PowerPages
from app.microsoft.power_platform import PowerPlatform
from app.microsoft.tenant_settings import TenantSettings
from app.microsoft.transport import TokenSource, Transport


@dataclass(frozen=True)
class Microsoft:
    """`gateway` is there only while somebody's pasted token is."""

    power_platform: PowerPlatform
    dataverse: Dataverse
    licensing: Licensing
    graph: Graph
    power_pages: PowerPages
    tenant_settings: TenantSettings
    dual_write: DualWrite
    app_management: AppManagement
    gateway: Gateway | None = None


class Connections:
    """Makes the clients. All share one HTTP client, which is the gate to the outside."""

    def __init__(self, cloud: Cloud, http: httpx.AsyncClient) -> None:
        self.cloud, self._http = cloud, http

    def to(self, token_source: TokenSource, origin: str, allowed: Pass | None = None) -> Microsoft:
        """`origin` comes from `organization_origin` or from an environment added with it."""
        transport = Transport(self._http, token_source)
        dataverse = Dataverse(transport, origin)
        return Microsoft(
            power_platform=PowerPlatform(transport, self.cloud),
            dataverse=dataverse,
            licensing=Licensing(transport, self.cloud),
            graph=Graph(transport, self.cloud),
            power_pages=PowerPages(transport, self.cloud),
            tenant_settings=TenantSettings(transport, self.cloud),
            dual_write=DualWrite(dataverse),
            app_management=AppManagement(transport, self.cloud),
            gateway=self.gateway(allowed) if allowed else None,
        )

    def gateway(self, allowed: Pass) -> Gateway:
        """With the token that was pasted for it, and no other."""
        return Gateway(Transport(self._http, allowed.token), allowed)

    def tenant(self, token_source: TokenSource) -> PowerPlatform:
        return PowerPlatform(Transport(self._http, token_source), self.cloud)
