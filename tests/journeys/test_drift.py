"""Coming back after months: what is not as it was stands on every page that should say so."""

import pytest

from app.practice.acts import act
from app.practice.environments import ENVIRONMENTS
from app.practice.plot import Licences

pytestmark = pytest.mark.anyio

UAT = ENVIRONMENTS[0].id


async def test_what_was_fine_and_is_not_any_more_is_told_on_list_overview_and_step(
    avery, product, practice, clock
):
    practice.tenant.plot.licences = Licences.FULL
    act(practice.tenant.scene, "run-maps", {"environment": UAT})
    environment = await avery.add()
    await avery.get(environment)
    await avery.post(f"{environment}/look")
    await product.state.product.engine.settled()
    await avery.get(environment)
    assert "Not as it was" not in avery.words()
    assert "What is shown was seen" in avery.words()

    practice.tenant.plot.licences = Licences.FINANCE
    act(practice.tenant.scene, "stop-map", {"environment": UAT, "map": "accounts - Customers V3"})
    clock.advance(seconds=600)
    practice.tenant.clock.advance(600)
    practice.tenant.services.settle()
    await avery.post(f"{environment}/look")
    await product.state.product.engine.settled()
    await avery.get(environment)
    words = avery.words()
    assert "Not as it was" in words
    assert "Fine when it was looked at on" in words
    assert "The tenant owns another finance and operations app" in words

    chain = avery.soup().select("ol.chain > li")
    assert len(chain) == 5
    assert "problem" in chain[1]["class"], chain[1].text
    assert chain[1].a["href"] == f"{environment}/maps"
    await avery.get(f"{environment}/maps")
    assert "Not as it was" in avery.words()
    await avery.get("/")
    assert "It was fine on" in avery.words()


async def test_a_second_click_joins_the_looks_that_are_under_way(avery, product):
    environment = await avery.add()
    await avery.get(environment)
    for _ in range(2):
        await avery.post(f"{environment}/look")
    await product.state.product.engine.settled()
    await avery.get(environment)
    assert "asked for a look at all four steps" in avery.words()


async def test_how_many_people_come_is_asked_once_and_said_with_the_name(avery, product, practice):
    practice.tenant.plot.licences = Licences.ELSEWHERE
    environment = await avery.add()
    await avery.get(f"{environment}/licensing")
    await avery.post(f"{environment}/licensing/look")
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/licensing")
    assert "Nobody has said how many people" in avery.words()
    refused = await avery.post(f"{environment}/licensing/users", number="many")
    assert refused.status_code == 422
    assert avery.soup().select_one("[role=alert] a")["href"] == "#number"
    await avery.post(f"{environment}/licensing/users", number="1,250")
    assert "1,250 people are expected to sign in" in avery.words()
    assert "at least 13 packs of 100" in avery.words()
