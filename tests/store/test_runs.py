from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import environments, runs
from app.store.tables import RunState

pytestmark = pytest.mark.anyio
AT = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture
async def environment(database):
    return await database(
        lambda s: environments.add(
            s, tenant_id="t1", organization_id="o1", url="https://x", name="X", by="u1", at=AT
        )
    )


def adding(environment, job="maps.start", at=AT):
    return lambda s: runs.add(s, environment.id, job, lane="l", by="u1", by_name="Kim", at=at)


async def set_state(database, run, state):
    def write(session):
        runs.get(session, run.id).state = state

    await database(write)


ENDED = (RunState.SUCCEEDED, RunState.FAILED, RunState.STOPPED)


@pytest.mark.parametrize("state", [state for state in RunState if state not in ENDED])
async def test_a_second_run_of_a_job_is_impossible_until_the_first_has_ended(
    database, environment, state
):
    run = await database(adding(environment))
    await set_state(database, run, state)
    found = await database(lambda s: runs.find_under_way(s, environment.id, "maps.start"))
    assert found.id == run.id
    with pytest.raises(IntegrityError):
        await database(adding(environment))
    await database(adding(environment, "maps.look"))  # another job may


async def test_a_state_comes_back_as_the_member_it_was(database, environment):
    run = await database(adding(environment))
    assert (await database(lambda s: runs.get(s, run.id))).state is RunState.QUEUED


async def test_a_job_that_ended_can_be_run_again_and_the_newest_comes_first(database, environment):
    first = await database(adding(environment))
    await set_state(database, first, RunState.SUCCEEDED)
    assert await database(lambda s: runs.find_under_way(s, environment.id, "maps.start")) is None
    second = await database(adding(environment, at=AT + timedelta(minutes=1)))
    listed = await database(lambda s: runs.list_for(s, environment.id))
    assert [r.id for r in listed] == [second.id, first.id]
    assert (await database(lambda s: runs.find_last(s, environment.id, "maps.start"))).id == (
        second.id
    )
    assert [r.id for r in await database(lambda s: runs.under_way_in(s, environment.id))] == [
        second.id
    ]


async def test_only_the_newest_fence_finds_its_run(database, environment):
    run = await database(adding(environment))
    assert await database(lambda s: runs.find_mine(s, run.id, 0))
    assert await database(lambda s: runs.find_mine(s, run.id, 1)) is None


async def test_an_effect_is_journalled_once(database, environment):
    run = await database(adding(environment))
    for out in ({"url": "first"}, {"url": "second"}):
        await database(lambda s, out=out: runs.journal(s, run.id, "submit", out, at=AT))
    assert (await database(lambda s: runs.journalled(s, run.id, "submit"))).out == {"url": "first"}
    assert await database(lambda s: runs.effects(s, run.id)) == 1


async def test_an_executor_that_came_back_is_not_forgotten(database):
    limit = AT + timedelta(seconds=15)
    await database(lambda s: runs.beat(s, "a", at=AT))
    await database(lambda s: runs.beat(s, "b", at=AT))
    assert await database(lambda s: runs.lost_executors(s, before=limit, but="b")) == ["a"]
    await database(lambda s: runs.beat(s, "a", at=limit))
    await database(lambda s: runs.forget_executor(s, "a", before=limit))
    assert await database(
        lambda s: runs.lost_executors(s, before=AT + limit.resolution * 1, but="x")
    ) == ["b"]


async def test_an_unknown_run_is_said_to_be_unknown(database):
    with pytest.raises(runs.UnknownRun):
        await database(lambda s: runs.get(s, "nowhere"))
