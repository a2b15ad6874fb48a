"""The line that a request came over: a reset cuts it, as a firewall or a dying server does."""

import asyncio
import socket
import struct

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from typing_extensions import override

_LINE = "practice.line"
_AT_ONCE = struct.pack("ii", 1, 0)  # linger for no time: TCP says RST instead of FIN


class OnTheLine(FastAPI):
    """Lets what is inside reach the line: the server tells it to nobody but its own `send`."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = getattr(getattr(send, "__self__", None), "transport", None)
        scope[_LINE] = line if isinstance(line, asyncio.Transport) else None
        await super().__call__(scope, receive, send)


async def cut(scope: Scope, receive: Receive) -> None:
    """Not one byte is answered. Inside of one process there is no line, and an error instead."""
    line: asyncio.Transport | None = scope.get(_LINE)
    if line is None:
        raise ConnectionResetError("asked for at the controls")
    line.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    line.abort()
    message = await receive()
    while message["type"] != "http.disconnect":  # what was still on its way is dropped
        message = await receive()
