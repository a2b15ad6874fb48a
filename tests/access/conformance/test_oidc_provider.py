"""Our sign-in against oidc-provider, which is set up like Entra and stricter than it."""

import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import anyio
import pytest

from app.access import sessions
from app.access.refusal import Reason, SignInRefused
from app.access.roles import Role
from app.access.sign_in import SignIn
from app.access.tokens import Tokens
from app.access.vault import Vault
from app.microsoft.errors import Refused, SignInNeeded
from tests.access.conformance.service import PS256, SCOPE, SIGNED_OUT, entra
from tests.access.provider import CLIENT, TENANT, USER
from tests.partners import node_partner

node_partner("oidc-provider")

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def enter(sign_in, browser):
    """The whole sign-in, from the first click to the session."""

    async def enter(who: str = "avery", by: SignIn = sign_in):
        url, cookie = await by.start("/environments", scope=SCOPE, prompt="select_account")
        answer = await anyio.to_thread.run_sync(browser.sign_in, url, who)
        return await by.finish(answer, cookie)

    return enter


async def reason(coroutine) -> Reason:
    with pytest.raises(SignInRefused) as refused:
        await coroutine
    return refused.value.code


async def test_a_person_signs_in_with_code_and_pkce(enter, database, clock, settings):
    done = await enter()
    find = partial(sessions.find_visitor, now=clock.now(), settings=settings)
    visitor = await database(lambda s: find(s, done.cookie))
    assert done.next_path == "/environments"
    assert (visitor.user_id, visitor.name, visitor.role) == (USER, "Avery Example", Role.OPERATOR)


async def test_somebody_without_a_role_stays_outside(enter):
    assert await reason(enter("nobody")) is Reason.NO_ROLE


async def test_somebody_of_another_tenant_stays_outside(enter):
    assert await reason(enter("stranger")) is Reason.FOREIGN_TENANT


@pytest.mark.parametrize("who", ["old", "nameless"])
async def test_a_token_of_another_make_is_not_believed(enter, who):
    assert await reason(enter(who)) is Reason.BAD_TOKEN


async def test_a_token_signed_in_another_way_is_not_believed(
    enter, way, keys, database, clock, settings
):
    other = settings.model_copy(update={"client_id": PS256})
    by = SignIn(entra(way, PS256), keys, database, clock, other)
    assert await reason(enter(by=by)) is Reason.BAD_TOKEN


async def test_a_token_for_another_application_is_not_believed(
    enter, way, keys, database, clock, settings
):
    other = settings.model_copy(update={"client_id": "another"})
    by = SignIn(entra(way), keys, database, clock, other)
    assert await reason(enter(by=by)) is Reason.BAD_TOKEN


async def test_a_token_that_has_run_out_is_not_believed(sign_in, browser, clock):
    url, cookie = await sign_in.start("/")
    answer = browser.sign_in(url, "avery")
    clock.advance(minutes=4)
    assert await reason(sign_in.finish(answer, cookie)) is Reason.BAD_TOKEN


async def test_who_declines_is_told_so(enter):
    assert await reason(enter("")) is Reason.DECLINED


async def test_the_answer_names_its_issuer_and_another_one_gets_no_code(sign_in, browser, service):
    url, cookie = await sign_in.start("/")
    answer = browser.sign_in(url, "avery")
    assert answer["iss"] == f"https://login.microsoftonline.com/{TENANT}/v2.0"
    forged = {**answer, "iss": "https://evil.example/v2.0"}
    before = service.seen()
    assert await reason(sign_in.finish(forged, cookie)) is Reason.WRONG_ISSUER
    assert service.seen() == before


async def test_a_code_slipped_into_another_sign_in_is_worth_nothing(sign_in, browser):
    theirs = browser.sign_in((await sign_in.start("/"))[0], "avery")
    url, cookie = await sign_in.start("/")
    mixed = {**browser.sign_in(url, "avery"), "code": theirs["code"]}
    with pytest.raises(SignInRefused) as refused:
        await sign_in.finish(mixed, cookie)
    assert (refused.value.code, refused.value.detail) == (
        Reason.REFUSED,
        "grant request is invalid",
    )


