"""The practice tenant as foreign programs reach Microsoft: by https, at the real addresses.

They are left as they are and are told two things by their surroundings, as in a company that looks
into its traffic: that there is a proxy, and a certificate authority to trust. The proxy is on
loopback, and whatever it is asked to connect to is the practice tenant.
"""

import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from app.practice.tenant import Tenant
from tests.clock import MovedClock
from tests.product import Practice, practising
from tests.serving import free_socket, served

LOGIN = "login.microsoftonline.com"


@dataclass(frozen=True)
class Outside:
    """What foreign programs see. `environment` is what their process has to be told."""

    practice: Practice
    environment: dict[str, str]

    @property
    def tenant(self) -> Tenant:
        return self.practice.tenant


@contextmanager
def reachable(stock, folder: Path, at) -> Iterator[Outside]:
    """While it lasts, clients in this process go there too."""
    authority, pem = trustme.CA(), folder / "server.pem"
    with practising(stock, MovedClock(at), folder / "practice") as practice:
        hosts = (LOGIN, *practice.tenant.scene.organizations)
        pem.write_bytes(authority.issue_cert(*hosts).private_key_and_cert_chain_pem.bytes())
        authority.cert_pem.write_to_path(str(folder / "authority.pem"))
        proxy = Proxy()
        front = named_by_proxy(practice.tenant.app, proxy.asked)
        with served(front, free_socket(), certificate=pem) as address, proxy.leading_to(address):
            surroundings = {
                "https_proxy": f"http://127.0.0.1:{proxy.server_address[1]}",
                "REQUESTS_CA_BUNDLE": str(folder / "authority.pem"),
                "NODE_EXTRA_CA_CERTS": str(folder / "authority.pem"),
            }
            with pytest.MonkeyPatch.context() as here:
                for name in ("HTTPS_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
                    here.delenv(name, raising=False)
                for name, value in surroundings.items():
                    here.setenv(name, value)
                yield Outside(practice, surroundings)


class Proxy(socketserver.ThreadingTCPServer):
    """An HTTP proxy that knows CONNECT and one place. `asked` is which host, by port."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.asked: dict[int, str] = {}
        self.open: set[socket.socket] = set()
        self.place = ("", 0)

    @contextmanager
    def leading_to(self, address: str) -> Iterator[None]:
        self.place = ("127.0.0.1", int(address.rpartition(":")[2]))
        thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield
        for connection in list(self.open):  # clients keep theirs for later
            with suppress(OSError):  # unless they have closed it just now
                connection.shutdown(socket.SHUT_RDWR)
        self.shutdown()
        self.server_close()
        thread.join(10)


class Connection(socketserver.StreamRequestHandler):
    server: Proxy
    rbufsize = 0
    disable_nagle_algorithm = True

    def handle(self) -> None:
        method, place, _ = self.rfile.readline().decode().split()
        while self.rfile.readline().strip():
            pass
        assert method == "CONNECT", method
        with socket.create_connection(self.server.place) as far:
            far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.server.asked[far.getsockname()[1]] = place.removesuffix(":443")
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self.server.open.add(far)
            _relay(self.connection, far)
            self.server.open.discard(far)


def _relay(near: socket.socket, far: socket.socket) -> None:
    """Bytes in both directions until either side has enough."""
    other = {near: far, far: near}
    while True:
        for ready in select.select([near, far], [], [])[0]:
            try:
                content = ready.recv(65536)
                other[ready].sendall(content)
            except OSError:
                return
            if not content:
                return


def named_by_proxy(app, asked):
    """The Host is the one that was connected to: a client may put the proxy's name there."""

    async def with_host(scope, receive, send):
        if scope["type"] == "http":
            host = asked[scope["client"][1]].encode()
            others = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {**scope, "headers": [(b"host", host), *others]}
        await app(scope, receive, send)

    return with_host
