import logging
import threading
from dataclasses import dataclass

import anyio
import httpx
import pytest
from sqlmodel import select

from app.access.keys import KeyRing
from app.access.tokens import Tokens
from app.access.vault import Vault
from app.clock import SystemClock
from app.microsoft.endpoints import cloud
from app.microsoft.entra import Entra
from app.microsoft.errors import Refused, SignInNeeded, Unavailable
from app.store.database import Database
from app.store.tables import TokenCache
from tests.access.provider import CLIENT, OTHER_TENANT, TENANT, USER, Provider

pytestmark = pytest.mark.anyio

SCOPE = "https://contoso.crm4.dynamics.com/user_impersonation"


@pytest.fixture
async def signed_in(sign_in, provider):
    url, cookie = await sign_in.start("/")
    await sign_in.finish(provider.answer(url), cookie)
    provider.asked.clear()


async def the_row(database) -> TokenCache:
    return await database(lambda s: s.exec(select(TokenCache)).one())


async def test_the_first_token_for_a_service_is_fetched_and_then_kept(signed_in, tokens, provider):
    first = await tokens.token(USER, SCOPE)
    assert first.startswith("at-")
    assert await tokens.token(USER, SCOPE) == first
    assert provider.renewals == 1


async def test_a_kept_token_is_given_without_asking_anybody(signed_in, tokens, provider, database):
    await tokens.token(USER, SCOPE)
    provider.asked.clear()
    before = (await the_row(database)).version
    await tokens.token(USER, SCOPE)
    assert provider.asked == []
    assert (await the_row(database)).version == before


async def test_a_token_near_its_end_is_renewed_by_the_clock(signed_in, tokens, provider, clock):
    first = await tokens.token(USER, SCOPE)
    clock.advance(minutes=54)
    assert await tokens.token(USER, SCOPE) == first
    clock.advance(minutes=2)
    assert await tokens.token(USER, SCOPE) != first


async def test_a_refused_token_is_replaced_and_only_once_for_all_who_had_it(
    signed_in, tokens, provider
):
    dead = await tokens.token(USER, SCOPE)
    fresh = await tokens.token(USER, SCOPE, refused=dead)
    assert fresh != dead
    assert await tokens.token(USER, SCOPE, refused=dead) == fresh
    assert await tokens.token(USER, SCOPE) == fresh
    assert provider.renewals == 2


async def test_each_tenant_and_scope_has_its_own_token(signed_in, tokens, provider):
    mine = await tokens.token(USER, SCOPE)
    graph = await tokens.token(USER, "https://other.crm4.dynamics.com/user_impersonation")
    guest = await tokens.token(USER, SCOPE, tenant_id=OTHER_TENANT)
    assert len({mine, graph, guest}) == 3
    assert f"/{OTHER_TENANT}/oauth2/v2.0/token" in provider.asked


async def test_a_demand_for_more_claims_gets_a_fresh_token(signed_in, tokens, provider):
    first = await tokens.token(USER, SCOPE)
    claims = '{"access_token":{"nbf":{"essential":true}}}'
    assert await tokens.token(USER, SCOPE, claims=claims) != first


@pytest.mark.parametrize("error", ["invalid_grant", "interaction_required", "consent_required"])
async def test_when_only_the_person_can_help_they_are_asked_to_sign_in(
    signed_in, tokens, provider, error, database
):
    provider.refusal = {
        "error": error, "error_description": "AADSTS50076: use more\r\nfactors",
        "suberror": "basic_action", "claims": '{"access_token":{}}',
    }  # fmt: skip
    with pytest.raises(SignInNeeded) as needed:
        await tokens.token(USER, SCOPE)
    assert (needed.value.scope, needed.value.claims) == (SCOPE, '{"access_token":{}}')
    assert (needed.value.code, needed.value.reason) == (error, "AADSTS50076: use more factors")
    assert (await the_row(database)).lease_owner is None


@pytest.mark.parametrize(
    ("error", "kind"),
    [("invalid_client", Refused), ("invalid_resource", Refused), ("server_error", Unavailable)],
)
async def test_what_a_sign_in_cannot_mend_does_not_ask_for_one(
    signed_in, tokens, provider, error, kind
):
    provider.refusal = {"error": error}
    with pytest.raises(kind):
        await tokens.token(USER, SCOPE)


@pytest.mark.parametrize(
    "fault",
    [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.Response(503, text="<html>"),
     httpx.Response(302, headers={"Location": "https://evil.com"})],
)  # fmt: skip
async def test_entra_being_away_is_tried_again_and_leaves_no_lease(
    signed_in, tokens, provider, fault, database
):
    provider.fault = fault
    with pytest.raises(Unavailable):
        await tokens.token(USER, SCOPE)
    provider.fault = None
    assert await tokens.token(USER, SCOPE)


async def test_somebody_who_never_signed_in_is_asked_to(tokens):
    with pytest.raises(SignInNeeded):
        await tokens.token(USER, SCOPE)


