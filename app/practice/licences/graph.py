"""Microsoft Graph, as far as licences and the person signed in go."""

import re
from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid4, uuid5

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.bearer import Bearer, Refusal, TokenReader
from app.practice.clock import Clock
from app.practice.entra.scopes import GRAPH
from app.practice.licences.holdings import Holdings
from app.practice.licences.profiles import Owned
from app.practice.people import APPLICATION, TENANT_ID, Person
from app.practice.plot import Groundwork
from app.practice.services import Services

Json = dict[str, object]
_LICENCE_SCOPES = frozenset(
    {"LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All"}
)
_SKU = [
    "id",
    "accountId",
    "accountName",
    "skuId",
    "skuPartNumber",
    "appliesTo",
    "capabilityStatus",
    "consumedUnits",
    "prepaidUnits",
    "subscriptionIds",
    "servicePlans",
]
_DETAIL = ["id", "skuId", "skuPartNumber", "servicePlans"]
_ME = ["id", "displayName", "userPrincipalName", "mail", "assignedPlans"]
_SHOWN_OF_ME = ["id", "displayName", "userPrincipalName", "mail"]
_PRINCIPAL = ["id", "appId", "displayName", "accountEnabled"]
_APPLICATIONS = (
    "33976c19-1db5-4c02-810e-c243db79efde",
    "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b",
)
_PRINCIPAL_SCOPES = frozenset({"Application.Read.All", "Directory.Read.All"})
_ORGANIZATION = ["id", "displayName", "verifiedDomains", "countryLetterCode"]

_BY_APPLICATION = re.compile(r"appId eq '([0-9a-fA-F-]{36})'")


