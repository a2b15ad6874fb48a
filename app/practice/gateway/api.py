"""The dual-write gateway, by what is known of it: nobody has documented it.

Resetting a link is missing on purpose: it destroys what it touches.
"""

import json

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.practice.bearer import Refusal, TokenReader
from app.practice.gateway import shapes
from app.practice.gateway.commands import Desk, GatewayRefusal, read_commands
from app.practice.gateway.office import Office
from app.practice.gateway.solutions import add_solutions
from app.practice.gateway.table_maps import in_order
from app.practice.plot import Gateway, Plot
from app.practice.services import Services

HOST = "projectmanagementservice.weu-il107.gateway.prod.island.powerapps.com"
AUDIENCE = "https://IntegratorApp.com"
PAGE = "https://dataintegrator.trafficmanager.net"
M, A = "/api/DualWriteManagement/1.0", "/api"
_SIGN_IN = "<!doctype html><html><title>Sign in to your account</title><body>Sign in</body></html>"


def gateway_app(read_token: TokenReader, services: Services) -> FastAPI:
    plot = services.plot
    office = Office(services.book, services.links, services.ground.worlds)
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.exception_handler(GatewayRefusal)
    async def refuse(_: Request, error: GatewayRefusal) -> Response:
        return _refused(error)

    @app.middleware("http")
    async def check(request: Request, call_next):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        if plot.gateway is Gateway.SESSION:
            return HTMLResponse(_SIGN_IN)
        if plot.gateway is Gateway.BUSY:
            return _refused(GatewayRefusal(429, "Too many requests."))
        try:
            bearer = read_token(request.headers.get("authorization", ""), AUDIENCE)
        except Refusal as refusal:
            return _refused(GatewayRefusal(401, str(refusal)))
        if not bearer.person.is_tenant_administrator:
            return _refused(GatewayRefusal(403, "Error from token exchange.", "tokenexchange"))
        return await call_next(request)

    _add_maps(app, office, plot)
    _add_commands(app, office, Desk(office.book, plot))
    add_solutions(app, office, M)
    _add_projects(app, office)

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def not_simulated(path: str) -> Response:
        raise GatewayRefusal(501, f"The practice tenant does not simulate this: {path}")

    return app


def _add_maps(app: FastAPI, office: Office, plot: Plot) -> None:
    @app.get(f"{M}/Version")
    async def version() -> Response:
        return JSONResponse("1.0")

    @app.get(f"{M}/Environments")
    async def environments(request: Request) -> Response:
        _check_side(request)
        host = request.query_params.get("identifier", "")
        return JSONResponse([shapes.connection(one) for one in office.of_host(host)])

    @app.get(f"{M}/Entities")
    async def maps(request: Request) -> Response:
        _check_side(request)
        one = office.of_connection(request.query_params.get("cid", ""))
        return JSONResponse([] if plot.gateway is Gateway.EMPTY else office.maps(one))

    @app.get(f"{M}/Status/{{request_id}}")
    async def status(request_id: str) -> Response:
        return JSONResponse(office.of_request(request_id))

    @app.post(f"{M}/GetTemplatePrerequisiteSequences/{{cid}}")
    async def sequences(request: Request, cid: str) -> Response:
        one = office.of_connection(cid)
        known = office.by_tid(one)
        tids = json.loads(await request.body() or b"[]")
        if not isinstance(tids, list) or not tids or not set(tids) <= set(known):
            raise GatewayRefusal(400, "The body is no list of templates.")
        lists = (in_order([known[tid]]) for tid in tids)
        ids = [[each.tid(one.organization_id) for each in listed] for listed in lists]
        return JSONResponse([[tid for tid in listed if tid in known] for listed in ids])


def _add_commands(app: FastAPI, office: Office, desk: Desk) -> None:
    @app.post(f"{M}/Start")
    async def start(request: Request) -> Response:
        body = await _object(request)
        details = body.get("details")
        first = details[0] if isinstance(details, list) and details else {}
        cid = str(first.get("cid", "")) if isinstance(first, dict) else ""
        one = office.of_connection(cid)
        commands = read_commands(body, one, cid, office.by_tid(one))
        return JSONResponse({"requestId": desk.carry_out(one.id, commands)})


def _add_projects(app: FastAPI, office: Office) -> None:
    @app.get(f"{M}/{{pid}}/FieldMappings")
    async def mappings(pid: str) -> Response:
        return JSONResponse(shapes.field_mappings(*office.of_project(pid)))

    @app.post(f"{A}/Project/{{name}}/Refresh")
    async def refresh(request: Request, name: str) -> Response:
        office.of_project(name)
        if (await _object(request)).get("tokens") != [""]:
            raise GatewayRefusal(400, "The tokens are missing.")
        return Response(status_code=202)

    @app.get(f"{A}/ProjectExecutionWithCompanies/{{pid}}")
    async def executions(pid: str) -> Response:
        one, each = office.of_project(pid)
        entry = office.book.entry(one.id, each)
        return JSONResponse(shapes.executions(one, each, entry, office.book.now()))

    @app.get(f"{A}/ConnectionSet/{{cname}}")
    async def connection_set(cname: str) -> Response:
        one = office.of_connection(cname)
        return JSONResponse(shapes.connection_set(one, office.book.keys(one.id)))

    @app.post(f"{A}/dataset/{{name}}/IntegrationKeys")
    async def keys(request: Request, name: str) -> Response:
        one, body = office.of_dataset(name), await _object(request)
        wanted = body.get("integrationKeys")
        if body.get("datasetName") != name or not isinstance(wanted, dict):
            raise GatewayRefusal(400, "The integrationKeys are missing.")
        office.book.set_keys(one.id, {key: list(fields) for key, fields in wanted.items()})
        return Response(status_code=200)


def _check_side(request: Request) -> None:
    if request.query_params.get("targetType") != "AX":
        raise GatewayRefusal(400, "The targetType has to be AX.")


async def _object(request: Request) -> dict[str, object]:
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise GatewayRefusal(400, "The body is no JSON.") from error
    if not isinstance(body, dict):
        raise GatewayRefusal(400, "The body is no JSON object.")
    return body


def _refused(error: GatewayRefusal) -> Response:
    body = {"error": {"code": error.code, "message": str(error)}}
    return JSONResponse(body, error.status)
