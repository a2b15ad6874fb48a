"""OData of a finance and operations environment: companies, counts and dual-write projects."""

import re

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from app.practice.bearer import Refusal, TokenReader
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.gateway.book import NOT_RUNNING, RUNNING, Book
from app.practice.gateway.shapes import COMPANIES
from app.practice.links import finance_host
from app.practice.plot import Finance, Plot
from app.practice.services import Services

Json = dict[str, object]
_PROJECTS = "DualWriteProjectConfigurations"
_COUNTS = {
    "CustomersV3": 118,
    "ReleasedProductsV2": 342,
    "CDSReleasedDistinctProducts": 397,
    "CDSSalesOrderHeaders": 57,
    "SalesOrderHeadersV2": 57,
    "SalesOrderLines": 164,
    "CustomerGroups": 9,
}
_TYPES = {
    _PROJECTS: "DualWriteProjectConfiguration",
    "LegalEntities": "LegalEntity",
    **{name: name.removesuffix("s") for name in _COUNTS},
}
_PROPERTIES = {
    _PROJECTS: [
        "ProjectName",
        "ExternalEntityName",
        "InternalEntityName",
        "ExternalEnvironmentUrl",
        "Status",
        "EnableBatchLookup",
        "IsDelete",
        "IsDebugMode",
    ],
    "LegalEntities": ["LegalEntityId", "Name"],
}
_REFUSALS = {
    Finance.UNKNOWN: (401, "The user is not known here."),
    Finance.GONE: (404, "Not Found"),
    Finance.BUSY: (429, "Too many requests."),
}
_SIGN_IN = "<!doctype html><html><title>Sign in to your account</title><body>Sign in</body></html>"
_WORDS = ("Stopped", "Enabled")
_OPTIONS = frozenset({"$select", "$top", "$count", "cross-company"})


