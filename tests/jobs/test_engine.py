import asyncio
from datetime import timedelta

import anyio.lowlevel
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from app.jobs.engine import Engine, on
from app.jobs.job import Again, Done, Lane, job
from app.jobs.start import start
from app.settings import Settings
from app.store.migrate import MIGRATIONS
from app.store.tables import RunState

pytestmark = pytest.mark.anyio


async def test_a_run_goes_from_click_to_end(product):
    seen = []

    @job("maps.start")
    async def start_maps(ctx):
        seen.append((ctx.environment_id, ctx.actor, ctx.args["only"], ctx.microsoft))
        await ctx.progress(done=1, of=1)
        return Done()

    run = await product.start(start_maps, only="Accounts")
    assert run.state is RunState.QUEUED
    await product.settled()
    ended = await product.see(run)
    assert ended.state is RunState.SUCCEEDED
    assert (ended.ended_at, ended.progress) == (product.clock.now(), {"done": 1, "of": 1})
    url = product.environment.url
    assert seen == [(product.environment.id, "u1", "Accounts", f"u1 at {url}")]


async def test_what_is_begun_on_another_loop_is_done_on_the_one_of_the_launch():
    ours = asyncio.get_running_loop()

    async def where() -> str:
        return str(id(asyncio.get_running_loop()))

    async def elsewhere() -> str:
        return await on(ours, where())

    assert await anyio.to_thread.run_sync(asyncio.run, elsewhere()) == await where()


async def test_a_job_that_is_not_there_yet_is_called_again_when_due(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.clock.now())
        return Done() if len(calls) == 3 else Again(after=timedelta(seconds=30))

    run = await product.start(start_maps)
    await product.settled()
    waiting = await product.see(run)
    assert waiting.state is RunState.WAITING
    assert waiting.due_at == product.clock.now() + timedelta(seconds=30)
    await product.later(29)
    assert len(calls) == 1
    await product.later(1)
    assert len(calls) == 2
    await product.later(30)
    assert (await product.see(run)).state is RunState.SUCCEEDED
    assert (await product.see(run)).due_at is None


async def test_an_effect_is_done_once_even_across_a_restart(product):
    sent = []

    async def submit(name, *, key):
        sent.append((name, key))
        return {"operation": f"/operations/{len(sent)}"}

    results = []

    @job("provisioning.submit")
    async def provision(ctx):
        results.append(await ctx.once("submit", submit, "portal", key=ctx.key("submit")))
        return Done() if len(results) == 3 else Again(after=timedelta(minutes=1))

    run = await product.start(provision)
    await product.settled()
    await product.later(60)
    await product.again()
    await product.later(60)
    assert (await product.see(run)).state is RunState.SUCCEEDED
    assert sent == [("portal", f"{run.id}:submit")]
    assert results == [{"operation": "/operations/1"}] * 3
    assert await product.effects(run) == 1


async def test_a_waiting_run_waits_on_after_a_restart(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.clock.now())
        return Again(after=timedelta(minutes=5))

    run = await product.start(start_maps)
    await product.settled()
    product.clock.advance(60)
    await product.again()
    await product.settled()
    assert len(calls) == 1
    assert (await product.see(run)).state is RunState.WAITING
    await product.later(240)
    assert len(calls) == 2


async def test_a_shutdown_in_the_middle_loses_nothing(product):
    inside, go_on = asyncio.Event(), asyncio.Event()
    done = []

    async def effect(name):
        done.append(name)
        inside.set()
        if name == "first":
            await go_on.wait()

    @job("maps.start")
    async def start_maps(ctx):
        for name in ("first", "second", "third"):
            await ctx.once(name, effect, name)
        return Done()

    run = await product.start(start_maps)
    await asyncio.wait_for(inside.wait(), 10)
    closing = asyncio.create_task(product.down())
    await anyio.lowlevel.checkpoint()
    go_on.set()
    await asyncio.wait_for(closing, 5)
    assert done == ["first"]
    assert (await product.see(run)).state is RunState.RUNNING
    await product.up()
    await product.settled()
    assert (await product.see(run)).state is RunState.SUCCEEDED
    assert done == ["first", "second", "third"]


