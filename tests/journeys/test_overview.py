"""What the overview and the list tell: what is next, who is waited for, what is new."""

import pytest

pytestmark = pytest.mark.anyio


async def looked(person, product, environment):
    await person.get(f"{environment}/maps")
    await person.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()


async def test_an_obstacle_is_named_with_who_can_help_and_since_when(avery, product, clock):
    environment = await avery.add("contoso-new")
    await looked(avery, product, environment)
    first = clock.now()
    clock.advance(seconds=1800)
    await looked(avery, product, environment)

    await avery.get(environment)
    words = avery.words()
    assert "The portal cannot be provisioned yet." in words
    assert "Who can do it: System administrator of this environment" in words
    (since,) = [t for t in avery.soup().select("p.muted time") if "Like this" in t.parent.text]
    assert since["datetime"] == first.strftime("%Y-%m-%dT%H:%M:%SZ")

    await avery.get("/")
    assert "Waits for: System administrator of this environment" in avery.words()


async def test_what_others_did_since_the_last_visit_stands_on_both_pages(
    avery, somebody, product, clock
):
    environment = await avery.add()
    await avery.post("/sign-out")
    minji = somebody()
    await minji.sign_in("operator")
    clock.advance(seconds=60)
    await looked(minji, product, environment)

    await avery.sign_in()
    assert "1 change by others since your last visit" in avery.words()
    await avery.get(environment)
    assert "Minji Example asked for a check of dual-write." in avery.words()

    await minji.post("/sign-out")
    await minji.sign_in("operator")
    await minji.get(environment)
    assert "Nobody else did anything here since then." in minji.words()


async def test_somebody_new_has_no_last_visit(avery):
    environment = await avery.add()
    await avery.get(environment)
    assert "Since your last visit" not in avery.words()


async def test_what_needs_somebody_comes_first_and_a_name_finds_the_rest(avery, product):
    fine = await avery.add("contoso-uat")
    broken = await avery.add("contoso-new")
    for environment in (fine, broken):
        await looked(avery, product, environment)
    await avery.get("/")
    assert [a["href"] for a in avery.soup().select("a.row")] == [broken, fine]
    await avery.get("/?q=UAT")
    assert [a["href"] for a in avery.soup().select("a.row")] == [fine]
    await avery.get("/?q=nothing")
    assert "No environment matches these words." in avery.words()
