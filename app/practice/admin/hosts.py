"""The two hosts of the admin APIs."""

from fastapi import FastAPI

from app.practice.bap import bap_app
from app.practice.bearer import TokenReader
from app.practice.licences.api import licensing_api
from app.practice.licences.templates import templates_api
from app.practice.packages.api import packages_api
from app.practice.power_platform import power_platform_app
from app.practice.services import Services
from app.practice.websites.api import websites_api


def admin_apps(read_token: TokenReader, services: Services) -> dict[str, FastAPI]:
    """By host."""
    namespaces = (
        packages_api(services),
        licensing_api(services),
        websites_api(services),
        templates_api(services.holdings),
    )
    return {
        "api.powerplatform.com": power_platform_app(read_token, services.links, namespaces),
        "api.bap.microsoft.com": bap_app(read_token, services),
    }
