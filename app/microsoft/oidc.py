"""What a sign-in service says about itself: its issuer, its keys, where to sign out."""

from typing import TypeVar

import httpx
from pydantic import BaseModel, JsonValue, ValidationError

from app.microsoft.errors import Unavailable, UnexpectedReply
from app.microsoft.msal_http import answer_to
from app.microsoft.refusals import error_for

Reply = TypeVar("Reply", bound=BaseModel)
_OK = 200


class Discovery(BaseModel):
    issuer: str
    jwks_uri: str
    end_session_endpoint: str = ""


class SigningKeys(BaseModel):
    keys: list[dict[str, JsonValue]]


class Oidc:
    """Asked anew each time: sign-ins are rare, and a key that was taken back is gone at once."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def discovery(self, authority: str) -> Discovery:
        url = f"{authority}/v2.0/.well-known/openid-configuration"
        return self._get("read the sign-in service's addresses", url, Discovery)

    def signing_keys(self, authority: str) -> dict[str, JsonValue]:
        where = self.discovery(authority).jwks_uri
        found = self._get("read the signing keys", where, SigningKeys)
        return {"keys": [dict(key) for key in found.keys]}

    def _get(self, operation: str, url: str, reply: type[Reply]) -> Reply:
        try:
            answer = answer_to(self._http, self._http.build_request("GET", url))
        except httpx.RequestError as error:
            raise Unavailable(operation, reason=type(error).__name__) from None
        if answer.status != _OK:
            raise error_for(operation, answer)
        try:
            return reply.model_validate_json(answer.body)
        except ValidationError:
            raise UnexpectedReply(operation, status=answer.status, code="unreadable") from None
