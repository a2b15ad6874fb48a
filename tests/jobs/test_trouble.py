"""What Microsoft, a bug or a second process does to runs."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from app.jobs.attempt import take
from app.jobs.caretaker import LEASE
from app.jobs.job import Again, Done, job
from app.microsoft.errors import Forbidden, Unavailable
from app.store import observations, runs
from app.store.tables import Observation, RunState
from app.wizard.facts import Fact, Facts

pytestmark = pytest.mark.anyio


async def test_an_answer_that_did_not_come_is_asked_for_again_ever_later(product):
    times = []

    @job("maps.start")
    async def start_maps(ctx):
        times.append(ctx.clock.now())
        if len(times) < 4:
            raise Unavailable("list solutions", status=503, reason="busy", request_id="r1")
        return Done()

    run = await product.start(start_maps)
    await product.settled()
    waiting = await product.see(run)
    assert (waiting.state, waiting.cause, waiting.tries) == (RunState.WAITING, "unavailable", 1)
    assert waiting.detail == "list solutions: 503 busy [r1]"
    for seconds in (2, 4, 8):
        await product.later(seconds)
    assert [int((b - a).total_seconds()) for a, b in pairwise(times)] == [
        2, 4, 8,
    ]  # fmt: skip
    ended = await product.see(run)
    assert (ended.state, ended.cause, ended.tries) == (RunState.SUCCEEDED, "", 0)


async def test_microsoft_is_left_alone_for_as_long_as_it_asks(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        if len(calls) == 1:
            raise Unavailable("list", status=429, retry_after=timedelta(seconds=90))
        return Done()

    await product.start(start_maps)
    await product.settled()
    await product.later(89)
    assert len(calls) == 1
    await product.later(1)
    assert len(calls) == 2


async def test_a_refusal_ends_the_run_with_microsofts_own_words(product):
    @job("maps.start")
    async def start_maps(ctx):
        raise Forbidden("list solutions", status=403, code="0x80040220", reason="no privilege")

    run = await product.start(start_maps)
    await product.settled()
    ended = await product.see(run)
    assert (ended.state, ended.cause) == (RunState.FAILED, "forbidden")
    assert ended.detail == "list solutions: 403 0x80040220 no privilege"
    assert ended.ended_at == product.clock.now()


async def test_a_crash_ends_the_run_and_the_page_learns_only_what_kind_it_was(product, caplog):
    @job("maps.start")
    async def start_maps(ctx):
        raise KeyError("Bearer abc")

    run = await product.start(start_maps)
    await product.settled()
    ended = await product.see(run)
    assert (ended.state, ended.cause, ended.detail) == (RunState.FAILED, "crashed", "KeyError")
    assert run.id in caplog.text
    assert "start_maps" in caplog.text  # the traceback is for the administrator


class SeenFacts(Facts):
    core: Fact[str]


async def test_what_was_seen_is_kept_with_its_time_and_run(product):
    @job("maps.look")
    async def look(ctx):
        core = Fact[str].exact("1.0", source="solutions", at=ctx.clock.now())
        await ctx.save("maps", SeenFacts(core=core))
        return Done()

    run = await product.start(look)
    await product.settled()
    where = product.environment.id
    seen = await product.database(lambda s: observations.newest(s, where, "maps"), ro=True)
    assert (seen.seen_at, seen.run_id) == (product.clock.now(), run.id)
    facts = await product.database(lambda s: observations.latest(s, where, "maps", SeenFacts))
    assert facts.core.value == "1.0"


async def test_a_copy_that_lost_its_run_writes_nothing_more(product):
    inside, go_on, done = asyncio.Event(), asyncio.Event(), []

    @job("maps.start")
    async def start_maps(ctx):
        inside.set()
        await go_on.wait()
        core = Fact[str].exact("stale", source="solutions", at=ctx.clock.now())
        try:
            await ctx.save("maps", SeenFacts(core=core))
        finally:
            done.append(True)
        return Done()

    run = await product.start(start_maps)
    await asyncio.wait_for(inside.wait(), 10)
    at = product.clock.now()
    assert await product.database(lambda s: take(s, run.id, 1, jobs=product.jobs, at=at))
    go_on.set()

    async def let_go():
        return done and not product.engine._attempts

    await product.until(let_go)
    left = await product.see(run)
    assert (left.state, left.fence) == (RunState.RUNNING, 2)
    assert await product.database(lambda s: s.get(Observation, 1)) is None


async def test_a_run_that_lost_its_place_in_the_queue_is_found_again(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        return Again(after=timedelta(hours=1)) if len(calls) == 1 else Done()

    run = await product.start(start_maps)
    await product.settled()
    await product.down()
    tables = ("workflow_status", "operation_outputs", "queues", "application_versions")
    for table in tables:
        await product.database(lambda s, t=table: s.exec(text(f"DELETE FROM {t}")))  # noqa: S608
    product.clock.advance(3600)
    await product.up()
    await product.settled()
    found = await product.see(run)
    assert (found.state, found.attempt) == (RunState.SUCCEEDED, 2)


async def test_a_run_that_is_waiting_its_turn_is_not_taken_for_lost(product):
    @job("maps.start")
    async def start_maps(ctx):
        return Again(after=timedelta(hours=5))

    run = await product.start(start_maps)
    await product.settled()
    await product.later(3600)
    assert (await product.see(run)).attempt == 1


async def test_what_a_dead_process_worked_on_is_taken_over(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        return Done() if len(calls) == 2 else Again(after=timedelta(hours=1))

    run = await product.start(start_maps)
    await product.settled()
    await product.down()
    # as if another replica had it and was heard of last before it died
    await product.database(lambda s: s.exec(text("UPDATE workflow_status SET executor_id = 'x'")))
    await product.database(lambda s: runs.beat(s, "x", at=product.clock.now()))
    product.clock.advance(3600)
    await product.up()
    await product.engine.caretaker.beat()
    await product.settled()
    assert (await product.see(run)).state is RunState.SUCCEEDED
    at = product.clock.now()
    assert await product.database(lambda s: runs.lost_executors(s, before=at, but="local")) == []


async def test_the_queue_forgets_what_is_over_and_we_do_not(product):
    @job("maps.start")
    async def start_maps(ctx):
        return Done()

    run = await product.start(start_maps)
    await product.settled()
    await product.until(lambda: product.engine._list(status=["SUCCESS"]))
    product.clock.at = product.clock.at.replace(year=2100)
    await product.engine.caretaker.prune()
    assert await product.engine._list(status=["SUCCESS"]) == []
    assert (await product.see(run)).state is RunState.SUCCEEDED
    assert LEASE.total_seconds() == 15


async def test_a_caretaker_that_fails_once_goes_on(product, caplog):
    await product.database(lambda s: s.exec(text("ALTER TABLE executor RENAME TO away")))
    await product.later(5)
    assert "could not beat" in caplog.text
    await product.database(lambda s: s.exec(text("ALTER TABLE away RENAME TO executor")))
    await product.later(5)
    at = product.clock.now()
    alive = await product.database(lambda s: s.exec(text("SELECT seen_at FROM executor")).all())
    assert [at.strftime("%H:%M:%S") in row[0] for row in alive] == [True]
