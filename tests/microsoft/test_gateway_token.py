"""C30: whom the token of the dual-write page may be shown to, and how long it is held."""

import base64
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.microsoft.egress import AsyncEgress, EgressRefused, way
from app.microsoft.endpoints import cloud
from app.microsoft.errors import TokenNeeded
from app.microsoft.gateway_address import GatewayRefused, gateway_origin, is_gateway
from app.microsoft.gateway_token import GatewayTokens, Held, TokenRefused, read_token

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
HOST = "projectmanagementservice.weu-il107.gateway.prod.island.powerapps.com"
ORIGIN = f"https://{HOST}"


def token(**claims):
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"head.{body}.sign"


@pytest.mark.parametrize(
    "typed",
    [
        ORIGIN,
        f"{ORIGIN}/",
        f"  {HOST.upper()}  ",
        f"{ORIGIN}:443/api/DualWriteManagement/1.0/Entities?targetType=AX&cid=c1",
        f"{ORIGIN}/x#y",
    ],
)
def test_any_address_of_a_gateway_gives_its_origin(typed):
    assert gateway_origin(typed) == ORIGIN


def test_the_routing_form_is_a_gateway_too():
    assert is_gateway("projectmanagementservice.routing.weu.gateway.prod.island.powerapps.com")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (f"http://{HOST}", "not_https"),
        (f"https://user@{HOST}", "has_user"),
        (f"https://{HOST}@evil.com", "has_user"),
        (f"https://{HOST}:8443", "has_port"),
        (f"https://{HOST}:https", "not_an_address"),
        (f"https://{HOST}\\@evil.com", "not_an_address"),
        (f"https://{HOST} evil.com", "not_an_address"),
        (f"https://{HOST}.evil.com", "other_host"),
        (f"https://evil.com/{HOST}", "other_host"),
        (f"https://evil.com/?a={HOST}", "other_host"),
        (f"https://evil{HOST}", "other_host"),
        (f"https://{HOST}.", "other_host"),
        ("https://projectmanagementservice.gateway.prod.island.powerapps.com", "other_host"),
        ("https://projectmanagementservice.x.gateway.prod.island.powerapps.com.cn", "other_host"),
        ("https://projectmanagementservice.a_b.gateway.prod.island.powerapps.com", "other_host"),
        ("https://projectmanagementservice.a.b.c.gateway.prod.island.powerapps.com", "other_host"),
    ],
)
def test_nothing_else_is_taken_for_a_gateway(typed, code):
    with pytest.raises(GatewayRefused) as refused:
        gateway_origin(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "token_empty"),
        ("Bearer ", "token_empty"),
        ("nothing", "token_unreadable"),
        ("a.b.c", "token_unreadable"),
        ("a.W10.c", "token_unreadable"),
        (token(exp=1), "token_over"),
        (token(aud="https://contoso.crm4.dynamics.com"), "token_other_service"),
    ],
)
def test_slips_are_found_before_anything_is_sent(pasted, code):
    with pytest.raises(TokenRefused) as refused:
        read_token(pasted, ORIGIN, AT)
    assert refused.value.code == code


def test_a_token_says_how_long_it_lasts_and_for_whom_it_is():
    ends = AT + timedelta(hours=1)
    pasted = token(aud="https://IntegratorApp.com", exp=int(ends.timestamp()), upn="kim@x.example")
    held = read_token(f"Bearer {pasted}", ORIGIN, AT)
    assert (held.token, held.until, held.account) == (pasted, ends, "kim@x.example")
    assert pasted not in repr(held)


def test_a_token_that_says_nothing_of_itself_is_taken():
    assert read_token(token(aud="2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b"), ORIGIN, AT).until is None


def test_a_token_is_found_by_its_owner_and_environment_until_it_ends():
    tokens = GatewayTokens()
    tokens.put("kim", "e1", Held(ORIGIN, "secret", AT))
    assert tokens.find("lee", "e1", AT - timedelta(seconds=1)) is None
    assert tokens.find("kim", "e2", AT - timedelta(seconds=1)) is None
    assert tokens.find("kim", "e1", AT - timedelta(seconds=1))
    assert tokens.find("kim", "e1", AT) is None
    assert not tokens.allows(HOST)
    assert "secret" not in repr(tokens)


def test_a_token_is_held_for_a_gateway_or_not_at_all():
    with pytest.raises(ValueError, match="gateway"):
        GatewayTokens().put("kim", "e1", Held("https://evil.com", "secret"))


@pytest.mark.anyio
async def test_a_gateway_can_be_reached_only_while_a_token_for_it_is_held():
    tokens, seen = GatewayTokens(), []
    inner = httpx.MockTransport(lambda request: seen.append(request) or httpx.Response(200))
    out = way(cloud("public"), also=tokens.allows)
    async with httpx.AsyncClient(transport=AsyncEgress(out, inner)) as client:
        with pytest.raises(EgressRefused):
            await client.get(f"{ORIGIN}/api")
        tokens.put("kim", "e1", Held(ORIGIN, "secret"))
        await client.get(f"{ORIGIN}/api")
        for other in (ORIGIN.replace("107", "108"), f"http://{HOST}", f"{ORIGIN}:8443"):
            with pytest.raises(EgressRefused):
                await client.get(other)
        tokens.forget("kim", "e1")
        with pytest.raises(EgressRefused):
            await client.get(f"{ORIGIN}/api")
    assert len(seen) == 1


@pytest.mark.anyio
async def test_a_pass_is_of_no_use_once_its_token_is_gone():
    tokens = GatewayTokens()
    tokens.put("kim", "e1", Held(ORIGIN, "secret"))
    allowed = tokens.pass_for("kim", "e1", lambda: AT)
    assert await allowed.token("scope") == "secret"
    allowed.refused()
    with pytest.raises(TokenNeeded):
        await allowed.token("scope")
