"""A job is a plain function: it can be called with a context whose record is a dictionary."""

from datetime import timedelta

import pytest

from app.clock import SystemClock
from app.jobs.job import Again, Context, Done, Job, Journalled, Lane, Stopped, job
from app.store.tables import Environment

pytestmark = pytest.mark.anyio


class InMemory:
    def __init__(self):
        self.effects, self.shown, self.stopped = {}, {}, False

    async def find(self, key):
        return self.effects.get(key)

    async def journal(self, key, out):
        self.effects[key] = Journalled(out)
        return out

    async def progress(self, progress):
        self.shown = dict(progress)

    async def save(self, step, facts):
        self.shown[step] = facts

    def check(self):
        if self.stopped:
            raise Stopped


@pytest.fixture
def record():
    return InMemory()


@pytest.fixture
def ctx(record):
    environment = Environment(id="e1", tenant_id="t1", organization_id="o1", url="https://x")
    return Context(
        "r1", environment, "u1", {}, SystemClock(), None, record, keys=None, connect=lambda _: None
    )


@pytest.fixture
def maps():
    """Microsoft's side: the state of two maps, and what it was asked to do."""
    return {"Accounts": "stopped", "Contacts": "running"}, []


@pytest.fixture
def start_maps(maps):
    states, asked = maps

    @job("maps.start")
    async def start_maps(ctx):
        async def start(name, key):
            asked.append((name, key))
            states[name] = "syncing"

        for name, state in list(states.items()):
            if state == "stopped":
                await ctx.once(f"start:{name}", start, name, ctx.key(f"start:{name}"))
        await ctx.progress(**states)
        return Done() if set(states.values()) == {"running"} else Again(timedelta(seconds=30))

    return start_maps


async def test_a_job_does_only_what_is_missing_until_its_goal_holds(ctx, record, maps, start_maps):
    states, asked = maps
    assert await start_maps.run(ctx) == Again(timedelta(seconds=30))
    assert asked == [("Accounts", "r1:start:Accounts")]
    assert record.shown == {"Accounts": "syncing", "Contacts": "running"}
    assert await start_maps.run(ctx) == Again(timedelta(seconds=30))
    states["Accounts"] = "running"
    assert await start_maps.run(ctx) == Done()
    assert len(asked) == 1


async def test_an_effect_that_gave_nothing_back_is_not_repeated(ctx):
    calls = []

    async def effect():
        calls.append(1)

    for _ in range(2):
        assert await ctx.once("effect", effect) is None
    assert calls == [1]


async def test_a_stopped_run_starts_no_new_effect_but_knows_the_old_ones(ctx, record):
    async def effect():
        return "out"

    await ctx.once("old", effect)
    record.stopped = True
    assert await ctx.once("old", effect) == "out"
    with pytest.raises(Stopped):
        await ctx.once("new", effect)
    with pytest.raises(Stopped):
        await ctx.check()


def test_looks_and_changes_have_lanes_of_their_own():
    assert Job("maps.start", None).lane_in("e1") == "e1"
    assert Job("maps.look", None, Lane.LOOK).lane_in("e1") == "e1:maps:look"
    assert Job("maps.watch", None, Lane.WATCH).lane_in("e1") == "e1:maps:watch"
    assert Job("licensing.look", None, Lane.LOOK).lane_in("e1") == "e1:licensing:look"
