from datetime import UTC, datetime, timedelta

import pytest

from app.store import environments, observations
from app.wizard.facts import Fact, Facts

pytestmark = pytest.mark.anyio
AT = datetime(2026, 3, 4, tzinfo=UTC)


class MapsFacts(Facts):
    core: Fact[str]


class OtherFacts(Facts):
    solution: Fact[str]


def facts(version, at=AT):
    return MapsFacts(core=Fact[str].exact(version, source="solutions", at=at))


@pytest.fixture
async def environment(database):
    return await database(
        lambda s: environments.add(
            s, tenant_id="t1", organization_id="o1", url="https://x", name="X", by="u1", at=AT
        )
    )


async def test_the_newest_look_counts_and_older_ones_are_kept(database, environment):
    later = AT + timedelta(minutes=1)
    await database(
        lambda s: observations.save(s, environment.id, "maps", facts("2", later), at=later)
    )
    await database(lambda s: observations.save(s, environment.id, "maps", facts("1"), at=AT))
    seen = await database(lambda s: observations.latest(s, environment.id, "maps", MapsFacts))
    assert seen == facts("2", later)
    history = await database(lambda s: observations.history(s, environment.id, "maps"))
    assert [o.seen_at for o in history] == [later, AT]


async def test_what_nobody_looked_at_is_not_seen(database, environment):
    await database(lambda s: observations.save(s, environment.id, "maps", facts("1"), at=AT))
    for step, where in (("licensing", environment.id), ("maps", "another")):
        assert (
            await database(lambda s, x=step, w=where: observations.latest(s, w, x, MapsFacts))
            is None
        )


async def test_facts_that_this_version_cannot_read_count_as_not_seen(database, environment):
    await database(lambda s: observations.save(s, environment.id, "maps", facts("1"), at=AT))
    assert (
        await database(lambda s: observations.latest(s, environment.id, "maps", OtherFacts)) is None
    )


async def test_a_naive_time_is_refused(database, environment):
    naive = datetime(2026, 3, 4)  # noqa: DTZ001
    with pytest.raises(Exception, match="naive"):
        await database(lambda s: observations.save(s, environment.id, "maps", facts("1"), at=naive))


async def test_parts_of_the_last_looks_come_oldest_first_and_none_where_a_look_had_none(
    database, environment
):
    def looks(session):
        for hours in range(3):
            at = AT + timedelta(hours=hours)
            observations.save(session, environment.id, "maps", facts(str(hours), at), at=at)

    await database(looks)
    found = await database(
        lambda s: observations.parts(s, environment.id, "maps", ("core", "later"), limit=2)
    )
    assert [(at - AT, core["value"], later) for at, (core, later) in found] == [
        (timedelta(hours=1), "1", None), (timedelta(hours=2), "2", None),
    ]  # fmt: skip