async def test_a_wrong_secret_is_said_to_be_ours_to_mend(
    enter, way, keys, database, clock, settings
):
    wrong = entra(way, secret="wrong")  # noqa: S106
    by = SignIn(wrong, keys, database, clock, settings)
    assert await reason(enter(by=by)) is Reason.REFUSED
    user_id = (await enter()).user_id
    with pytest.raises(Refused) as refused:
        await Tokens(wrong, keys, database, clock, "here").token(user_id, SCOPE, claims="{}")
    assert refused.value.code == "invalid_client"


async def test_tokens_are_renewed_each_time_with_the_newest_refresh_token(enter, tokens, service):
    user_id = (await enter()).user_id
    before = len(service.seen())
    got = [await tokens.token(user_id, SCOPE)]
    for _ in range(3):
        got.append(await tokens.token(user_id, SCOPE, refused=got[-1]))
    assert len(set(got)) == 4
    assert service.seen()[before:] == ["grant.success refresh_token"] * 3


async def test_a_token_near_its_end_is_renewed(enter, tokens, clock):
    user_id = (await enter()).user_id
    first = await tokens.token(user_id, SCOPE)
    clock.advance(minutes=54)
    assert await tokens.token(user_id, SCOPE) == first
    clock.advance(minutes=2)
    assert await tokens.token(user_id, SCOPE) != first


async def test_a_refresh_token_used_twice_ends_the_grant_and_asks_for_a_sign_in(
    enter, tokens, way, database, keys, service
):
    """As a thief with a copy of the tokens would."""
    user_id = (await enter()).user_id
    token = await tokens.token(user_id, SCOPE)
    kept = await database(lambda s: Vault(keys, CLIENT).find(s, user_id))
    assert entra(way).silent(TENANT, SCOPE, kept.cache).access_token
    with pytest.raises(SignInNeeded) as needed:
        await tokens.token(user_id, SCOPE, refused=token)
    assert (needed.value.code, needed.value.scope) == ("invalid_grant", SCOPE)
    assert "grant.revoked refresh_token" in service.seen()
    again = (await enter()).user_id
    assert await tokens.token(again, SCOPE) != token


async def test_a_service_that_was_not_asked_for_is_refused(enter, tokens):
    user_id = (await enter()).user_id
    with pytest.raises(Refused) as refused:
        await tokens.token(user_id, "https://graph.microsoft.com/User.Read")
    assert refused.value.code == "invalid_scope"


async def test_signing_out_ends_the_session_there_and_comes_back(enter, sign_in, browser):
    await enter()
    page = browser.http.get(await sign_in.sign_out_url(SIGNED_OUT))
    [action] = re.findall(r'action="([^"]+)"', page.text)
    [secret] = re.findall(r'name="xsrf" value="([^"]+)"', page.text)
    done = browser.http.post(action, data={"xsrf": secret, "logout": "yes"})
    assert done.headers["location"] == SIGNED_OUT


async def test_two_processes_with_four_threads_never_use_a_refresh_token_twice(
    enter, database, service, tmp_path
):
    user_id = (await enter()).user_id
    before = len(service.seen())
    about = {
        "database": database.url,
        "keys": str(tmp_path / "keys.json"),
        "at": service.at,
        "user": user_id,
    }
    command = [sys.executable, "-m", "tests.access.conformance.renewing", json.dumps(about)]
    both = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603, ASYNC220
        for _ in range(2)
    ]
    told = [(await anyio.to_thread.run_sync(one.communicate))[0] for one in both]
    outcomes = [token for one in told for token in json.loads(one)]
    assert service.seen()[before:] == ["grant.success refresh_token"] * 40
    assert len(set(outcomes)) == 40
    assert not {"invalid_grant", "lease"} & set(outcomes)
