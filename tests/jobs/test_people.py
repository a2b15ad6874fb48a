"""What people do to runs: stop, resume, take over, sign in again."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from app.jobs.job import Again, Done, job
from app.jobs.start import CannotResume
from app.microsoft.errors import SignInNeeded
from app.store.tables import ClaimsChallenge, RunState

pytestmark = pytest.mark.anyio


@job("maps.start")
async def never_done(ctx):
    return Again(after=timedelta(hours=1))


async def test_a_waiting_run_stops_within_two_seconds_and_goes_on_when_resumed(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        await ctx.once("effect", asyncio.sleep, 0)  # noqa: TID251
        return Done() if len(calls) == 2 else Again(after=timedelta(hours=1))

    run = await product.start(start_maps)
    await product.settled()
    assert (await product.stop(run)).state is RunState.STOPPING
    await product.later(2)
    stopped = await product.see(run)
    assert (stopped.state, stopped.due_at) == (RunState.STOPPED, None)
    assert stopped.ended_at == product.clock.now()
    await product.resume(run)
    await product.settled()
    ended = await product.see(run)
    assert (ended.state, ended.attempt) == (RunState.SUCCEEDED, 2)
    assert await product.effects(run) == 1


async def test_a_run_at_work_stops_at_its_next_effect(product):
    inside, go_on, done = asyncio.Event(), asyncio.Event(), []

    async def effect(name):
        done.append(name)
        inside.set()
        await go_on.wait()

    @job("maps.start")
    async def start_maps(ctx):
        for name in ("first", "second"):
            await ctx.once(name, effect, name)
        return Done()

    run = await product.start(start_maps)
    await asyncio.wait_for(inside.wait(), 10)
    await product.stop(run)
    await product.engine.caretaker.watch()
    go_on.set()
    await product.settled()
    assert (await product.see(run)).state is RunState.STOPPED
    assert done == ["first"]
    assert await product.effects(run) == 1


async def test_a_stop_between_two_calls_needs_nobody_to_pass_it_on(product):
    inside, go_on = asyncio.Event(), asyncio.Event()

    @job("maps.start")
    async def start_maps(ctx):
        inside.set()
        await go_on.wait()
        return Again(after=timedelta(hours=1))

    run = await product.start(start_maps)
    await asyncio.wait_for(inside.wait(), 10)
    await product.stop(run)
    go_on.set()
    await product.settled()
    assert (await product.see(run)).state is RunState.STOPPED


async def test_a_resume_is_refused_while_the_run_is_stopping(product):
    run = await product.start(never_done)
    await product.settled()
    await product.stop(run)
    with pytest.raises(CannotResume) as refused:
        await product.resume(run)
    assert refused.value.state is RunState.STOPPING
    await product.later(2)
    assert (await product.see(run)).state is RunState.STOPPED


async def test_a_stop_survives_a_restart(product):
    run = await product.start(never_done)
    await product.settled()
    await product.stop(run)
    await product.again()
    await product.settled()
    assert (await product.see(run)).state is RunState.STOPPED


async def test_a_run_that_nobody_works_on_stops_at_once(product):
    await product.start(never_done)
    await product.settled()
    behind = await product.start(job("provisioning.submit")(never_done.run))
    await product.settled()
    assert (await product.see(behind)).state is RunState.QUEUED
    assert (await product.stop(behind)).state is RunState.STOPPED


async def test_resuming_twice_is_resuming_once(product):
    run = await product.start(never_done)
    await product.settled()
    await product.stop(run)
    await product.later(2)
    first, second = await asyncio.gather(product.resume(run), product.resume(run))
    assert first.attempt == second.attempt == 2


async def test_what_has_succeeded_is_not_resumed(product):
    @job("maps.start")
    async def start_maps(ctx):
        return Done()

    run = await product.start(start_maps)
    await product.settled()
    with pytest.raises(CannotResume):
        await product.resume(run)


async def test_an_old_run_is_not_resumed_beside_a_newer_one(product):
    old = await product.start(never_done)
    await product.settled()
    await product.stop(old)
    await product.later(2)
    newer = await product.start(never_done)
    assert newer.id != old.id
    with pytest.raises(CannotResume):
        await product.resume(old)


@pytest.fixture
def needs_kim(product):
    """A job that works only for those who have signed in."""
    signed_in, actors = set(), []

    @job("maps.start")
    async def start_maps(ctx):
        actors.append(ctx.actor)
        if ctx.actor not in signed_in:
            raise SignInNeeded("list solutions", status=401, reason="expired", request_id="r1")
        return Done()

    return start_maps, signed_in, actors


async def test_a_token_that_died_makes_the_run_wait_and_signing_in_moves_it_on(product, needs_kim):
    start_maps, signed_in, _ = needs_kim
    run = await product.start(start_maps)
    await product.settled()
    waiting = await product.see(run)
    assert (waiting.state, waiting.cause) == (RunState.WAITING_FOR_SIGN_IN, "sign_in_needed")
    assert waiting.ended_at is None
    assert (await product.start(start_maps)).id == run.id  # still the one run of this job
    signed_in.add("u1")
    assert await product.signed_in("u2") == []
    assert [r.id for r in await product.signed_in("u1")] == [run.id]
    await product.settled()
    ended = await product.see(run)
    assert (ended.state, ended.cause, ended.attempt) == (RunState.SUCCEEDED, "", 2)


async def test_what_microsoft_demands_is_kept_for_the_person_whose_token_was_used(product):
    claims = '{"access_token":{"acrs":{"value":"c1"}}}'

    @job("maps.start")
    async def start_maps(ctx):
        raise SignInNeeded("list solutions", status=401, claims=claims)

    await product.start(start_maps, by="u2")
    await product.settled()
    kept = await product.database(lambda s: s.exec(select(ClaimsChallenge)).all(), ro=True)
    assert [(one.user_id, one.claims) for one in kept] == [("u2", claims)]


async def test_a_colleague_takes_a_run_over(product, needs_kim):
    start_maps, signed_in, actors = needs_kim
    run = await product.start(start_maps)
    await product.settled()
    signed_in.add("u2")
    await product.resume(run, by="u2")
    await product.settled()
    ended = await product.see(run)
    assert (ended.state, ended.actor, ended.actor_name) == (RunState.SUCCEEDED, "u2", "Lee")
    assert actors == ["u1", "u2"]
