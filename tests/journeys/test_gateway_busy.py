"""A gateway that turns every call down: the start ends with words, and goes on when asked to."""

import pytest

from tests.journeys.test_maps import Setup

pytestmark = pytest.mark.anyio


@pytest.fixture
def setup(avery, product, practice, clock):
    return Setup(avery, product, practice, clock)


async def test_a_start_gives_a_busy_gateway_up_and_is_taken_up_again(setup):
    await setup.open()
    await setup.by_hand("stop-map", map="products - CDS released distinct products")
    await setup.expert()
    setup.practice.plot.choose("gateway", "busy")
    await setup.send("/start", page="/start", master="AX", understood="yes")
    for _ in range(8):
        await setup.later(300)
    run = await setup.run("start")
    assert (run.state, run.cause) == ("failed", "gateway_busy")
    await setup.person.get(setup.maps)
    words = setup.person.words()
    assert "For 30 minutes, the gateway turned calls down or showed no maps." in words
    assert "Go on with this start in an hour" in words
    assert "Look at a new start" not in words

    setup.practice.plot.choose("gateway", "smooth")
    await setup.paste()
    await setup.person.get(setup.maps)
    await setup.person.post(f"/environments/{setup.maps.split('/')[2]}/runs/{run.id}/resume")
    for _ in range(10):
        await setup.later(20)
    run = await setup.run("start")
    assert (run.state, run.cause) == ("succeeded", "")
