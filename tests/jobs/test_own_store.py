"""What a job may do with our own store, and only while the run is its own."""

import pytest

from app.jobs.job import Done, job
from app.store.tables import Environment, Run

pytestmark = pytest.mark.anyio


async def test_a_job_reads_and_writes_our_own_store_in_the_name_of_its_run(product):
    heard = []

    @job("maps.start")
    async def rename(ctx):
        def put(session):
            session.get_one(Environment, ctx.environment_id).name = "Renamed"

        await ctx.write(put)
        heard.append(await ctx.read(lambda s: s.get_one(Environment, ctx.environment_id).name))
        other = Environment(id="e2", tenant_id="t1", organization_id="o2", url="https://o2")
        heard.append(ctx.connect(other))
        heard.append(ctx.keys.unseal(ctx.keys.seal(b"rows", "a site"), "a site"))
        return Done()

    await product.start(rename)
    await product.settled()
    assert heard == ["Renamed", "u1 at https://o2", b"rows"]


async def test_a_copy_that_lost_its_run_writes_nothing_of_ours_any_more(product):
    tried = []

    @job("maps.start")
    async def rename(ctx):
        def taken(session):
            session.get_one(Run, ctx.run_id).fence += 1

        await product.database(taken)
        tried.append(ctx.run_id)
        await ctx.write(lambda s: s.delete(s.get_one(Environment, ctx.environment_id)))
        return Done()

    await product.start(rename)

    async def let_go():
        return tried and not product.engine._attempts

    await product.until(let_go)
    found = await product.database(lambda s: s.get(Environment, product.environment.id), ro=True)
    assert found is not None