async def test_a_shutdown_does_not_wait_for_a_call_that_hangs(product):
    inside = asyncio.Event()
    product.drain_seconds = 0.1
    await product.again()

    @job("maps.start")
    async def start_maps(ctx):
        inside.set()
        await asyncio.Event().wait()
        return Done()

    run = await product.start(start_maps)
    await asyncio.wait_for(inside.wait(), 10)
    await asyncio.wait_for(product.down(), 3)
    assert (await product.see(run)).state is RunState.RUNNING


async def test_the_event_loop_is_fit_for_use_after_a_shutdown(product):
    @job("maps.start")
    async def start_maps(ctx):
        return Done()

    await product.start(start_maps)
    await product.settled()
    await product.down()
    assert await asyncio.to_thread(lambda: "done") == "done"


async def test_twenty_clicks_at_once_are_one_run(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        return Again(after=timedelta(minutes=1))

    started = await asyncio.gather(*(product.start(start_maps) for _ in range(20)))
    await product.settled()
    assert {run.id for run in started} == {calls[0]}
    assert len(calls) == 1


async def test_a_transaction_that_fails_leaves_neither_run_nor_place_in_the_queue(product):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        return Done()

    def start_and_fail(session):
        product.jobs[start_maps.name] = start_maps
        start(
            session, product.engine, start_maps, product.environment.id,
            by="u1", by_name="Kim", at=product.clock.now(),
        )  # fmt: skip
        raise KeyError

    with pytest.raises(KeyError):
        await product.database(start_and_fail)
    later = await product.start(start_maps)
    await product.settled()
    assert calls == [later.id]


async def test_changes_of_an_environment_follow_each_other_while_a_look_runs_beside(
    product, second_environment
):
    open_door, at_work, most = asyncio.Event(), [], []

    async def work(ctx):
        at_work.append((ctx.environment_id, ctx.run_id))
        most.append(sum(1 for place, _ in at_work if place == product.environment.id))
        await open_door.wait()
        at_work.remove((ctx.environment_id, ctx.run_id))
        return Done()

    looks = []

    async def look(ctx):
        looks.append(len(at_work))
        return Done()

    first, second = job("maps.start")(work), job("provisioning.submit")(work)
    started = [
        await product.start(first),
        await product.start(second),
        await product.start(first, environment=second_environment),
    ]
    looking = await product.start(job("maps.look", lane=Lane.LOOK)(look))

    async def all_began():
        return looks and len(at_work) == 2

    await product.until(all_began)
    assert sorted(place for place, _ in at_work) == sorted(
        [product.environment.id, second_environment.id]
    )
    open_door.set()
    await product.settled()
    assert max(most) == 1
    assert {(await product.see(run)).state for run in (*started, looking)} == {RunState.SUCCEEDED}


async def test_a_job_that_nobody_knows_stays_queued_until_a_newer_version_comes(product):
    @job("future.job")
    async def future(ctx):
        return Done()

    run = await product.start(future)
    del product.jobs["future.job"]
    await product.settled()
    await product.later(61)
    stays = await product.see(run)
    assert (stays.state, stays.attempt) == (RunState.QUEUED, 1)
    product.jobs["future.job"] = future
    await product.again()
    await product.settled()
    assert (await product.see(run)).state is RunState.SUCCEEDED


async def test_a_second_engine_in_one_process_is_refused(product):
    second = Engine(product.engine._around, Settings())
    with pytest.raises(RuntimeError, match="running in this process already"):
        await second.launch()


async def test_the_tables_of_the_queue_are_no_business_of_our_migrations(product):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with product.database.app_engine.connect() as connection:
        assert inspect(connection).has_table("workflow_status")
        config.attributes["connection"] = connection
        command.check(config)  # raises if a new revision would have something to do
