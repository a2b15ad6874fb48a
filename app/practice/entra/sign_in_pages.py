"""What a browser sees of Entra: choosing a person, and signing out. There is no password."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.practice.entra.contexts import contexts_demanded
from app.practice.entra.faults import (
    EntraFault,
    missing,
    needs_administrator,
    unknown_tenant,
)
from app.practice.entra.registrations import registration
from app.practice.entra.scopes import GRAPH, for_administrators, resources
from app.practice.people import PEOPLE, Person, find_person
from app.practice.plot import Consent
from app.practice.render import page
from app.practice.scene import Scene

_MODES = frozenset({"query", "form_post"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """An authorization request that is fit to be answered."""

    client_id: str
    redirect_uri: str
    state: str
    mode: str
    challenge: str
    nonce: str
    resources: tuple[str, ...]
    permissions: tuple[str, ...]
    contexts: tuple[str, ...]
    prompt: str
    hint: str


def sign_in_pages(scene: Scene) -> APIRouter:
    router = APIRouter()

    @router.api_route("/{tenant}/oauth2/v2.0/authorize", methods=["GET", "POST"])
    async def authorize(request: Request, tenant: str) -> Response:
        """GET shows who there is; POST, to the same address, brings the choice."""
        try:
            _check_addressee(scene, request, tenant)
        except EntraFault as fault:
            return page(request, "refused", status=400, reason=str(fault))
        try:
            asked = _read(request)
            if request.method == "GET":
                return _choose(scene, request, asked)
            form = await request.form()
            person = _person(str(form.get("person", "")), tenant)
            _check_consent(scene, asked, person)
        except EntraFault as fault:
            return _answer(request, _error(request, fault))
        return _answer(request, _sign_in(scene, asked, person))

    @router.get("/{tenant}/oauth2/v2.0/logout")
    async def logout(request: Request, tenant: str) -> Response:
        if tenant not in scene.tenants:
            return page(request, "refused", status=400, reason=str(unknown_tenant(tenant)))
        back = request.query_params.get("post_logout_redirect_uri", "")
        is_ours = _origin(back) == scene.wizard_origin
        return page(request, "logout", back=back if is_ours else "")

    return router


def _check_addressee(scene: Scene, request: Request, tenant: str) -> None:
    """Whatever is wrong here must not be told to the address that was given."""
    asked = request.query_params
    if tenant not in scene.tenants:
        raise unknown_tenant(tenant)
    client = registration(asked.get("client_id", ""), scene)
    if not client.may_answer_at(asked.get("redirect_uri", "")):
        message = "The redirect URI specified in the request does not match the one registered."
        raise EntraFault("invalid_request", 50011, message)


def _read(request: Request) -> _Asked:
    asked = request.query_params
    if asked.get("response_type") != "code":
        message = "The practice tenant answers response_type=code only."
        raise EntraFault("unsupported_response_type", 700051, message)
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        message = "Proof Key for Code Exchange with S256 is required here."
        raise EntraFault("invalid_request", 9002325, message)
    for name in ("scope", "state", "nonce"):
        if not asked.get(name):
            raise missing(name)
    if asked.get("response_mode", "query") not in _MODES:
        raise EntraFault("invalid_request", 70007, "This response_mode is not supported.")
    if asked.get("prompt") == "none":
        message = "A silent sign-in request was sent but no user is signed in."
        raise EntraFault("login_required", 50058, message)
    return _Asked(
        client_id=asked["client_id"],
        redirect_uri=asked["redirect_uri"],
        state=asked["state"],
        mode=asked.get("response_mode", "query"),
        challenge=asked["code_challenge"],
        nonce=asked["nonce"],
        resources=tuple(resources(asked["scope"].split())) or (GRAPH,),
        permissions=tuple(for_administrators(asked["scope"].split())),
        contexts=tuple(contexts_demanded(asked.get("claims", ""))),
        prompt=asked.get("prompt", ""),
        hint=asked.get("login_hint", ""),
    )


def _choose(scene: Scene, request: Request, asked: _Asked) -> Response:
    return page(
        request,
        "authorize",
        forms_to=_origin(request.query_params["redirect_uri"]),
        here=f"{request.url.path}?{request.url.query}",
        people=PEOPLE,
        hint=asked.hint,
        consent=_consent(scene, asked),
    )


def _consent(scene: Scene, asked: _Asked) -> tuple[str, ...]:
    is_asked = scene.controls.consent_required or asked.prompt == "consent"
    is_needed = scene.services.plot.consent is Consent.NEEDED
    return (*asked.resources, *asked.permissions) if is_asked or is_needed else ()


def _check_consent(scene: Scene, asked: _Asked, person: Person) -> None:
    is_needed = scene.services.plot.consent is Consent.NEEDED
    if is_needed and asked.permissions and not person.is_tenant_administrator:
        raise needs_administrator(asked.permissions[0])


def _person(oid: str, tenant: str) -> Person:
    person = find_person(oid)
    if not person:
        raise EntraFault("access_denied", 65004, "User declined to consent to access the app.")
    if tenant not in (person.tenant_id, "organizations", "common"):
        message = f"User account '{person.login}' does not exist in this tenant."
        raise EntraFault("access_denied", 50020, message)
    return person


def _sign_in(scene: Scene, asked: _Asked, person: Person) -> dict[str, str]:
    agreed = [*asked.resources, *asked.permissions]
    grant_id = scene.directory.sign_in(person.oid, agreed, asked.client_id, asked.contexts)
    code = scene.directory.new_code(grant_id, asked.redirect_uri, asked.challenge, asked.nonce)
    return {"code": code, "state": asked.state, "session_state": grant_id}


def _error(request: Request, fault: EntraFault) -> dict[str, str]:
    told = {"error": fault.error, "error_description": str(fault)}
    state = request.query_params.get("state")
    return {**told, "state": state} if state else told


def _answer(request: Request, answer: dict[str, str]) -> Response:
    """Back to the application, whose address has been checked before."""
    where = request.query_params["redirect_uri"]
    if request.query_params.get("response_mode") == "form_post":
        return page(
            request,
            "form_post",
            forms_to=_origin(where),
            target=where,
            answer=answer,
        )
    return RedirectResponse(f"{where}?{urlencode(answer)}", 303, _PRIVATE)


_PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
