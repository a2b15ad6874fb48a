"""The programs behind the hosts of the services beside Dataverse."""

from collections.abc import Mapping

from starlette.types import ASGIApp

from app.practice.admin.hosts import admin_apps
from app.practice.bearer import TokenReader
from app.practice.finance.service import finance_apps
from app.practice.gateway.api import HOST as GATEWAY
from app.practice.gateway.api import PAGE, gateway_app
from app.practice.licences.download import HOST as DOWNLOADS
from app.practice.licences.download import download_app
from app.practice.licences.graph import graph_app
from app.practice.services import Services

GUESTS: Mapping[str, frozenset[str]] = {GATEWAY: frozenset({PAGE, f"{PAGE}/"})}
"""Pages of others that may send a form, by host: the gateway is used by Microsoft's own page."""


def service_hosts(read_token: TokenReader, services: Services) -> dict[str, ASGIApp]:
    return {
        **admin_apps(read_token, services),
        **finance_apps(read_token, services),
        "graph.microsoft.com": graph_app(read_token, services),
        GATEWAY: gateway_app(read_token, services),
        DOWNLOADS: download_app(),
    }
