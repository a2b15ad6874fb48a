"""The same engine on PostgreSQL. PORTAL_SETUP_TEST_POSTGRES names a server, with a database to
connect to, on which these tests may create and drop databases of their own.
"""

import asyncio
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text
from sqlmodel import SQLModel

from app.jobs.job import Again, Done, job
from app.store.migrate import migrate
from app.store.tables import RunState
from tests.jobs.conftest import AT, product_on

SERVER = os.environ.get("PORTAL_SETUP_TEST_POSTGRES", "")  # noqa: TID251
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not SERVER, reason="PORTAL_SETUP_TEST_POSTGRES names no server"),
]


@pytest.fixture
def url(tmp_path):
    name = f"portal_setup_test_{uuid4().hex[:8]}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    assert migrate(url, tmp_path, AT).changed
    yield url
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


async def test_the_migrations_make_exactly_the_tables_of_the_code(url, tmp_path):
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()
    assert not migrate(url, tmp_path, AT).changed


async def test_a_run_waits_survives_a_restart_and_ends(url):
    sent = []

    async def effect(key):
        sent.append(key)

    @job("maps.start")
    async def start_maps(ctx):
        await ctx.once("effect", effect, ctx.key("effect"))
        return Again(timedelta(minutes=1)) if ctx.clock.now() == AT else Done()

    async with product_on(url) as product:
        run = await product.start(start_maps)
        await product.settled()
        assert (await product.see(run)).state is RunState.WAITING
        await product.down()
        await asyncio.to_thread(forget_heartbeats, url)
        await product.up()
        await product.engine.caretaker.beat()
        await product.later(60)
        assert (await product.see(run)).state is RunState.SUCCEEDED
    assert sent == [f"{run.id}:effect"]


def forget_heartbeats(url):
    """As if the other process had been silent for longer than its lease."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE executor SET seen_at = seen_at - interval '1 hour'"))
    engine.dispose()


async def test_twenty_clicks_at_once_are_one_run(url):
    calls = []

    @job("maps.start")
    async def start_maps(ctx):
        calls.append(ctx.run_id)
        return Again(timedelta(minutes=1))

    async with product_on(url) as product:
        started = await asyncio.gather(*(product.start(start_maps) for _ in range(20)))
        await product.settled()
    assert {run.id for run in started} == set(calls)
    assert len(calls) == 1
