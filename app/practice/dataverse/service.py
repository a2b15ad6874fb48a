"""The Web API of one organization: who may ask, and which part of it answers."""

from fastapi import FastAPI, Request, Response

from app.practice.bearer import Bearer, Refusal, TokenReader
from app.practice.dataverse.answering import Answering
from app.practice.dataverse.batch import Batch
from app.practice.dataverse.calls import LONGEST_URL, Call, split_address, told
from app.practice.dataverse.faults import Fault, bad_request, not_simulated
from app.practice.dataverse.organization import Organization
from app.practice.entra.contexts import claims_challenge
from app.practice.people import TENANT_ID

_METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"]


def dataverse_app(organization: Organization, read_token: TokenReader) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    answering = Answering(organization)
    batch = Batch(organization, answering.answer)

    @app.api_route("/{path:path}", methods=_METHODS)
    async def answer(request: Request) -> Response:
        try:
            bearer = _bearer(organization, read_token, request)
            call = _call(organization, request, bearer, await request.body())
            is_batch = (call.method, call.path) == ("POST", "$batch")
            reply = batch.reply(call) if is_batch else answering.answer(call)
        except Fault as fault:
            reply = told(fault)
        return Response(reply.body, reply.status, reply.headers)

    return app


def _call(organization: Organization, request: Request, bearer: Bearer, body: bytes) -> Call:
    _check_versions(request)
    if len(str(request.url)) > LONGEST_URL:
        raise Fault(414, "0x0", f"An address can be {LONGEST_URL} characters long.")
    path = request.scope["path"]
    place = split_address(f"{path}?{request.url.query}", organization.host)
    if not place:
        raise not_simulated(path)
    path, options = place
    return Call(request.method, path, options, dict(request.headers), body, bearer.person)


def _bearer(organization: Organization, read_token: TokenReader, request: Request) -> Bearer:
    try:
        bearer = read_token(request.headers.get("authorization", ""), organization.origin)
    except Refusal as refusal:
        challenge = (
            f"Bearer authorization_uri=https://login.microsoftonline.com/{TENANT_ID}"
            f"/oauth2/authorize, resource_id={organization.origin}/"
        )
        raise Fault(401, "0x8005F101", str(refusal), {"WWW-Authenticate": challenge}) from refusal
    demanded = organization.controls.context_demanded
    if demanded and demanded not in bearer.contexts:
        message = "The user has to sign in again to meet a Conditional Access policy."
        headers = {"WWW-Authenticate": claims_challenge(demanded)}
        raise Fault(401, "0x8005F101", message, headers)
    if not bearer.person.organization_member:
        raise Fault(403, "0x80072560", "The user is not a member of the organization.")
    return bearer


def _check_versions(request: Request) -> None:
    """Stricter than the real service, which forgives a missing header."""
    for name in ("OData-MaxVersion", "OData-Version"):
        if request.headers.get(name) != "4.0":
            raise bad_request(f"Send the header {name}: 4.0 with every request.", "0x0")
