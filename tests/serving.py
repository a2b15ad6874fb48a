"""An application on a loopback port, in a thread, for tests with a real browser."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn


def free_socket() -> socket.socket:
    """With its protocol named: else asyncio leaves Nagle's pause of 40 ms in every answer."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    return listening


@contextmanager
def served(app: object, listening: socket.socket, certificate: Path | None = None) -> Iterator[str]:
    """Serve until the block ends. Gives the address. `certificate` has its key in the same file."""
    config = uvicorn.Config(
        app, log_level="error", lifespan="off", ws="none",
        ssl_certfile=certificate, ssl_keyfile=certificate,
    )  # fmt: skip
    server = uvicorn.Server(config)
    ready = threading.Event()
    startup = server.startup

    async def started(sockets=None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    assert ready.wait(10), "the server did not start"
    scheme = "https" if certificate else "http"
    yield f"{scheme}://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()
