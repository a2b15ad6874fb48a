"""The token endpoint: codes and refresh tokens in, signed tokens out. One service per request."""

import base64
import hashlib
import secrets
from collections.abc import Mapping

from app.practice.directory import Grant
from app.practice.entra.faults import EntraFault, missing, needs_consent
from app.practice.entra.registrations import Registration, registration
from app.practice.entra.scopes import (
    ADMINISTRATORS,
    GRAPH,
    for_administrators,
    granted,
    one_resource,
    resources,
)
from app.practice.entra.tokens import LIFE, client_info
from app.practice.people import Person, find_person
from app.practice.plot import Consent
from app.practice.scene import Scene

Form = Mapping[str, str]


class TokenEndpoint:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def answer(self, tenant: str, form: Form) -> dict[str, object]:
        client = registration(form.get("client_id", ""), self._scene)
        client.check_secret(form)
        match form.get("grant_type"):
            case "authorization_code":
                return self._by_code(tenant, form)
            case "refresh_token":
                return self._by_refresh(tenant, form)
            case "client_credentials":
                return self._for_itself(client, tenant, form)
            case "urn:ietf:params:oauth:grant-type:device_code":
                return self._by_device(client, tenant, form)
            case None:
                raise missing("grant_type")
            case other:
                message = f"The app requested an unsupported grant type '{other}'."
                raise EntraFault("unsupported_grant_type", 70003, message)

    def begin_device(self, tenant: str, form: Form) -> dict[str, object]:
        """The code for a person to type in. Public applications need not prove who they are."""
        client = registration(form.get("client_id", ""), self._scene)
        if not client.is_public:
            client.check_secret(form)
        scope = _needed(form, "scope")
        one_resource(frozenset(scope.split()), self._scene.resources)
        where = f"{self._scene.browser_origin}/device"
        return self._scene.directory.devices.begin(client.client_id, tenant, scope, where)

    def _by_device(self, client: Registration, tenant: str, form: Form) -> dict[str, object]:
        done = self._scene.directory.devices.take(_needed(form, "device_code"), client.client_id)
        agreed = resources(done.scope.split()) or [GRAPH]
        grant_id = self._scene.directory.sign_in(done.person, agreed, client.client_id)
        return self._tokens(tenant, {**form, "scope": done.scope}, grant_id, "")

    def _for_itself(self, client: Registration, tenant: str, form: Form) -> dict[str, object]:
        scope = _needed(form, "scope")
        resource = client.resource_for_itself(tenant, scope, self._scene.resources)
        is_agreed = resource == GRAPH and self._scene.services.plot.consent is not Consent.NEEDED
        roles = ADMINISTRATORS if is_agreed else frozenset[str]()
        token = self._scene.mint.application_token(resource, roles)
        return {
            "token_type": "Bearer",
            "expires_in": LIFE,
            "ext_expires_in": LIFE,
            "access_token": token,
        }

    def _by_code(self, tenant: str, form: Form) -> dict[str, object]:
        verifier = _needed(form, "code_verifier")
        code = self._scene.directory.redeem(_needed(form, "code"))
        if form.get("redirect_uri") != code.redirect_uri:
            message = "The reply address does not match the one used when requesting the code."
            raise EntraFault("invalid_grant", 500112, message)
        digest = hashlib.sha256(verifier.encode()).digest()
        hashed = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if not secrets.compare_digest(hashed, code.challenge):
            message = "The Code_Verifier does not match the code_challenge supplied."
            raise EntraFault("invalid_grant", 501481, message)
        return self._tokens(tenant, form, code.grant, code.nonce)

    def _by_refresh(self, tenant: str, form: Form) -> dict[str, object]:
        strict = self._scene.controls.strict_refresh
        token = _needed(form, "refresh_token")
        return self._tokens(
            tenant, form, self._scene.directory.use_refresh(token, strict=strict), ""
        )

    def _tokens(self, tenant: str, form: Form, grant_id: str, nonce: str) -> dict[str, object]:
        scene = self._scene
        grant = scene.directory.grant(grant_id)
        client_id = form["client_id"]
        if grant.client_id not in ("", client_id):
            message = "The provided grant was issued to another application."
            raise EntraFault("invalid_grant", 700009, message)
        person = _person(grant, tenant)
        scopes = frozenset(form.get("scope", "").split())
        resource = one_resource(scopes, scene.resources)
        if scene.controls.consent_required and resource not in grant.consented:
            raise needs_consent(resource)
        agreed = ADMINISTRATORS
        if scene.services.plot.consent is Consent.NEEDED:
            agreed = ADMINISTRATORS & set(grant.consented)
        if missing_consent := [one for one in for_administrators(scopes) if one not in agreed]:
            raise needs_consent(missing_consent[0])
        scope = granted(scopes, resource, sorted(agreed))
        body: dict[str, object] = {
            "token_type": "Bearer",
            "scope": scope,
            "expires_in": LIFE,
            "ext_expires_in": LIFE,
            "access_token": scene.mint.access_token(
                person, resource, scope, client_id, grant.contexts
            ),
        }
        if "offline_access" in scopes:
            body["refresh_token"] = scene.directory.new_refresh(grant_id)
        if "openid" in scopes:
            body["id_token"] = scene.mint.id_token(person, grant, nonce)
        if form.get("client_info") == "1":
            body["client_info"] = client_info(person)
        return body


def _needed(form: Form, name: str) -> str:
    if not form.get(name):
        raise missing(name)
    return form[name]


def _person(grant: Grant, tenant: str) -> Person:
    person = find_person(grant.person)
    if not person or tenant not in (person.tenant_id, "organizations", "common"):
        message = "The user account does not exist in this tenant."
        raise EntraFault("invalid_grant", 50020, message)
    return person
