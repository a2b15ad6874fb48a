"""The two admin APIs that list environments: the Power Platform API and the older BAP."""

from collections.abc import Iterable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.bearer import Refusal, TokenReader
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.people import TENANT_ID

_VERSIONS = frozenset({"2024-10-01", "2022-03-01-preview"})
_BAP_VERSIONS = frozenset({"2020-10-01", "2021-04-01", "2023-06-01"})
_PAGE = 2  # so that a list of three already has a second page
_NEW = "/environmentmanagement/environments"
_BAP = "/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments"
_MADE = "2026-01-12T09:30:00.1234567Z"
_VERSION = "9.2.26032.00170"


class _Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def power_platform_app(audience: str, read_token: TokenReader) -> FastAPI:
    app = _app(audience, read_token)

    @app.get(_NEW)
    async def environments(request: Request) -> Response:
        version = _version(request, _VERSIONS)
        _check_options(request, {"api-version", "$skiptoken"})
        start = request.query_params.get("$skiptoken", "0")
        first = int(start) if start.isdecimal() else 0
        body: dict[str, object] = {
            "value": [_new(one) for one in ENVIRONMENTS[first : first + _PAGE]]
        }
        if first + _PAGE < len(ENVIRONMENTS):
            options = f"api-version={version}&$skiptoken={first + _PAGE}"
            body["@odata.nextlink"] = f"https://api.powerplatform.com{_NEW}?{options}"
        return JSONResponse(body)

    @app.get(_NEW + "/{environment_id}")
    async def environment(request: Request, environment_id: str) -> Response:
        _version(request, _VERSIONS)
        return JSONResponse(_new(_find(environment_id)))

    return _closed(app)


def bap_app(audience: str, read_token: TokenReader) -> FastAPI:
    app = _app(audience, read_token)

    @app.get(_BAP)
    @app.get(_BAP + "/")
    async def environments(request: Request) -> Response:
        """Also the answer to an empty id, as in the real service."""
        _version(request, _BAP_VERSIONS)
        return JSONResponse({"value": [_old(one) for one in ENVIRONMENTS]})

    @app.get(_BAP + "/{environment_id}")
    async def environment(request: Request, environment_id: str) -> Response:
        _version(request, _BAP_VERSIONS)
        return JSONResponse(_old(_find(environment_id)))

    return _closed(app)


def _app(audience: str, read_token: TokenReader) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.exception_handler(_Refused)
    async def refuse(_: Request, error: _Refused) -> Response:
        body = {"error": {"code": error.code, "message": str(error)}}
        challenge = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}  # noqa: PLR2004
        return JSONResponse(body, error.status, challenge)

    @app.middleware("http")
    async def check(request: Request, call_next):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        try:
            bearer = read_token(request.headers.get("authorization", ""), audience)
        except Refusal as refusal:
            return await refuse(request, _Refused(401, "Unauthorized", str(refusal)))
        if not bearer.person.roles:
            message = "The caller has no role that may list environments."
            return await refuse(request, _Refused(403, "Forbidden", message))
        return await call_next(request)

    return app


def _closed(app: FastAPI) -> FastAPI:
    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def not_simulated(path: str) -> Response:
        message = f"The practice tenant does not simulate this: {path}"
        return JSONResponse({"error": {"code": "NotSimulated", "message": message}}, 501)

    return app


def _version(request: Request, known: frozenset[str]) -> str:
    version = request.query_params.get("api-version", "")
    if not version:
        raise _Refused(400, "MissingApiVersionParameter", "The api-version query is missing.")
    if version not in known:
        raise _Refused(400, "UnsupportedApiVersion", f"The version '{version}' is not supported.")
    return version


def _check_options(request: Request, known: Iterable[str]) -> None:
    for name in request.query_params:
        if name not in known:
            message = f"The practice tenant does not simulate the option {name}."
            raise _Refused(501, "NotSimulated", message)


def _find(environment_id: str) -> Environment:
    for one in ENVIRONMENTS:
        if one.id == environment_id.lower():
            return one
    message = f"The environment '{environment_id}' could not be found in the tenant."
    raise _Refused(404, "EnvironmentNotFound", message)


def _finance(one: Environment) -> dict[str, str] | None:
    if not one.finance:
        return None
    kind = "Internal" if one.finance.is_unified else "Linked"
    return {"id": one.finance.id, "type": kind, "url": one.finance.url}


def _new(one: Environment) -> dict[str, object]:
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
        "finOpsMetadata": _finance(one),
        "environmentGroupId": None,
        "securityGroupId": None,
        "adminMode": "Disabled",
        "backgroundOperationsState": "Enabled",
        "protectionLevel": "Basic",
        "clusterCategory": "Prod",
        "createdDateTime": _MADE,
        "deletedDateTime": None,
    }


def _old(one: Environment) -> dict[str, object]:
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
        "billingPolicy": {"id": ""},
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
    if finance := _finance(one):
        properties["linkedAppMetadata"] = finance
    return {
        "id": f"{_BAP}/{one.id}",
        "type": "Microsoft.BusinessAppPlatform/scopes/environments",
        "location": "europe",
        "name": one.id,
        "properties": properties,
    }