class GraphRefusal(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def graph_app(read_token: TokenReader, services: Services) -> FastAPI:
    app, desk = FastAPI(openapi_url=None, redirect_slashes=False), _Desk(read_token, services)

    @app.exception_handler(GraphRefusal)
    async def refuse(request: Request, error: GraphRefusal) -> Response:
        inner = {
            "date": services.clock.now().strftime("%Y-%m-%dT%H:%M:%S"),
            "request-id": str(uuid4()),
            "client-request-id": request.headers.get("client-request-id", str(uuid4())),
        }
        body = {"error": {"code": error.code, "message": str(error), "innerError": inner}}
        return JSONResponse(body, error.status)

    app.add_api_route("/v1.0/subscribedSkus", desk.skus, methods=["GET"])
    app.add_api_route("/v1.0/servicePrincipals", desk.principals, methods=["GET"])
    app.add_api_route("/v1.0/me/licenseDetails", desk.details, methods=["GET"])
    app.add_api_route("/v1.0/me", desk.me, methods=["GET"])
    app.add_api_route("/v1.0/organization", desk.organization, methods=["GET"])

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def not_simulated(path: str) -> Response:
        message = f"The practice tenant does not simulate this: {path}"
        raise GraphRefusal(501, "NotSimulated", message)

    return app


class _Desk:
    def __init__(self, read_token: TokenReader, services: Services) -> None:
        self._read_token, self._clock = read_token, services.clock
        self._holdings, self._plot = services.holdings, services.plot

    @property
    def _groundwork(self) -> Groundwork:
        return self._plot.groundwork

    async def skus(self, request: Request) -> Response:
        _check_right(self._asked_by(request), self._holdings)
        rows = [_sku(one) for one in self._holdings.profile.owned]
        return _answer(request, "subscribedSkus", rows, _SKU)

    async def principals(self, request: Request) -> Response:
        """Those of dual-write, and only found by their application ids."""
        bearer = self._asked_by(request)
        if not _PRINCIPAL_SCOPES & bearer.scopes:
            message = "Insufficient privileges to complete the operation."
            raise GraphRefusal(403, "Authorization_RequestDenied", message)
        known = () if self._groundwork is Groundwork.STRANGERS else _APPLICATIONS
        rows: list[Json] = [
            {
                "id": str(uuid5(NAMESPACE_OID, f"principal {one}")),
                "appId": one,
                "displayName": "Dual-write (made up)",
                "accountEnabled": True,
            }
            for one in _wanted(request)
            if one in known
        ]
        options = [name for name in request.query_params if name != "$filter"]
        return _answer(request, "servicePrincipals", rows, _PRINCIPAL, options)

    async def details(self, request: Request) -> Response:
        person = self._person(request)
        rows = [_detail(one) for one in _of_person(person, self._holdings)]
        return _answer(request, f"users('{person.oid}')/licenseDetails", rows, _DETAIL)

    async def me(self, request: Request) -> Response:
        person = self._person(request)
        wanted = _selected(request, _ME, _SHOWN_OF_ME)
        row = _me(person, self._holdings, self._clock)
        kept = {name: row[name] for name in wanted}
        return JSONResponse({"@odata.context": _context("users/$entity"), **kept})

    async def organization(self, request: Request) -> Response:
        self._asked_by(request)
        domains = [{"name": "contoso.example", "isDefault": True, "isInitial": True}]
        row: Json = {
            "id": TENANT_ID,
            "displayName": "Contoso (practice)",
            "verifiedDomains": domains,
            "countryLetterCode": "DE",
        }
        return _answer(request, "organization", [row], _ORGANIZATION)

    def _person(self, request: Request) -> Person:
        person = self._asked_by(request).person
        if person is APPLICATION:
            message = "/me request is only valid with delegated authentication flow."
            raise GraphRefusal(400, "BadRequest", message)
        return person

    def _asked_by(self, request: Request) -> Bearer:
        try:
            return self._read_token(request.headers.get("authorization", ""), GRAPH)
        except Refusal as refusal:
            raise GraphRefusal(401, "InvalidAuthenticationToken", str(refusal)) from refusal


def _check_right(bearer: Bearer, holdings: Holdings) -> None:
    """The permission in the token and, of a person, a role in the directory: both are needed."""
    has_role = bearer.person is APPLICATION or bearer.person.is_tenant_administrator
    if holdings.is_forbidden or not has_role or not _LICENCE_SCOPES & bearer.scopes:
        message = "Insufficient privileges to complete the operation."
        raise GraphRefusal(403, "Authorization_RequestDenied", message)


def _wanted(request: Request) -> list[str]:
    """The application ids that a filter names, joined by "or"; nothing else is read here."""
    asked = request.query_params.get("$filter", "")
    parts = [_BY_APPLICATION.fullmatch(part.strip()) for part in asked.split(" or ")]
    if not all(parts):
        raise GraphRefusal(400, "Request_UnsupportedQuery", f"Invalid filter clause: {asked}")
    return [part.group(1).lower() for part in parts if part]


def _selected(
    request: Request,
    known: Iterable[str],
    normally: list[str],
    options: Iterable[str] | None = None,
) -> list[str]:
    """`options` are those to judge, if not all."""
    for name in request.query_params if options is None else options:
        if name != "$select":
            message = f"The query option '{name}' is not supported for this resource."
            raise GraphRefusal(400, "Request_UnsupportedQuery", message)
    wanted = [one for one in request.query_params.get("$select", "").split(",") if one]
    for name in wanted:
        if name not in known:
            message = f"Could not find a property named '{name}'."
            raise GraphRefusal(400, "BadRequest", message)
    return wanted or normally


def _answer(
    request: Request,
    what: str,
    rows: list[Json],
    known: list[str],
    options: Iterable[str] | None = None,
) -> Response:
    wanted = _selected(request, known, known, options)
    value = [{name: row[name] for name in wanted} for row in rows]
    return JSONResponse({"@odata.context": _context(what), "value": value})


def _context(what: str) -> str:
    return f"{GRAPH}/v1.0/$metadata#{what}"


def _of_person(person: Person, holdings: Holdings) -> list[Owned]:
    """The administrator has one of each licence for people; the others come without."""
    if not person.is_tenant_administrator:
        return []
    return [one for one in holdings.profile.owned if one.used and one.sku.applies_to == "User"]


def _sku(owned: Owned) -> Json:
    sku = owned.sku
    return {
        "id": f"{TENANT_ID}_{sku.id}",
        "accountId": TENANT_ID,
        "accountName": "Contoso",
        "skuId": sku.id,
        "skuPartNumber": sku.part,
        "appliesTo": sku.applies_to,
        "capabilityStatus": owned.standing,
        "consumedUnits": owned.used,
        "prepaidUnits": {
            "enabled": owned.enabled,
            "suspended": owned.suspended,
            "warning": owned.warning,
            "lockedOut": 0,
        },
        "subscriptionIds": [str(uuid5(NAMESPACE_OID, f"subscription {sku.part}"))],
        "servicePlans": _plans(owned),
    }


def _plans(owned: Owned) -> list[Json]:
    return [
        {
            "servicePlanId": plan_id,
            "servicePlanName": name,
            "provisioningStatus": "Success",
            "appliesTo": owned.sku.applies_to,
        }
        for name, plan_id in owned.sku.plans
    ]


def _detail(owned: Owned) -> Json:
    row = _sku(owned)
    return {name: row[name] for name in _DETAIL}


def _me(person: Person, holdings: Holdings, clock: Clock) -> Json:
    plans = [
        {
            "assignedDateTime": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "capabilityStatus": "Enabled",
            "service": "Practice",
            "servicePlanId": plan_id,
        }
        for one in _of_person(person, holdings)
        for _, plan_id in one.sku.plans
    ]
    return {
        "id": person.oid,
        "displayName": person.name,
        "userPrincipalName": person.login,
        "mail": person.login,
        "assignedPlans": plans,
    }
