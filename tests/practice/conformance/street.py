"""The practice tenant at Microsoft's own addresses, with certificates, for clients of others.

They keep every address as it is and are told of a proxy and a certificate authority, in the way
that each of them offers. The authority is made anew for each run; its key is never written.
"""

import select
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme
import uvicorn
from typing_extensions import override

from app.practice.tenant import Tenant

_HEAD = 8192


@dataclass(frozen=True)
class Street:
    """`proxy` leads to the practice tenant; `authority` is a file with the certificate to trust."""

    proxy: str
    authority: str

    @property
    def proxies(self) -> dict[str, str]:
        return {"https": self.proxy}

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority)


@contextmanager
def street(tenant: Tenant, folder: Path) -> Iterator[Street]:
    hosts = ["login.microsoftonline.com", "api.powerplatform.com", "graph.microsoft.com"]
    hosts += list(tenant.scene.organizations)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    issued = authority.issue_cert(*hosts)
    issued.private_key_and_cert_chain_pem.write_to_path(folder / "certificate.pem")
    known = {f"{host}:443" for host in hosts}
    with _served(tenant, folder / "certificate.pem") as port, _proxy(known, port) as proxy:
        yield Street(proxy, str(folder / "authority.pem"))


@contextmanager
def _proxy(known: set[str], port: int) -> Iterator[str]:
    with _Ways(("127.0.0.1", 0), _handler(known, port)) as ways:
        thread = threading.Thread(target=ways.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{ways.server_address[1]}"
        ways.shutdown()
        thread.join()
        ways.cut()


@contextmanager
def _served(tenant: Tenant, certificate: Path) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        how = {"log_level": "warning", "lifespan": "off", "ssl_certfile": str(certificate)}
        server = uvicorn.Server(uvicorn.Config(tenant.app, **how))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


class _Ways(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, *how: Any) -> None:
        super().__init__(*how)
        self.under_way: set[socket.socket] = set()

    def cut(self) -> None:
        """Clients that keep a connection for later do not hold the server up."""
        for one in list(self.under_way):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def _handler(known: set[str], port: int) -> type[socketserver.StreamRequestHandler]:
    class Way(socketserver.StreamRequestHandler):
        """Answers CONNECT for the addresses it knows, and no other."""

        server: _Ways

        @override
        def handle(self) -> None:
            method, address, _ = self.rfile.readline(_HEAD).decode("latin-1").split(" ", 2)
            while self.rfile.readline(_HEAD).strip():
                pass
            if method != "CONNECT" or address not in known:
                self.wfile.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
                return
            with socket.create_connection(("127.0.0.1", port)) as behind:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                self.server.under_way.add(self.connection)
                _carry(self.connection, behind)
                self.server.under_way.discard(self.connection)

    return Way


def _carry(one: socket.socket, other: socket.socket) -> None:
    across: dict[Any, socket.socket] = {one: other, other: one}
    while True:
        ready, _, _ = select.select(list(across), [], [])
        for end in ready:
            try:
                read = end.recv(65536)
                across[end].sendall(read)
            except OSError:
                return
            if not read:
                return
