"""One uvicorn, set up the same way for the wizard and for the practice tenant."""

import logging
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn
from typing_extensions import override

from app.cli.refusal import Refused

if TYPE_CHECKING:
    from fastapi import FastAPI

GRACE = 5
"""Seconds that requests under way have to end."""


class WithoutQuery(logging.Filter):
    """An address in the log ends where its query begins: codes of a sign-in stand there."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                part.partition("?")[0] if isinstance(part, str) else part for part in record.args
            )
        return True


def listen(host: str, port: int) -> socket.socket:
    """A socket that knows it speaks TCP: asyncio sends on such a one without Nagle's pause."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        made = socket.create_server((host, port), family=family, backlog=2048)
        return socket.socket(family, made.type, socket.IPPROTO_TCP, fileno=made.detach())
    except OSError as error:
        msg = f"Port {port} on {host} cannot be used: {error.strerror}. Choose another with --port."
        raise Refused(msg) from None


def run(app: "FastAPI", listening: socket.socket, *, trusted_proxies: str = "") -> None:
    """Serve until SIGINT or SIGTERM. Says nothing about itself in its answers."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("uvicorn.access").addFilter(WithoutQuery())
    logging.getLogger("httpx").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app,
        log_config=None,
        http="h11",
        ws="none",
        lifespan="on",
        server_header=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=trusted_proxies,
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run(sockets=[listening])


def leash() -> None:
    """Stop when standard input ends; at once, if that takes long."""

    def hold() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(GRACE * 2)
        os._exit(1)

    threading.Thread(target=hold, name="leash", daemon=True).start()
