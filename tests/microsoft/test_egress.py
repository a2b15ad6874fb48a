import httpx
import pytest

from app.microsoft.egress import AsyncEgress, Egress, EgressRefused, egress, open_clients, way
from app.microsoft.endpoints import cloud

pytestmark = pytest.mark.anyio

ALLOWED = [
    "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
    "https://graph.microsoft.com/v1.0/me",
    "https://api.powerplatform.com/environmentmanagement/environments",
    "https://api.bap.microsoft.com/providers",
    "https://contoso.crm4.dynamics.com/api/data/v9.2/WhoAmI",
    "https://contoso.api.crm4.dynamics.com/api/data/v9.2/WhoAmI",
    "https://contoso.crm4.dynamics.com:443/",
]
FORBIDDEN = [
    "http://login.microsoftonline.com/",
    "https://login.microsoftonline.com:8443/",
    "https://login.microsoftonline.com.evil.com/",
    "https://evil.com/",
    "https://user:pw@graph.microsoft.com/",
    "https://graph.microsoft.us/",
    "https://crm4.dynamics.com/",
    "https://a.b.crm4.dynamics.com/",
    "https://contoso.crm9.dynamics.com/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "http://127.0.0.1:8001/",
    "https://graph.microsoft.com./",
    "https://gr\u0430ph.microsoft.com/",
]


def recorded() -> tuple[list[httpx.Request], httpx.MockTransport]:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, headers={"Set-Cookie": "ARRAffinity=1; Path=/"}, json={})

    return seen, httpx.MockTransport(answer)


@pytest.mark.parametrize("url", ALLOWED)
def test_microsoft_is_reached_at_its_own_address(url):
    seen, inner = recorded()
    with httpx.Client(transport=Egress(way(cloud("public")), inner)) as client:
        client.get(url)
    assert str(seen[0].url) == str(httpx.URL(url))


@pytest.mark.parametrize("url", FORBIDDEN)
async def test_nothing_is_sent_anywhere_else(url):
    seen, inner = recorded()
    out = way(cloud("public"))
    async with httpx.AsyncClient(transport=AsyncEgress(out, inner)) as client:
        with pytest.raises(EgressRefused):
            await client.get(url, headers={"Authorization": "Bearer at-canary"})
    with httpx.Client(transport=Egress(out, inner)) as client, pytest.raises(EgressRefused):
        client.get(url)
    assert seen == []


@pytest.mark.parametrize("url", FORBIDDEN)
def test_the_practice_tenant_is_no_way_around(url):
    seen, inner = recorded()
    out = way(cloud("public"), "http://127.0.0.1:8001")
    with httpx.Client(transport=Egress(out, inner)) as client, pytest.raises(EgressRefused):
        client.get(url)
    assert seen == []


def test_the_practice_tenant_gets_the_request_with_the_host_it_was_meant_for():
    seen, inner = recorded()
    out = way(cloud("public"), "http://127.0.0.1:8001")
    with httpx.Client(transport=Egress(out, inner)) as client:
        client.post(
            "https://contoso.crm4.dynamics.com/api/data/v9.2/x?$filter=a%20eq%201",
            headers={"Host": "evil.com"}, content=b"body",
        )  # fmt: skip
    [request] = seen
    assert str(request.url) == "http://127.0.0.1:8001/api/data/v9.2/x?$filter=a%20eq%201"
    assert request.headers["Host"] == "contoso.crm4.dynamics.com"
    assert request.content == b"body"


@pytest.mark.parametrize("where", ["https://contoso.example", "http://10.0.0.1:8001"])
def test_the_practice_tenant_is_on_this_machine_only(where):
    with pytest.raises(ValueError, match="on this machine"):
        egress(cloud("public"), where)


def test_no_cookie_of_one_persons_call_is_sent_with_anothers():
    seen, inner = recorded()
    with httpx.Client(transport=Egress(way(cloud("public")), inner)) as client:
        client.get("https://graph.microsoft.com/")
        client.get("https://graph.microsoft.com/")
    assert "Cookie" not in seen[1].headers


async def test_the_process_environment_cannot_put_a_proxy_in_between(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    calls, sign_in = open_clients(cloud("public"))
    assert not calls.trust_env
    assert not calls.follow_redirects
    assert calls._mounts == {}
    assert sign_in._mounts == {}
    sign_in.close()
    await calls.aclose()
