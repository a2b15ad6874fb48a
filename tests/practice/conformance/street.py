"""The practice tenant at Microsoft's own addresses, for clients that are told the way there.

They are told of a proxy and a certificate authority by their own parameters, so that nothing in
the surroundings of this process changes. The authority is made anew for each run.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from app.practice.tenant import Tenant
from tests.practice.conformance.https import LOGIN, Proxy, named_by_proxy
from tests.serving import free_socket, served


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
    hosts = (LOGIN, "api.powerplatform.com", "graph.microsoft.com", *tenant.scene.organizations)
    authority, pem, trusted = trustme.CA(), folder / "server.pem", folder / "authority.pem"
    pem.write_bytes(authority.issue_cert(*hosts).private_key_and_cert_chain_pem.bytes())
    authority.cert_pem.write_to_path(str(trusted))
    proxy = Proxy()
    front = named_by_proxy(tenant.app, proxy.asked)
    with served(front, free_socket(), certificate=pem) as address, proxy.leading_to(address):
        yield Street(f"http://127.0.0.1:{proxy.server_address[1]}", str(trusted))
