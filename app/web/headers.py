"""What every answer carries, and what no answer is given to."""

import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ANY_HOST = frozenset({"/health"})
"""Asked by the machine's own health check, under whatever name it has."""


def security_headers(settings: Settings) -> Mapping[str, str]:
    headers = {
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if settings.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


class SecurityHeaders:
    """Puts the headers on every answer, names the request, and refuses foreign host names."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = security_headers(settings)
        public = urlsplit(settings.public_url).hostname or ""
        self._hosts = LOOPBACK if public in LOOPBACK else frozenset({public})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(MutableHeaders(scope=message), request_id)
            await send(message)

        app = self._app if self._is_our_host(scope) else _misdirected
        await app(scope, receive, send_with_headers)

    def _complete(self, headers: MutableHeaders, request_id: str) -> None:
        for name, value in self._headers.items():
            headers[name] = value
        headers["X-Request-Id"] = request_id
        headers.setdefault("Cache-Control", "no-store")

    def _is_our_host(self, scope: Scope) -> bool:
        written = Headers(scope=scope).get("host", "")
        return scope["path"] in ANY_HOST or host_name(written) in self._hosts


def host_name(written: str) -> str:
    """The name in a Host header, without its port; nothing if it is not a plain host."""
    if "@" in written or "/" in written:
        return ""
    try:
        return urlsplit(f"//{written}").hostname or ""
    except ValueError:
        return ""


async def _misdirected(scope: Scope, receive: Receive, send: Send) -> None:
    answer = PlainTextResponse("This address is not served here.\n", 421)
    await answer(scope, receive, send)
