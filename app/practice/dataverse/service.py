"""The Web API of one organization, as far as looking goes. Writing is not simulated yet."""

import re
from collections.abc import Callable
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from app.practice.bearer import Bearer, Refusal, TokenReader
from app.practice.dataverse.answers import (
    COUNT_LIMIT,
    Body,
    check_columns,
    collection,
    etag,
    rows_for,
    shown,
)
from app.practice.dataverse.faults import (
    ODATA,
    Fault,
    bad_request,
    fault_answer,
    no_such_row,
    not_simulated,
)
from app.practice.dataverse.metadata import definition, definitions
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.paging import page_size
from app.practice.dataverse.queries import Query, read_query
from app.practice.people import TENANT_ID

VERSION = "9.2.26032.00170"
_ROOT = re.compile(r"/api/data/v9\.[012]/(.*)")
_DEFINITION = re.compile(r"EntityDefinitions\(LogicalName='(\w+)'\)(?:/(.+))?")
_ROW = re.compile(r"(\w+)\(([0-9a-fA-F-]{36})\)")
_NOT_LINKED = "This instance is not integrated with finance and operations."


def dataverse_app(organization: Organization, read_token: TokenReader) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.add_exception_handler(Fault, fault_answer)
    service = _Service(organization)

    @app.api_route("/{path:path}", methods=["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"])
    async def answer(request: Request) -> Response:
        bearer = _bearer(organization, read_token, request)
        _check_versions(request)
        found = _ROOT.fullmatch(request.url.path)
        if not found:
            raise not_simulated(request.url.path)
        if request.method != "GET":
            raise not_simulated(f"{request.method} {found.group(1)}")
        return service.get(found.group(1), request, bearer)

    return app


def _bearer(organization: Organization, read_token: TokenReader, request: Request) -> Bearer:
    try:
        bearer = read_token(request.headers.get("authorization", ""), organization.origin)
    except Refusal as refusal:
        challenge = (
            f"Bearer authorization_uri=https://login.microsoftonline.com/{TENANT_ID}"
            f"/oauth2/authorize, resource_id={organization.origin}/"
        )
        raise Fault(401, "0x8005F101", str(refusal), {"WWW-Authenticate": challenge}) from refusal
    if not bearer.person.organization_member:
        raise Fault(403, "0x80072560", "The user is not a member of the organization.")
    return bearer


def _check_versions(request: Request) -> None:
    """Stricter than the real service, which forgives a missing header."""
    for name in ("OData-MaxVersion", "OData-Version"):
        if request.headers.get(name) != "4.0":
            raise bad_request(f"Send the header {name}: 4.0 with every request.", "0x0")


class _Service:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._functions: dict[str, Callable[[Bearer], Body]] = {
            "WhoAmI": self._who_am_i,
            "RetrieveVersion": lambda _: self._said("RetrieveVersionResponse", Version=VERSION),
            "RetrieveFinanceAndOperationsIntegrationDetails": self._finance,
        }

    def get(self, path: str, request: Request, bearer: Bearer) -> Response:
        name = path.removesuffix("()")
        if name in self._functions:
            return _answer(self._functions[name](bearer))
        query = read_query(request.query_params.multi_items())
        if path == "EntityDefinitions":
            return _answer(definitions(self._organization, query))
        if found := _DEFINITION.fullmatch(path):
            name, part = found.group(1), found.group(2) or ""
            return _answer(definition(self._organization, name, part, query))
        if found := _ROW.fullmatch(path):
            return self._one(found.group(1), found.group(2).lower(), query, request)
        if re.fullmatch(r"\w*", path):
            return self._many(path, query, request)
        if found := re.fullmatch(r"(\w+)/\$count", path):
            return self._count(found.group(1), query)
        raise not_simulated(path)

    def _many(self, entity_set: str, query: Query, request: Request) -> Response:
        organization = self._organization
        if not entity_set:
            return _answer(self._document())
        table = organization.table_of(entity_set)
        if table.name not in organization.rows:
            raise not_simulated(f"the rows of {entity_set}")
        limit, was_asked = page_size(request.headers.get("prefer", ""))
        here = _address(organization, request)
        body = collection(organization, table, query, (limit, was_asked), here)
        applied = {"Preference-Applied": f"odata.maxpagesize={limit}"} if was_asked else {}
        return _answer(body, applied)

    def _one(self, entity_set: str, row_id: str, query: Query, request: Request) -> Response:
        organization = self._organization
        table = organization.table_of(entity_set)
        row = organization.find(table.name, row_id)
        if not row:
            raise no_such_row(table.name, row_id)
        check_columns(organization, table, query)
        headers = {"ETag": etag(row)}
        if request.headers.get("if-none-match") == etag(row) and not query.expand:
            return Response(status_code=304, headers={**ODATA, **headers})
        context = f"{organization.origin}/api/data/v9.2/$metadata#{entity_set}/$entity"
        body = {"@odata.context": context, **shown(organization, table, row, query)}
        return _answer(body, headers)

    def _count(self, entity_set: str, query: Query) -> Response:
        organization = self._organization
        table = organization.table_of(entity_set)
        rows = organization.rows.get(table.name, ())
        found = rows_for(rows, query, organization.scope(table), table.primary_id)
        return PlainTextResponse(str(min(len(found), COUNT_LIMIT)), headers=ODATA)

    def _document(self) -> Body:
        sets = (table.entity_set for table in self._organization.tables.values())
        root = f"{self._organization.origin}/api/data/v9.2/$metadata"
        return {
            "@odata.context": root,
            "value": [{"name": one, "kind": "EntitySet", "url": one} for one in sets],
        }

    def _who_am_i(self, bearer: Bearer) -> Body:
        organization = self._organization
        return self._said(
            "WhoAmIResponse",
            BusinessUnitId=str(uuid5(NAMESPACE_OID, f"unit {organization.id}")),
            UserId=str(uuid5(NAMESPACE_OID, f"user {organization.id} {bearer.person.oid}")),
            OrganizationId=organization.id,
        )

    def _finance(self, _: Bearer) -> Body:
        finance = self._organization.finance
        if not finance:
            raise bad_request(_NOT_LINKED, "0x80048d0b")
        return self._said(
            "RetrieveFinanceAndOperationsIntegrationDetailsResponse",
            Url=finance.url,
            TenantId=TENANT_ID,
            Id=finance.id,
            IsUnifiedDatabase=finance.is_unified,
        )

    def _said(self, kind: str, **values: str | bool) -> Body:
        root = f"{self._organization.origin}/api/data/v9.2/$metadata"
        return {"@odata.context": f"{root}#Microsoft.Dynamics.CRM.{kind}", **values}


def _answer(body: Body, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(
        body,
        headers={**ODATA, **(headers or {})},
        media_type="application/json; odata.metadata=minimal",
    )


def _address(organization: Organization, request: Request) -> str:
    """The request's own address, ready for one more option."""
    options = [
        f"{name}={quote(value, safe='')}"
        for name, value in request.query_params.multi_items()
        if name != "$skiptoken"
    ]
    joined = "".join(f"{option}&" for option in options)
    return f"{organization.origin}{request.url.path}?{joined}"
