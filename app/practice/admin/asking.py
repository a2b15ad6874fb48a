"""What Microsoft's admin APIs have in common: who may ask, how versions and refusals look."""

import json
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.bearer import Bearer, Refusal, TokenReader
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.people import Person

PREVIEW, STABLE = "2022-03-01-preview", "2024-10-01"
VERSIONS = frozenset({STABLE, PREVIEW})
API = "https://api.powerplatform.com"
POWER_APPS = "https://service.powerapps.com"  # what tokens for the older API are for


class Refused(Exception):
    """`details` are (code, message, target)."""

    def __init__(
        self, status: int, code: str, message: str, details: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.details = status, code, tuple(details)

    def answer(self) -> Response:
        error: dict[str, object] = {"code": self.code, "message": str(self)}
        if self.details:
            names = ("code", "message", "target")
            error["details"] = [dict(zip(names, one, strict=True)) for one in self.details]
        challenge = {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}  # noqa: PLR2004
        return JSONResponse({"error": error}, self.status, challenge)


def admin_app(audience: str, read_token: TokenReader) -> FastAPI:
    """Refuses whoever has no role. Routes find the person with `asker`."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.exception_handler(Refused)
    async def refuse(_: Request, error: Refused) -> Response:
        return error.answer()

    @app.middleware("http")
    async def check(request: Request, call_next):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        try:
            request.state.bearer = read_token(request.headers.get("authorization", ""), audience)
        except Refusal as refusal:
            return Refused(401, "Unauthorized", str(refusal)).answer()
        if not request.state.bearer.person.roles:
            message = "The caller has no role that may list environments."
            return Refused(403, "Forbidden", message).answer()
        return await call_next(request)

    return app


def closed(app: FastAPI) -> FastAPI:
    """Everything that has no route is said to be missing here, not in the real service."""

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def not_there(path: str) -> Response:
        raise not_simulated(path)

    return app


def not_simulated(what: str) -> Refused:
    return Refused(501, "NotSimulated", f"The practice tenant does not simulate this: {what}")


def asker(request: Request) -> Person:
    bearer: Bearer = request.state.bearer
    return bearer.person


def needs_system_administrator(request: Request) -> None:
    if not asker(request).is_system_administrator:
        message = "The caller is no System Administrator in this environment."
        raise Refused(403, "Forbidden", message)


def version_of(request: Request, known: frozenset[str] = VERSIONS) -> str:
    version = request.query_params.get("api-version", "")
    if not version:
        raise Refused(400, "MissingApiVersionParameter", "The api-version query is missing.")
    if version not in known:
        raise Refused(400, "UnsupportedApiVersion", f"The version '{version}' is not supported.")
    return version


def check_options(request: Request, known: Iterable[str] = ()) -> None:
    allowed = {"api-version", *known}
    for name in request.query_params:
        if name not in allowed:
            raise not_simulated(f"the option {name}")


def environment_of(environment_id: str) -> Environment:
    for one in ENVIRONMENTS:
        if one.id == environment_id.lower():
            return one
    message = f"The environment '{environment_id}' could not be found in the tenant."
    raise Refused(404, "EnvironmentNotFound", message)


async def body_of(request: Request) -> dict[str, object]:
    """An empty body is an empty object."""
    raw = await request.body()
    try:
        body = json.loads(raw or b"{}")
    except ValueError as error:
        raise Refused(400, "InvalidRequestBody", "The body is no JSON.") from error
    if not isinstance(body, dict):
        raise Refused(400, "InvalidRequestBody", "The body is no JSON object.")
    return body


def next_link(request: Request, path: str, name: str, value: int) -> str:
    """The request's own address with one option changed."""
    kept = [(one, told) for one, told in request.query_params.multi_items() if one != name]
    options = "&".join(f"{one}={quote(told, safe='')}" for one, told in [*kept, (name, str(value))])
    return f"{API}{path}?{options}"


def moment(at: datetime) -> str:
    """With seven digits after the seconds, as these services write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
