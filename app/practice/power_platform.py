"""The Power Platform admin API: its list of environments, and the services under the same host."""

from collections.abc import Iterable

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.admin.asking import (
    API,
    admin_app,
    check_options,
    closed,
    environment_of,
    next_link,
    version_of,
)
from app.practice.bearer import TokenReader
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.links import Links
from app.practice.people import TENANT_ID

_PAGE = 2  # so that a list of three already has a second page
_NEW = "/environmentmanagement/environments"
_MADE = "2026-01-12T09:30:00.1234567Z"
_VERSION = "9.2.26032.00170"


def power_platform_app(
    read_token: TokenReader, links: Links, others: Iterable[APIRouter]
) -> FastAPI:
    app = admin_app(API, read_token)

    @app.get(_NEW)
    async def environments(request: Request) -> Response:
        version_of(request)
        check_options(request, {"$skiptoken"})
        start = request.query_params.get("$skiptoken", "0")
        first = int(start) if start.isdecimal() else 0
        listed = ENVIRONMENTS[first : first + _PAGE]
        body: dict[str, object] = {"value": [_new(one, links) for one in listed]}
        if first + _PAGE < len(ENVIRONMENTS):
            body["@odata.nextlink"] = next_link(request, _NEW, "$skiptoken", first + _PAGE)
        return JSONResponse(body)

    @app.get(_NEW + "/{environment_id}")
    async def environment(request: Request, environment_id: str) -> Response:
        version_of(request)
        return JSONResponse(_new(environment_of(environment_id), links))

    for router in others:
        app.include_router(router)
    return closed(app)


def finance_shown(one: Environment, links: Links) -> dict[str, str] | None:
    finance = links.finance(one)
    if not finance:
        return None
    kind = "Internal" if finance.is_unified else "Linked"
    return {"id": finance.id, "type": kind, "url": finance.url}


def _new(one: Environment, links: Links) -> dict[str, object]:
    return {
        "id": one.id,
        "displayName": one.name,
        "tenantId": TENANT_ID,
        "type": one.sku,
        "state": "Enabled",
        "geo": "EUR",
        "azureRegion": "westeurope",
        "dataverseId": one.organization_id,
        "url": f"https://{one.host}/",
        "domainName": one.domain,
        "version": _VERSION,
        "finOpsMetadata": finance_shown(one, links),
        "environmentGroupId": None,
        "securityGroupId": None,
        "adminMode": "Disabled",
        "backgroundOperationsState": "Enabled",
        "protectionLevel": "Basic",
        "clusterCategory": "Prod",
        "createdDateTime": _MADE,
        "deletedDateTime": None,
    }