async def test_with_other_keys_people_sign_in_again_and_nothing_breaks(
    signed_in, entra, database, clock, tmp_path
):
    other = KeyRing.open(tmp_path / "other.json")
    tokens = Tokens(entra, other, database, clock, "here")
    with pytest.raises(SignInNeeded):
        await tokens.token(USER, SCOPE)


async def test_a_row_moved_to_somebody_else_does_not_open(signed_in, tokens, database):
    thief = f"{TENANT}/thief"

    def move(session) -> None:
        mine = session.exec(select(TokenCache)).one()
        session.add(TokenCache(**{**mine.model_dump(), "id": f"{CLIENT}/{thief}"}))

    await database(move)
    with pytest.raises(SignInNeeded):
        await tokens.token(thief, SCOPE)


async def test_a_lease_left_behind_by_a_dead_process_runs_out(
    signed_in, tokens, database, keys, clock
):
    vault = Vault(keys, CLIENT)
    assert await database(lambda s: vault.borrow(s, USER, "dead", clock.now()))
    assert not await database(lambda s: vault.borrow(s, USER, "late", clock.now()))
    before = clock.now()
    assert await tokens.token(USER, SCOPE)
    assert 30 <= (clock.now() - before).total_seconds() <= 32


async def test_a_new_sign_in_wins_over_a_renewal_under_way(signed_in, database, keys, clock):
    vault = Vault(keys, CLIENT)
    old = await database(lambda s: vault.find(s, USER))
    await database(lambda s: vault.put(s, USER, "new", clock.now()))
    replace = vault.replace
    assert not await database(lambda s: replace(s, USER, "stale", old.version, clock.now()))
    assert (await database(lambda s: vault.find(s, USER))).cache == "new"


async def test_giving_up_in_the_middle_loses_no_token(signed_in, tokens, provider):
    with anyio.CancelScope() as scope:
        provider.while_renewing = lambda: anyio.from_thread.run_sync(scope.cancel)
        await tokens.token(USER, SCOPE)
    assert provider.renewals == 1
    provider.while_renewing = None
    kept = await tokens.token(USER, SCOPE)
    assert provider.renewals == 1
    assert await tokens.token(USER, SCOPE, refused=kept) != kept


async def test_those_who_waited_use_what_the_first_one_got(
    signed_in, entra, keys, database, provider
):
    tokens = Tokens(entra, keys, database, SystemClock(), "here")
    got: list[str] = []

    async def ask() -> None:
        got.append(await tokens.token(USER, SCOPE))

    async with anyio.create_task_group() as together:
        for _ in range(5):
            together.start_soon(ask)
    assert len(set(got)) == 1
    assert provider.renewals == 1


async def test_tokens_are_nowhere_to_be_read(
    signed_in, tokens, provider, tmp_path, caplog, database
):
    caplog.set_level(logging.DEBUG)
    first = await tokens.token(USER, SCOPE)
    second = await tokens.token(USER, SCOPE, refused=first)
    provider.refusal = {"error": "invalid_grant", "error_description": "AADSTS70000"}
    with pytest.raises(SignInNeeded) as needed:
        await tokens.token(USER, SCOPE, refused=second)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if "access.db" in path.name)
    said = caplog.text + repr(needed.value) + str(needed.value) + repr(vars(needed.value))
    assert len(provider.secrets) == 6
    for canary in [*provider.secrets, "secret-canary"]:
        assert canary.encode() not in stored
        assert canary not in said
    for name in (b"access_token", b"RefreshToken", b"code_verifier"):
        assert name not in stored


@dataclass
class Replica:
    """A process of its own, as far as the database and Entra can tell."""

    url: str
    provider: Provider
    keys: KeyRing
    number: int

    def renew(self, times: int, outcomes: list[str]) -> None:
        anyio.run(self._renew, times, outcomes)

    async def _renew(self, times: int, outcomes: list[str]) -> None:
        database = Database(self.url)
        with httpx.Client(transport=httpx.MockTransport(self.provider)) as http:
            entra = Entra(cloud("public"), CLIENT, "s", "http://127.0.0.1/auth/callback", http)
            tokens = Tokens(entra, self.keys, database, SystemClock(), f"replica {self.number}")
            for number in range(times):
                claims = f'{{"access_token":{{"practice":{{"value":"{self.number} {number}"}}}}}}'
                try:
                    outcomes.append(await tokens.token(USER, SCOPE, claims=claims))
                except SignInNeeded as needed:
                    outcomes.append(needed.code)
        database.dispose()


async def test_many_processes_at_once_never_use_a_refresh_token_twice(
    signed_in, provider, keys, database
):
    outcomes: list[str] = []
    replicas = [Replica(database.url, provider, keys, number) for number in range(8)]
    threads = [threading.Thread(target=r.renew, args=(5, outcomes)) for r in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        await anyio.to_thread.run_sync(thread.join)
    assert len(outcomes) == 40
    assert len({token for token in outcomes if token.startswith("at-")}) == 40
    assert provider.renewals == 40
