"""The applications registered here: the wizard, which has a secret, and one for command lines.

The second has no secret to keep: a program on somebody's own machine could not keep it.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.practice.entra.faults import EntraFault, missing, unknown_client
from app.practice.entra.scopes import one_resource
from app.practice.people import TENANT_ID

PUBLIC_CLIENT_ID = "c0000000-0000-4000-8000-000000000002"
_OWN_MACHINE = re.compile(r"http://localhost(:\d{1,5})?/?")


@dataclass(frozen=True, slots=True)
class Registration:
    """Without a secret, it is for programs that people run themselves."""

    client_id: str
    secret: str
    redirect_uri: str

    @property
    def is_public(self) -> bool:
        return not self.secret

    def may_answer_at(self, redirect_uri: str) -> bool:
        """On the person's own machine, any port will do."""
        if self.is_public:
            return _OWN_MACHINE.fullmatch(redirect_uri) is not None
        return redirect_uri == self.redirect_uri

    def check_secret(self, form: Mapping[str, str]) -> None:
        given = form.get("client_secret", "")
        if self.is_public and given:
            message = "Client is public so no 'client_secret' should be presented."
            raise EntraFault("invalid_client", 700025, message, status=401)
        if self.is_public:
            return
        if not given:
            raise _needs_secret()
        if not secrets.compare_digest(given.encode(), self.secret.encode()):
            message = "Invalid client secret provided."
            raise EntraFault("invalid_client", 7000215, message, status=401)

    def resource_for_itself(self, tenant: str, scope: str, known: frozenset[str]) -> str:
        """What a token without a person is asked for: all that was agreed to, of one service."""
        if self.is_public:
            raise _needs_secret()
        if tenant in ("organizations", "common"):
            message = "No tenant-identifying information found in the request."
            raise EntraFault("invalid_request", 50059, message)
        if tenant != TENANT_ID:
            raise unknown_client(self.client_id)
        if " " in scope or not scope.endswith("/.default"):
            message = f"The scope '{scope}' is not valid: client credentials need one '/.default'."
            raise EntraFault("invalid_scope", 1002012, message)
        return one_resource({scope}, known)


class Wizard(Protocol):
    """What the practice tenant was told of the wizard."""

    client_id: str
    client_secret: str

    @property
    def redirect_uri(self) -> str: ...


def registration(client_id: str, wizard: Wizard) -> Registration:
    if not client_id:
        raise missing("client_id")
    registered = Registration(wizard.client_id, wizard.client_secret, wizard.redirect_uri)
    for one in (registered, Registration(PUBLIC_CLIENT_ID, "", "")):
        if one.client_id == client_id:
            return one
    raise unknown_client(client_id)


def _needs_secret() -> EntraFault:
    message = "The request body must contain the following parameter: 'client_secret'."
    return EntraFault("invalid_client", 7000218, message, status=401)
