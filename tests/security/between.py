"""Somebody between the product and the practice tenant, who reads along or changes words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Between:
    """`change` gets each answer's body; every request's form and every answer are kept."""

    app: ASGIApp
    change: Callable[[bytes], bytes] = lambda body: body
    asked: list[dict[str, str]] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: list[Message] = []
        body = bytearray()
        if scope["type"] == "http":
            self.headers.append({k.decode(): v.decode() for k, v in scope["headers"]})

        async def heard() -> Message:
            message = await receive()
            form = message.get("body", b"").decode("utf-8", "replace")
            self.asked.append(dict(parse_qsl(form)))
            return message

        async def passed_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                whole = self.change(bytes(body))
                self.said.append(whole)
                kept = [(k, v) for k, v in start[0]["headers"] if k.lower() != b"content-length"]
                length = (b"content-length", str(len(whole)).encode())
                await send({**start[0], "headers": [*kept, length]})
                await send({"type": "http.response.body", "body": whole})

        await self.app(scope, heard, passed_on)
