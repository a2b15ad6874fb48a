"""What Microsoft demands of a person's next sign-in, from the error to the sign-in that met it."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access import challenges
from app.access.refusal import SignInRefused
from app.microsoft.errors import Forbidden, SignInNeeded
from tests.access.provider import TENANT, USER

pytestmark = pytest.mark.anyio

CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
NEWER = '{"access_token":{"acrs":{"essential":true,"value":"c2"}}}'


@pytest.fixture
def demanded(sign_in):
    """What the next sign-in of a person would take along."""

    async def look(user_id=USER):
        return await sign_in.demanded_of(user_id)

    return look


@pytest.fixture
def meet(database, clock):
    async def met(claims, user_id=USER):
        error = SignInNeeded("list solutions", status=401, claims=claims)
        await challenges.remember(database, user_id, error, at=clock.now())

    return met


async def test_a_demand_is_kept_for_the_person_it_was_made_of_and_nobody_else(demanded, meet):
    await meet(CLAIMS)
    assert await demanded() == CLAIMS
    assert await demanded(f"{TENANT}/somebody-else") == ""


async def test_the_newest_demand_counts(demanded, meet):
    await meet(CLAIMS)
    await meet(NEWER)
    assert await demanded() == NEWER


@pytest.mark.parametrize("error", [SignInNeeded("x"), Forbidden("x")])
async def test_an_error_without_a_demand_leaves_what_was_demanded(
    demanded, meet, database, clock, error
):
    await meet(CLAIMS)
    await challenges.remember(database, USER, error, at=clock.now())
    assert await demanded() == CLAIMS


TOO_LONG = json.dumps({"access_token": "x" * challenges.LONGEST})


@pytest.mark.parametrize("claims", ["", "{", "[1]", "null", "[" * 4000, TOO_LONG])
async def test_what_no_sign_in_could_carry_is_not_kept(demanded, meet, claims):
    await meet(CLAIMS)
    await meet(claims)
    assert await demanded() == CLAIMS


async def test_a_demand_is_let_go_after_a_day(demanded, meet, clock):
    await meet(CLAIMS)
    clock.advance(hours=23)
    assert await demanded() == CLAIMS
    clock.advance(hours=1)
    assert await demanded() == ""


async def test_a_sign_in_carries_the_demand_and_then_it_is_forgotten(
    sign_in, provider, demanded, meet
):
    await meet(CLAIMS)
    address, cookie = await sign_in.start("/", claims_challenge=await demanded())
    [told] = parse_qs(urlsplit(address).query)["claims"]
    assert json.loads(told) == json.loads(CLAIMS)
    await sign_in.finish(provider.answer(address), cookie)
    assert await demanded() == ""


async def test_a_demand_that_came_while_the_person_was_away_stays(
    sign_in, provider, demanded, meet
):
    await meet(CLAIMS)
    address, cookie = await sign_in.start("/", claims_challenge=CLAIMS)
    await meet(NEWER)
    await sign_in.finish(provider.answer(address), cookie)
    assert await demanded() == NEWER


async def test_a_sign_in_that_carried_nothing_forgets_nothing(sign_in, provider, demanded, meet):
    await meet(CLAIMS)
    address, cookie = await sign_in.start("/")
    await sign_in.finish(provider.answer(address), cookie)
    assert await demanded() == CLAIMS


async def test_a_sign_in_that_failed_forgets_nothing(sign_in, demanded, meet):
    await meet(CLAIMS)
    address, cookie = await sign_in.start("/", claims_challenge=CLAIMS)
    [state] = parse_qs(urlsplit(address).query)["state"]
    with pytest.raises(SignInRefused):
        await sign_in.finish({"error": "access_denied", "state": state}, cookie)
    assert await demanded() == CLAIMS
