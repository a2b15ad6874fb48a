"""BAP, the older admin API: environments, tenant settings, and what goes on in an environment."""

import re

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.admin.asking import (
    POWER_APPS,
    Refused,
    admin_app,
    asker,
    closed,
    environment_of,
    not_simulated,
    version_of,
)
from app.practice.bearer import TokenReader
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.people import TENANT_ID
from app.practice.plot import Answers, Creation, Plot
from app.practice.power_platform import finance_shown
from app.practice.services import Services

_VERSIONS = frozenset({"2020-10-01", "2021-04-01", "2023-06-01"})
_LIFECYCLE = frozenset({"2024-05-01"})
_ROOT = "/providers/Microsoft.BusinessAppPlatform"
_BAP = f"{_ROOT}/scopes/admin/environments"
_MADE = "2026-01-12T09:30:00.1234567Z"
_VERSION = "9.2.26032.00170"
_OF_ENVIRONMENT = re.compile(r"environment eq '([\w-]+)'")


def bap_app(read_token: TokenReader, services: Services) -> FastAPI:
    app, plot = admin_app(POWER_APPS, read_token), services.plot

    def shown(one: Environment) -> dict[str, object]:
        return _old(one, services)

    @app.get(_BAP)
    @app.get(_BAP + "/")
    async def environments(request: Request) -> Response:
        """Also the answer to an empty id, as in the real service."""
        version_of(request, _VERSIONS)
        return JSONResponse({"value": [shown(one) for one in ENVIRONMENTS]})

    @app.get(_BAP + "/{environment_id}")
    async def environment(request: Request, environment_id: str) -> Response:
        version_of(request, _VERSIONS)
        return JSONResponse(shown(environment_of(environment_id)))

    @app.post(f"{_ROOT}/listTenantSettings")
    async def settings(request: Request) -> Response:
        version_of(request, _VERSIONS)
        if not asker(request).is_tenant_administrator:
            message = "The caller does not have permission to access the path."
            raise Refused(403, "Forbidden", message)
        return JSONResponse(_settings(plot))

    @app.get(f"{_ROOT}/lifecycleOperations")
    async def lifecycle(request: Request) -> Response:
        version_of(request, _LIFECYCLE)
        asked = request.query_params.get("$filter", "")
        if not (found := _OF_ENVIRONMENT.fullmatch(asked)):
            raise not_simulated(f"the filter {asked}")
        return JSONResponse({"value": _lifecycle(environment_of(found.group(1)), plot)})

    return closed(app)


def _settings(plot: Plot) -> dict[str, object]:
    return {
        "walkMeOptOut": False,
        "disablePortalsCreationByNonAdminUsers": plot.creation is Creation.LOCKED,
        "disableCapacityAllocationByEnvironmentAdmins": False,
        "disableTrialEnvironmentCreationByNonAdminUsers": False,
        "powerPlatform": {
            "licensing": {
                "enableTenantLicensingReportForEnvironmentAdmins": False,
                "storageCapacityConsumptionWarningThreshold": 85,
            },
            "powerPages": {},
        },
    }


def _lifecycle(one: Environment, plot: Plot) -> list[dict[str, object]]:
    """Newest first. One is under way while changes are refused because of it."""
    states = ["Succeeded"]
    if plot.answers is Answers.BUSY:
        states.insert(0, "Running")
    return [
        {
            "id": f"{one.id[:-1]}{number}",
            "links": {"environment": {"path": f"{_ROOT}/environments/{one.id}"}},
            "type": {"id": "Backup"},
            "typeDisplayName": "Backup",
            "state": {"id": state},
            "createdDateTime": _MADE,
            "lastActionDateTime": _MADE,
            "requestedBy": {"displayName": "SYSTEM", "type": "NotSpecified"},
            "stages": [],
        }
        for number, state in enumerate(states)
    ]


def _old(one: Environment, services: Services) -> dict[str, object]:
    properties: dict[str, object] = {
        "tenantId": TENANT_ID,
        "azureRegion": "westeurope",
        "displayName": one.name,
        "createdTime": _MADE,
        "lastModifiedTime": _MADE,
        "provisioningState": "Succeeded",
        "creationType": "User",
        "environmentSku": one.sku,
        "isDefault": False,
        "billingPolicy": {"id": services.holdings.policy_id(one.id)},
        "databaseType": "CommonDataService",
        "linkedEnvironmentMetadata": {
            "resourceId": one.organization_id,
            "friendlyName": one.name,
            "uniqueName": f"unq{one.organization_id[-8:]}",
            "domainName": one.domain,
            "version": _VERSION,
            "instanceUrl": f"https://{one.host}/",
            "instanceApiUrl": f"https://{one.domain}.api.crm4.dynamics.com",
            "baseLanguage": 1033,
            "instanceState": "Ready",
        },
        "states": {"management": {"id": "Ready"}, "runtime": {"id": "Enabled"}},
        "governanceConfiguration": {"protectionLevel": "Basic"},
    }
    if finance := finance_shown(one, services.links):
        properties["linkedAppMetadata"] = finance
    return {
        "id": f"{_BAP}/{one.id}",
        "type": "Microsoft.BusinessAppPlatform/scopes/environments",
        "location": "europe",
        "name": one.id,
        "properties": properties,
    }
