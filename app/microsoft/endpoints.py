"""Where Microsoft's services live in each of its clouds. The only table of addresses."""

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Cloud:
    """The host names of one cloud. What `doubtful` names is contradicted or unconfirmed."""

    name: str
    login: str
    graph: str
    power_platform: str
    bap: str
    bap_scope: str
    dataverse_suffixes: tuple[str, ...]
    doubtful: frozenset[str] = frozenset()
    sites: str = ""  # the domain under which new sites answer, where it is documented

    @property
    def certain(self) -> bool:
        return not self.doubtful

    @property
    def power_platform_scope(self) -> str:
        return f"https://{self.power_platform}/.default"

    @cached_property
    def services(self) -> frozenset[str]:
        return frozenset({self.login, self.graph, self.power_platform, self.bap})

    def is_dataverse(self, host: str) -> bool:
        """An organization is one label before the region; its API address has `api` between."""
        name, _, rest = host.partition(".")
        return name not in ("", "api") and rest.removeprefix("api.") in self.dataverse_suffixes

    @property
    def has_gateway(self) -> bool:
        """Where the gateway of dual-write lives in the other clouds is not known."""
        return self.name == "public"

    def is_finance(self, host: str) -> bool:
        """A finance and operations environment: cloud-hosted, a sandbox, or one of production."""
        return self.name == "public" and _FINANCE.fullmatch(host) is not None

    def serves(self, host: str) -> bool:
        return host in self.services or self.is_dataverse(host) or self.is_finance(host)


_FINANCE = re.compile(
    r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"\.(?:sandbox\.operations|operations|cloudax)(?:\.[a-z]{2,12})?\.dynamics\.com"
)
"""As such environments are called in Microsoft's documentation; others are not asked."""
_GCC_REGION = 9
_PUBLIC_REGIONS = (
    "crm.dynamics.com",
    *(f"crm{number}.dynamics.com" for number in range(2, 100) if number != _GCC_REGION),
)

_CLOUDS = (
    Cloud(
        name="public",
        login="login.microsoftonline.com",
        graph="graph.microsoft.com",
        power_platform="api.powerplatform.com",
        bap="api.bap.microsoft.com",
        bap_scope="https://service.powerapps.com/.default",
        dataverse_suffixes=_PUBLIC_REGIONS,
        sites="powerappsportals.com",
    ),
    Cloud(
        name="gcc",
        login="login.microsoftonline.com",
        graph="graph.microsoft.com",
        power_platform="api.gov.powerplatform.microsoft.us",
        bap="gov.api.bap.microsoft.us",
        bap_scope="https://service.powerapps.us/.default",
        dataverse_suffixes=("crm9.dynamics.com",),
    ),
    Cloud(
        name="gcchigh",
        login="login.microsoftonline.us",
        graph="graph.microsoft.us",
        power_platform="api.high.powerplatform.microsoft.us",
        bap="high.api.bap.microsoft.us",
        bap_scope="https://high.service.apps.appsplatform.us/.default",
        dataverse_suffixes=("crm.microsoftdynamics.us",),
        doubtful=frozenset({"power_platform", "bap_scope"}),
    ),
    Cloud(
        name="dod",
        login="login.microsoftonline.us",
        graph="dod-graph.microsoft.us",
        power_platform="api.appsplatform.us",
        bap="api.bap.appsplatform.us",
        bap_scope="https://service.apps.appsplatform.us/.default",
        dataverse_suffixes=("crm.appsplatform.us",),
    ),
    Cloud(
        name="china",
        login="login.partner.microsoftonline.cn",
        graph="microsoftgraph.chinacloudapi.cn",
        power_platform="api.powerplatform.partner.microsoftonline.cn",
        bap="api.bap.partner.microsoftonline.cn",
        bap_scope="https://service.powerapps.cn/.default",
        dataverse_suffixes=("crm.dynamics.cn",),
        doubtful=frozenset({"login"}),
    ),
)


def cloud(name: str) -> Cloud:
    """The cloud of that name. It is chosen by configuration, never guessed from what is typed."""
    return next(candidate for candidate in _CLOUDS if candidate.name == name)


def cloud_of(host: str) -> Cloud | None:
    """Whose Dataverse organization this host is, to say so when it is another cloud's."""
    return next((candidate for candidate in _CLOUDS if candidate.is_dataverse(host)), None)
