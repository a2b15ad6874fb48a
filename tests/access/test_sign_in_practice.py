"""The real sign-in, tokens and clients, over a socket, against the practice tenant."""

import socket
import threading
from dataclasses import dataclass

import anyio
import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from app.access import sessions
from app.access.keys import KeyRing
from app.access.refusal import Reason, SignInRefused
from app.access.roles import Role
from app.access.sign_in import SignedIn, SignIn
from app.access.tokens import Tokens, TokensOf
from app.clock import SystemClock
from app.microsoft.clients import Connections, Microsoft
from app.microsoft.egress import open_clients
from app.microsoft.endpoints import cloud
from app.microsoft.entra import Entra
from app.microsoft.errors import SignInNeeded
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.stock import make_stock
from app.practice.tenant import Tenant
from app.settings import Settings

pytestmark = pytest.mark.anyio

UAT = "https://contoso-uat.crm4.dynamics.com"
SCOPE = f"{UAT}/user_impersonation"


@pytest.fixture(scope="module")
def stock():
    return make_stock()


@pytest.fixture
def tenant(stock):
    """Served until the test ends."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        tenant = Tenant(
            port=listening.getsockname()[1],
            stock=stock,
            clock=Clock(SystemClock().now()),
            controls=Controls(throttle_share=0, latency=0, strict_refresh=True),
        )
        config = uvicorn.Config(tenant.app, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        listening.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield tenant
        server.should_exit = True
        thread.join()


@dataclass
class Wizard:
    """The parts as `main` puts them together, and a browser with a person in front of it."""

    tenant: Tenant
    settings: Settings
    sign_in: SignIn
    tokens: Tokens
    connections: Connections

    async def sign_in_as(self, part: str) -> SignedIn:
        [person] = [p for p in self.tenant.people if p.part == part]
        url, flow_cookie = await self.sign_in.start("/environments")
        async with httpx.AsyncClient(trust_env=False) as browser:
            origin = f"http://localhost:{self.tenant.scene.port}"
            answer = await browser.post(
                url, data={"person": person.oid}, headers={"Origin": origin}
            )
        back = httpx.URL(answer.headers["Location"])
        assert back.path == "/auth/callback"
        return await self.sign_in.finish(dict(back.params), flow_cookie)

    def microsoft(self, user_id: str) -> Microsoft:
        return self.connections.to(TokensOf(self.tokens, user_id), UAT)


@pytest.fixture
async def wizard(tenant, database, tmp_path):
    at = f"http://127.0.0.1:{tenant.scene.port}"
    settings = Settings(
        data_dir=tmp_path, tenant="organizations", allowed_tenants=frozenset({tenant.tenant_id}),
        client_id=tenant.client_id, client_secret=SecretStr(tenant.client_secret), microsoft_at=at,
    )  # fmt: skip
    calls, login = open_clients(cloud("public"), at)
    redirect = f"{tenant.scene.wizard_origin}/auth/callback"
    entra = Entra(cloud("public"), tenant.client_id, tenant.client_secret, redirect, login)
    keys, clock = KeyRing.open(tmp_path / "keys.json"), SystemClock()
    yield Wizard(
        tenant, settings, SignIn(entra, keys, database, clock, settings),
        Tokens(entra, keys, database, clock, "here"), Connections(cloud("public"), calls),
    )  # fmt: skip
    await calls.aclose()
    login.close()


@pytest.mark.parametrize("part", ["admin", "operator", "reader"])
async def test_people_with_a_role_get_in_with_it(wizard, database, part):
    done = await wizard.sign_in_as(part)
    now = SystemClock().now()
    visitor = await database(
        lambda s: sessions.find_visitor(s, done.cookie, now=now, settings=wizard.settings)
    )
    assert visitor.role is Role(part)


@pytest.mark.parametrize(
    ("part", "reason"), [("no_role", Reason.NO_ROLE), ("stranger", Reason.FOREIGN_TENANT)]
)
async def test_the_others_are_told_why_not(wizard, part, reason):
    with pytest.raises(SignInRefused) as refused:
        await wizard.sign_in_as(part)
    assert refused.value.code is reason


async def test_the_tenant_is_looked_at_in_the_persons_name(wizard):
    microsoft = wizard.microsoft((await wizard.sign_in_as("admin")).user_id)
    listed = await microsoft.admin.power_platform.environments()
    [uat] = [environment for environment in listed if environment.origin == UAT]
    assert (await microsoft.dataverse.who_am_i()).organization_id == uat.organization_id
    table = await microsoft.dataverse.table("adx_sitesetting")
    assert table
    some = microsoft.dataverse.rows(table.entity_set, select=["adx_name"], page_size=5)
    rows = [row async for row in some]
    assert len(rows) > 5
    assert len({row[table.primary_id] for row in rows}) == len(rows)
    assert await microsoft.dataverse.table("no_such_table") is None
    assert await microsoft.dataverse.version()


async def test_a_grant_that_was_revoked_asks_for_a_new_sign_in(wizard):
    done = await wizard.sign_in_as("operator")
    dead = await wizard.tokens.token(done.user_id, SCOPE)
    wizard.tenant.revoke_grants()
    with pytest.raises(SignInNeeded) as needed:
        await wizard.tokens.token(done.user_id, SCOPE, refused=dead)
    assert needed.value.scope == SCOPE
    again = await wizard.sign_in_as("operator")
    assert await wizard.tokens.token(again.user_id, SCOPE)


async def test_a_token_that_died_early_is_renewed_and_nobody_notices(wizard):
    microsoft = wizard.microsoft((await wizard.sign_in_as("operator")).user_id)
    await microsoft.dataverse.who_am_i()
    wizard.tenant.expire_tokens()
    await microsoft.dataverse.who_am_i()


async def test_a_token_that_died_early_without_a_grant_behind_it_is_a_sign_in(wizard):
    microsoft = wizard.microsoft((await wizard.sign_in_as("operator")).user_id)
    await microsoft.dataverse.who_am_i()
    wizard.tenant.expire_tokens()
    wizard.tenant.revoke_grants()
    with pytest.raises(SignInNeeded):
        await microsoft.dataverse.who_am_i()


async def test_many_renewals_at_once_never_end_the_grant(wizard):
    done = await wizard.sign_in_as("admin")
    got: list[str] = []

    async def renew(number: int) -> None:
        scope = SCOPE.replace("uat", ("uat", "template", "new")[number % 3])
        got.append(await wizard.tokens.token(done.user_id, scope, claims='{"access_token":{}}'))

    async with anyio.create_task_group() as together:
        for number in range(8):
            together.start_soon(renew, number)
    assert len(got) == 8