class FinanceRefusal(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def finance_apps(read_token: TokenReader, services: Services) -> dict[str, FastAPI]:
    """By host. Each environment has one of its own, even before the two are linked."""
    return {
        finance_host(one): _finance_app(one, read_token, services.book, services.plot)
        for one in ENVIRONMENTS
    }


def _finance_app(one: Environment, read_token: TokenReader, book: Book, plot: Plot) -> FastAPI:
    origin = f"https://{finance_host(one)}"
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.exception_handler(FinanceRefusal)
    async def refuse(_: Request, error: FinanceRefusal) -> Response:
        body = {"error": {"code": "", "message": str(error)}}
        return JSONResponse(body, error.status)

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def answer(request: Request, path: str) -> Response:
        if plot.finance is Finance.PAGE:
            return HTMLResponse(_SIGN_IN)
        _check(request, origin, read_token, plot)
        if request.method != "GET" or not (found := re.fullmatch(r"data/?(.*)", path)):
            raise FinanceRefusal(501, f"The practice tenant does not simulate this: {path}")
        rows = _rows(one, book, in_words=plot.finance is Finance.WORDS)
        if plot.finance is Finance.SILENT:
            rows.pop(_PROJECTS)
        return _answer(request, found.group(1), origin, rows)

    return app


def _check(request: Request, origin: str, read_token: TokenReader, plot: Plot) -> None:
    try:
        bearer = read_token(request.headers.get("authorization", ""), origin)
    except Refusal as refusal:
        raise FinanceRefusal(401, str(refusal)) from refusal
    if plot.finance is Finance.FORBIDDEN or not bearer.person.is_system_administrator:
        raise FinanceRefusal(403, "The user is not authorized to access this environment.")
    if refused := _REFUSALS.get(plot.finance):
        raise FinanceRefusal(*refused)


def _answer(request: Request, what: str, origin: str, rows: dict[str, list[Json]]) -> Response:
    types = {name: kind for name, kind in _TYPES.items() if name in rows or name in _COUNTS}
    if what == "$metadata":
        return Response(_metadata(types), media_type="application/xml")
    name, _, tail = what.partition("/")
    for option in request.query_params:
        if option not in _OPTIONS:
            raise FinanceRefusal(501, f"The practice tenant does not simulate {option}.")
    if not name:
        sets = [{"name": each, "kind": "EntitySet", "url": each} for each in types]
        return JSONResponse({"@odata.context": f"{origin}/data/$metadata", "value": sets})
    if name not in types:
        raise FinanceRefusal(404, f"Resource not found for the segment '{name}'.")
    if tail == "$count":
        return _counted(request, _COUNTS.get(name, len(rows.get(name, ()))))
    if tail or name not in rows:
        raise FinanceRefusal(501, f"The practice tenant does not simulate this: {what}")
    return JSONResponse(_page(request, name, origin, rows[name]))


def _counted(request: Request, number: int) -> Response:
    if request.query_params.get("cross-company") != "true":
        raise FinanceRefusal(501, "The practice tenant counts all companies at once only.")
    return PlainTextResponse(str(number))


def _page(request: Request, name: str, origin: str, rows: list[Json]) -> Json:
    asked = request.query_params
    wanted = [one for one in asked.get("$select", "").split(",") if one]
    for one in wanted:
        if one not in _PROPERTIES[name]:
            raise FinanceRefusal(400, f"Could not find a property named '{one}'.")
    body: Json = {"@odata.context": f"{origin}/data/$metadata#{name}"}
    if asked.get("$count") == "true":
        body["@odata.count"] = len(rows)
    top = asked.get("$top", "")
    kept = rows[: int(top)] if top.isdecimal() else rows
    body["value"] = [
        {key: value for key, value in row.items() if key in (wanted or row)} for row in kept
    ]
    return body


def _rows(one: Environment, book: Book, *, in_words: bool) -> dict[str, list[Json]]:
    companies: list[Json] = [
        {"LegalEntityId": name, "Name": f"Contoso {name} (made up)"} for name in COMPANIES
    ]
    return {"LegalEntities": companies, _PROJECTS: _projects(one, book, in_words=in_words)}


def _projects(one: Environment, book: Book, *, in_words: bool) -> list[Json]:
    """Two for each map that has been initialised, one per direction.

    What the numbers of `Status` mean is not known outside Microsoft, nor whether they come as
    numbers; 1 stands for running here, and the words are made up.
    """
    rows: list[Json] = []
    for each in book.listed(one.id):
        if (state := book.state(one.id, each)) == NOT_RUNNING:
            continue
        row: Json = {
            "ProjectName": each.pid(one.organization_id),
            "ExternalEntityName": each.entity_set,
            "InternalEntityName": each.finance,
            "ExternalEnvironmentUrl": f"https://{one.host}/",
            "Status": _WORDS[state == RUNNING] if in_words else int(state == RUNNING),
            "EnableBatchLookup": "No",
            "IsDelete": "No",
            "IsDebugMode": "No",
        }
        rows += [row, {**row, "ProjectName": f"{row['ProjectName']}-back"}]
    return rows


def _metadata(named: dict[str, str]) -> str:
    space = "http://docs.oasis-open.org/odata/ns/edm"
    types = "".join(
        f'<EntityType Name="{kind}">{_properties(name)}</EntityType>'
        for name, kind in named.items()
    )
    sets = "".join(
        f'<EntitySet Name="{name}" EntityType="Microsoft.Dynamics.DataEntities.{kind}"/>'
        for name, kind in named.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">'
        f'<edmx:DataServices><Schema Namespace="Microsoft.Dynamics.DataEntities" xmlns="{space}">'
        f'{types}<EntityContainer Name="Resources">{sets}</EntityContainer>'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def _properties(name: str) -> str:
    kinds = {"Status": "Edm.Int32"}
    return "".join(
        f'<Property Name="{one}" Type="{kinds.get(one, "Edm.String")}"/>'
        for one in _PROPERTIES.get(name, [])
    )
