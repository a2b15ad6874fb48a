"""Is dual-write installed here? From the click to what the page says."""

import pytest

from app.store import runs

pytestmark = pytest.mark.anyio


async def test_an_environment_with_dual_write_says_so_with_versions(avery, product):
    environment = await avery.add("contoso-uat")
    await avery.get(f"{environment}/maps")
    assert "Dual-write has not been looked for here yet." in avery.words()

    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()

    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is installed." in avery.words()
    assert "Solution: Dynamics365SupplyChainExtended 2." in avery.words()
    assert "Linked to finance and operations at https://" in avery.words()
    assert not avery.soup().select("[hx-trigger]"), "the page goes on asking though all is done"


async def test_an_empty_environment_names_what_is_missing_and_who_can_help(
    avery, product, practice
):
    practice.tenant.scene.organizations["contoso-new.crm4.dynamics.com"].finance = None
    environment = await avery.add("contoso-new")
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()

    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is not installed." in avery.words()
    assert "This environment is not linked to finance and operations." in avery.words()
    assert "Who can do it: System administrator of this environment" in avery.words()

    await avery.get(environment)
    assert "There is a problem" in avery.words()
    assert "Cannot start yet" in avery.words()


async def test_while_a_look_is_under_way_the_block_asks_again_by_itself(avery, product, practice):
    environment = await avery.add()
    practice.tenant.controls.fail_next(503, times=1, path_contains="EntityDefinitions")
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()

    block = await avery.get(f"{environment}/maps", **{"HX-Request-Type": "partial"})
    assert "<html" not in block.text
    assert avery.soup().select_one("#looked")["hx-trigger"] == "every 2s"
    assert "tries again by itself" in block.text


async def test_a_busy_microsoft_is_asked_again_after_a_while(avery, product, practice, clock):
    environment = await avery.add()
    practice.tenant.controls.fail_next(429, times=1, path_contains="solutions")
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()
    clock.advance(seconds=60)
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is installed." in avery.words()


async def test_a_second_click_joins_the_look_under_way(avery, product, practice):
    environment = await avery.add()
    practice.tenant.controls.fail_next(503, times=1, path_contains="EntityDefinitions")
    for _ in range(3):
        await avery.get(f"{environment}/maps")
        await avery.post(f"{environment}/maps/look")
    everything = product.state.product
    runs_here = await everything.database(lambda s: runs.list_for(s, environment.split("/")[-1]))
    assert len(runs_here) == 1


async def test_a_reader_may_look_at_pages_but_start_nothing(somebody, avery):
    environment = await avery.add()
    sam = somebody()
    await sam.sign_in("reader")
    await sam.get(f"{environment}/maps")
    answer = await sam.post(f"{environment}/maps/look")
    assert answer.status_code == 403


async def test_a_token_that_microsoft_ended_early_is_renewed_without_asking_anybody(
    avery, product, practice
):
    environment = await avery.add()
    practice.tenant.expire_tokens()
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()

    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is installed." in avery.words()
    assert "Waiting for sign-in" not in avery.words()


async def test_a_refused_sign_in_makes_the_run_wait_and_signing_in_again_makes_it_go_on(
    avery, product, practice
):
    environment = await avery.add()
    practice.tenant.expire_tokens()
    practice.tenant.revoke_grants()
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()

    await avery.get(f"{environment}/maps")
    assert "Waiting for sign-in" in avery.words()
    assert "Nothing is lost" in avery.words()

    await avery.sign_in(next_page=f"{environment}/maps")
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is installed." in avery.words()
