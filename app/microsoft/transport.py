"""One gate for all calls: signs them, bounds them, and turns every failure into a RemoteError."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Protocol, TypeVar
from uuid import uuid4

import httpx
from pydantic import BaseModel, ValidationError

from app.microsoft.egress import EgressRefused
from app.microsoft.errors import Refused, Unavailable, UnexpectedReply
from app.microsoft.limits import Limits
from app.microsoft.refusals import Answer, claims, error_for, one_line, request_id

Reply = TypeVar("Reply", bound=BaseModel)
_LARGEST_REPLY = 32 * 1024 * 1024
_LARGEST_ERROR = 64 * 1024


class TokenSource(Protocol):
    """Gives an access token for a scope, or raises SignInNeeded.

    `refused` is a token that a service has just turned down, though it looked good: any other one
    is wanted, from Entra if need be.
    """

    async def __call__(self, scope: str, *, refused: str = "") -> str: ...


@dataclass(frozen=True)
class Call:
    """One request: what it is for (in words, for errors), where it goes, whose token it takes.

    `also` are statuses that are an answer here, beside those of a success.
    """

    operation: str
    url: str
    scope: str
    headers: Mapping[str, str] = field(default_factory=dict)
    also: tuple[int, ...] = ()

    def follow(self, link: str) -> "Call":
        """The next page: the link as it was given. Another host never sees our token."""
        try:
            here, there = httpx.URL(self.url), httpx.URL(link)
        except httpx.InvalidURL:
            raise UnexpectedReply(self.operation, code="broken_next_link") from None
        same = (there.scheme, there.raw_host, there.port) == (here.scheme, here.raw_host, here.port)
        if not same or there.userinfo:
            raise UnexpectedReply(self.operation, code="foreign_next_link")
        return replace(self, url=link)


@dataclass(frozen=True)
class Content:
    """The body of a request."""

    data: bytes
    media_type: str = "application/json"

    @classmethod
    def json_of(cls, body: BaseModel) -> "Content":
        return cls(body.model_dump_json(by_alias=True).encode())


class Transport:
    """`limits` are shared by all that ask in the same name: `user` says in whose."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        token: TokenSource,
        limits: Limits | None = None,
        user: str = "",
    ) -> None:
        self._http, self._token = http, token
        self._limits, self._user = limits or Limits(), user

    async def get(self, call: Call, reply: type[Reply]) -> Reply:
        return read_answer(call, await self.send("GET", call), reply)

    async def post(self, call: Call, reply: type[Reply], body: BaseModel) -> Reply:
        return read_answer(call, await self.send("POST", call, Content.json_of(body)), reply)

    async def send(self, method: str, call: Call, content: "Content | None" = None) -> Answer:
        """The answer to one request, with its headers, if it is a success; else a RemoteError.

        After Unavailable nobody knows whether a write arrived. A token can die before its time:
        then nothing was done, also by a write, and the call is made once more with a new one. A
        claims challenge is different: only the person can meet it.
        """
        token = await self._token(call.scope)
        answer = await self._ask(method, call, content, token)
        if answer.status == HTTPStatus.UNAUTHORIZED and not claims(answer.headers):
            token = await self._token(call.scope, refused=token)
            answer = await self._ask(method, call, content, token)
        if answer.is_success or answer.status in call.also:
            return answer
        raise error_for(call.operation, answer, call.scope)

    async def _ask(self, method: str, call: Call, content: "Content | None", token: str) -> Answer:
        asked = str(uuid4())
        headers = {
            "Accept": "application/json",
            "User-Agent": "portal-setup",
            "x-ms-client-request-id": asked,
            **call.headers,
            "Authorization": f"Bearer {token}",
        }
        if content:
            headers["Content-Type"] = content.media_type
        data = content.data if content else None
        limiter = self._limits.of(self._user, httpx.URL(call.url).host)
        try:
            async with (
                limiter.turn(call.operation),
                self._http.stream(
                    method, call.url, headers=headers, content=data, follow_redirects=False
                ) as response,
            ):
                limiter.heed(response.headers)
                return await _answer(call, response)
        except EgressRefused:
            raise Refused(call.operation, code="egress", reason="address not allowed") from None
        except httpx.RequestError as error:
            reason = type(error).__name__
            raise Unavailable(call.operation, reason=reason, request_id=asked) from None


async def _answer(call: Call, response: httpx.Response) -> Answer:
    """Read the body, but no more of it than we are ready to hold."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if response.is_error and len(body) > _LARGEST_ERROR:
            break
        if len(body) > _LARGEST_REPLY:
            raise UnexpectedReply(call.operation, status=response.status_code, code="too_large")
    return Answer(response.status_code, response.reason_phrase, response.headers, bytes(body))


def read_answer(call: Call, answer: Answer, reply: type[Reply]) -> Reply:
    """The body as the model says, or UnexpectedReply with the places that differ."""
    try:
        return reply.model_validate_json(answer.body)
    except ValidationError as error:
        raise UnexpectedReply(
            call.operation,
            status=answer.status,
            code="unreadable",
            reason=_places(error),
            request_id=request_id(answer.headers),
        ) from None


def _places(error: ValidationError) -> str:
    """Where the reply differs from what we expect. Never its values: they are customers' data."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return one_line("; ".join(f"{'.'.join(map(str, f['loc']))}: {f['type']}" for f in faults[:5]))
