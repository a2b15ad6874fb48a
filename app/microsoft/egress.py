"""The only way out: https, to hosts of the configured cloud, and nowhere else.

With the practice tenant, a request for a Microsoft address goes to the practice tenant instead,
with its Host header unchanged: that is how one program on this machine can be all the services.
"""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import httpx
from typing_extensions import override

from app.microsoft.endpoints import Cloud

_CALLS = httpx.Timeout(60, connect=10)
_SIGN_IN = httpx.Timeout(10, connect=5)
"""Shorter than the lease under which tokens are refreshed."""
_OPEN = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=2)
"""An idle connection is let go sooner than servers do, many after 5 seconds: a request that meets
one being closed is lost, and after a write nobody knows whether it arrived.
"""


Also: TypeAlias = Callable[[str], bool]
"""Which other hosts are open at this moment."""


def _no_other(_host: str) -> bool:
    return False


class EgressRefused(httpx.UnsupportedProtocol):
    """The address is not one this product may speak to. Nothing was sent."""


@dataclass(frozen=True)
class Way:
    """Which requests may leave, and where they go."""

    cloud: Cloud
    instead: httpx.URL | None
    also: Also = _no_other

    def route(self, request: httpx.Request) -> httpx.Request:
        url, host = request.url, request.url.raw_host.decode("ascii")
        plain = url.scheme == "https" and url.port is None and not url.userinfo
        if not plain or not (self.cloud.serves(host) or self.also(host)):
            raise EgressRefused("this address is not allowed", request=request)
        headers = httpx.Headers(request.headers)
        headers["Host"] = host
        if self.instead is not None:
            url = url.copy_with(
                scheme=self.instead.scheme, host=self.instead.host, port=self.instead.port
            )
        return httpx.Request(
            request.method,
            url,
            headers=headers,
            stream=request.stream,
            extensions=request.extensions,
        )


class AsyncEgress(httpx.AsyncBaseTransport):
    def __init__(self, way: Way, inner: httpx.AsyncBaseTransport) -> None:
        self._way, self._inner = way, inner

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(self._way.route(request))
        response.headers.pop("set-cookie", None)  # one client serves all users: no cookie stays
        return response

    @override
    async def aclose(self) -> None:
        await self._inner.aclose()


class Egress(httpx.BaseTransport):
    def __init__(self, way: Way, inner: httpx.BaseTransport) -> None:
        self._way, self._inner = way, inner

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(self._way.route(request))
        response.headers.pop("set-cookie", None)
        return response

    @override
    def close(self) -> None:
        self._inner.close()


def way(cloud: Cloud, microsoft_at: str = "", also: Also = _no_other) -> Way:
    if not microsoft_at:
        return Way(cloud, None, also)
    instead = httpx.URL(microsoft_at)
    if not _is_this_machine(instead.host):
        msg = "the practice tenant has to run on this machine"
        raise ValueError(msg)
    return Way(cloud, instead, also)


def egress(
    cloud: Cloud, microsoft_at: str = "", also: Also = _no_other
) -> tuple[httpx.AsyncBaseTransport, httpx.BaseTransport]:
    """`also` opens further hosts to calls, never to sign-in."""
    calls = httpx.AsyncHTTPTransport(verify=_authorities(), trust_env=False, limits=_OPEN)
    return (
        AsyncEgress(way(cloud, microsoft_at, also), calls),
        Egress(way(cloud, microsoft_at), _out()),
    )


def one_host(
    host: str, microsoft_at: str = "", inner: httpx.BaseTransport | None = None
) -> httpx.BaseTransport:
    """A way out to this host and to no other, not even to those of a cloud."""
    out = way(_NO_CLOUD, microsoft_at, lambda wanted: wanted == host)
    return Egress(out, inner or _out())


def _out() -> httpx.HTTPTransport:
    return httpx.HTTPTransport(verify=_authorities(), trust_env=False, limits=_OPEN)


@cache
def _authorities() -> ssl.SSLContext:
    """Whose word counts for who a host is. Reading the list takes a while, so it is read once."""
    return httpx.create_ssl_context(trust_env=False)


_NO_CLOUD = Cloud(
    name="none", login="", graph="", power_platform="", bap="", bap_scope="", dataverse_suffixes=()
)


def open_clients(
    cloud: Cloud, microsoft_at: str = "", also: Also = _no_other
) -> tuple[httpx.AsyncClient, httpx.Client]:
    """One for the calls of jobs and pages, one for sign-in. The caller closes them."""
    calls, sign_in = egress(cloud, microsoft_at, also)
    return (
        httpx.AsyncClient(transport=calls, timeout=_CALLS, trust_env=False, follow_redirects=False),
        httpx.Client(transport=sign_in, timeout=_SIGN_IN, trust_env=False, follow_redirects=False),
    )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
