"""The remote systems as one signed-in person sees them from one environment."""

from dataclasses import dataclass

import httpx

from app.microsoft.admin import Admin
from app.microsoft.dataverse import Dataverse
from app.microsoft.dual_write import DualWrite
from app.microsoft.endpoints import Cloud
from app.microsoft.gateway import Gateway, Pass
from app.microsoft.graph import Graph
from app.microsoft.limits import Limits
from app.microsoft.transport import TokenSource, Transport


@dataclass(frozen=True)
class Microsoft:
    """`gateway` is there only while somebody's pasted token is."""

    admin: Admin
    dataverse: Dataverse
    dual_write: DualWrite
    graph: Graph
    gateway: Gateway | None = None


class Connections:
    """Makes the clients. All share one HTTP client, which is the gate to the outside."""

    def __init__(self, cloud: Cloud, http: httpx.AsyncClient) -> None:
        self.cloud, self._http, self._limits = cloud, http, Limits()

    def to(
        self,
        token_source: TokenSource,
        origin: str,
        allowed: Pass | None = None,
        *,
        user: str = "",
    ) -> Microsoft:
        """`origin` comes from `organization_origin` or from an environment added with it.

        `user` is in whose name the tokens are: what one person may ask is counted over all clients.
        """
        transport = Transport(self._http, token_source, self._limits, user)
        dataverse = Dataverse(transport, origin)
        return Microsoft(
            admin=Admin.through(transport, self.cloud),
            dataverse=dataverse,
            dual_write=DualWrite(dataverse),
            graph=Graph(transport, self.cloud),
            gateway=self.gateway(allowed) if allowed else None,
        )

    def gateway(self, allowed: Pass) -> Gateway:
        """With the token that was pasted for it, and no other."""
        return Gateway(Transport(self._http, allowed.token), allowed)

    def tenant(self, token_source: TokenSource) -> Admin:
        """Without an environment: what the tenant has."""
        return Admin.through(Transport(self._http, token_source), self.cloud)
