"""The way on: what a step comes to, and the next one, are told where the answer stands."""

import pytest

from app.practice.plot import Licences

pytestmark = pytest.mark.anyio


def links(person):
    return {a.get_text(strip=True): a["href"] for a in person.soup().main.find_all("a")}


async def look(person, product, page, **fields):
    await person.get(page)
    await person.post(f"{page}/look", **fields)
    await product.state.product.engine.settled()
    await person.get(page)


async def test_licensing_says_whether_one_can_go_on_and_leads_there(avery, product):
    environment = await avery.add()
    await avery.get(f"{environment}/licensing")
    assert "Next step: Dual-write maps" not in links(avery)
    await look(avery, product, f"{environment}/licensing")
    words = " ".join(avery.words().split())
    assert "You can go on: nothing here holds you up. 2 points are open below." in words
    assert links(avery)["Next step: Dual-write maps"] == f"{environment}/maps"


async def test_what_could_not_be_seen_and_what_is_missing_are_told_apart(avery, product, practice):
    practice.tenant.plot.licences = Licences.NOTHING
    environment = await avery.add()
    await look(avery, product, f"{environment}/licensing")
    words = " ".join(avery.words().split())
    assert "Not everything could be seen: 3 points are open below." in words
    assert "Next step: Dual-write maps" in links(avery)
    await look(avery, product, f"{environment}/licensing", graph="yes")
    assert "Something is missing. It is told below" in avery.words()
    assert "Next step: Dual-write maps" not in links(avery)


async def test_maps_lead_to_provisioning_where_the_answer_allows_it(avery, product):
    environment = await avery.add("contoso-uat")
    await avery.get(f"{environment}/maps")
    assert "Next step: Provision the portal" not in links(avery)
    await look(avery, product, f"{environment}/maps")
    assert links(avery)["Next step: Provision the portal"] == f"{environment}/provisioning"


async def test_without_dual_write_there_is_no_way_on(avery, product):
    environment = await avery.add("contoso-new")
    await look(avery, product, f"{environment}/maps")
    assert "Next step: Provision the portal" not in links(avery)


async def test_a_map_that_runs_stands_on_others_and_one_that_does_not_waits(avery, product):
    environment = await avery.add("contoso-uat")
    await look(avery, product, f"{environment}/maps")
    trees = {
        need: avery.soup().find(id=f"map-{need}").find("details", class_="tree").summary.get_text()
        for need in ("accounts", "products")
    }
    assert trees["accounts"].startswith("Stands on ")
    assert trees["products"].startswith("Waits for ")
