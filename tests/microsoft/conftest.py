import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.microsoft.dataverse import Dataverse
from app.microsoft.endpoints import cloud
from app.microsoft.power_pages import PowerPages
from app.microsoft.power_platform import PowerPlatform
from app.microsoft.tenant_settings import TenantSettings
from app.microsoft.transport import Transport

WIRE = Path(__file__).resolve().parent.parent / "wire"
ORIGIN = "https://contoso-uat.crm4.dynamics.com"


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Service:
    """The other end of HTTP: answers what it was given an example for, and remembers who asked."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.scopes: list[str] = []
        self.refused: list[str] = []
        self._replies: dict[str, httpx.Response | Exception] = {}
        self._dead: set[str] = set()

    def has(self, *names: str) -> "Service":
        for name in names:
            example: dict[str, Any] = json.loads((WIRE / f"{name}.json").read_text("utf-8"))
            reply = example["reply"]
            url = str(httpx.URL(example["request"]["url"]))
            self._replies[url] = httpx.Response(
                reply["status"], headers=reply["headers"], json=reply["body"]
            )
        return self

    def answers(self, url: str, reply: httpx.Response | Exception) -> "Service":
        self._replies[str(httpx.URL(url))] = reply
        return self

    def refuses(self, token: str) -> "Service":
        """As if that token had been revoked before its time."""
        self._dead.add(f"Bearer {token}")
        return self

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.headers["authorization"] in self._dead:
            return httpx.Response(401, headers={"WWW-Authenticate": "Bearer"})
        reply = self._replies.get(str(request.url), httpx.Response(501, text=str(request.url)))
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def token(self, scope: str, *, refused: str = "") -> str:
        self.scopes.append(scope)
        self.refused.append(refused)
        return f"at-after-{refused}" if refused else "at-for-tests"

    @property
    def transport(self) -> Transport:
        return Transport(httpx.AsyncClient(transport=httpx.MockTransport(self)), self.token)

    @property
    def dataverse(self) -> Dataverse:
        return Dataverse(self.transport, ORIGIN)

    @property
    def power_platform(self) -> PowerPlatform:
        return PowerPlatform(self.transport, cloud("public"))

    @property
    def power_pages(self) -> PowerPages:
        return PowerPages(self.transport, cloud("public"))

    @property
    def tenant_settings(self) -> TenantSettings:
        return TenantSettings(self.transport, cloud("public"))


@pytest.fixture
def service() -> Service:
    return Service()
