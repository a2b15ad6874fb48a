"""How much a request may carry. Counted while it arrives, so nothing large is held in memory."""

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KIB, MIB = 1024, 1024 * 1024
UPLOAD_PATHS = ("/update/merges", "/decide", "/preview", "/decisions/files")
"""Ends of the paths that take exports of sites, or the whole text of a page."""


TEXT_PATHS = ("/explain",)
"""Where a whole log may be pasted; a form sends up to three bytes for each of its characters."""
TEXT = 8 * MIB


def longest_field(path: str) -> int:
    """How long one field of a form may be that is sent there."""
    return TEXT if path.endswith(TEXT_PATHS) else MIB


class BodyLimit:
    """Refuses a body that is too long: 64 MiB where exports are uploaded, 8 MiB where logs are
    pasted, 512 KiB elsewhere.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        uploads: tuple[str, ...] = UPLOAD_PATHS,
        upload: int = 64 * MIB,
        text: int = TEXT,
        other: int = 512 * KIB,
    ) -> None:
        self._app = app
        self._limits, self._other = ((uploads, upload), (TEXT_PATHS, text)), other

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fitting = (most for ends, most in self._limits if scope["path"].endswith(ends))
        limit = next(fitting, self._other)
        await self._app(scope, Counted(receive, limit, _announced(scope)), send)


class Counted:
    """Hands the body on, piece by piece, up to a limit."""

    def __init__(self, receive: Receive, limit: int, announced: int) -> None:
        self._receive = receive
        self._limit = limit
        self._announced = announced
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._count(message)
        if max(self._seen, self._announced) > self._limit:
            await self._let_pass_by(message)
            raise HTTPException(413)
        return message

    async def _let_pass_by(self, message: Message) -> None:
        """Take the rest and drop it, within reason: a browser shows our answer only after it has
        sent everything.
        """
        while message.get("more_body") and self._seen < 4 * self._limit:
            message = await self._receive()
            self._count(message)

    def _count(self, message: Message) -> None:
        self._seen += len(message.get("body", b""))


def _announced(scope: Scope) -> int:
    written = Headers(scope=scope).get("content-length", "")
    return int(written) if written.isdecimal() and len(written) < 16 else 0  # noqa: PLR2004
