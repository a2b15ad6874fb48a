"""A run has a page of its own: it can be stopped, go on, and be taken over by a colleague."""

import pytest

from app.store import runs

pytestmark = pytest.mark.anyio


@pytest.fixture
async def waiting(avery, product, practice):
    """A run that Microsoft does not answer; gives the environment and the run's page."""
    environment = await avery.add()
    practice.tenant.controls.fail_next(503, times=100, path_contains="EntityDefinitions")
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()
    await avery.get(environment)
    (link,) = [a["href"] for a in avery.soup().select("a.row") if "/runs/" in a["href"]]
    return environment, link


async def find(product, environment):
    everything = product.state.product
    found = await everything.database(
        lambda s: runs.list_for(s, environment.rpartition("/")[2]), ro=True
    )
    return found[0]


async def test_a_run_says_what_it_waits_for_and_when_it_looks_again(avery, waiting):
    _, page = waiting
    await avery.get(page)
    assert "Check of dual-write" in avery.words()
    assert "Microsoft did not answer, or asked for fewer calls." in avery.words()
    assert "Looks again" in avery.words()
    assert avery.soup().select_one("#run")["hx-trigger"] == "every 2s"


async def test_a_run_is_stopped_and_goes_on_where_it_was(avery, waiting, product, practice, clock):
    environment, page = waiting
    await avery.get(page)
    await avery.post(f"{page}/stop")
    clock.advance(seconds=3)
    await product.state.product.engine.settled()
    await avery.get(page)
    assert "Stopped" in avery.words()
    assert not avery.soup().select("[hx-trigger]")

    practice.tenant.controls.troubles.clear()
    await avery.post(f"{page}/resume")
    await product.state.product.engine.settled()
    await avery.get(page)
    assert "Done" in avery.words()
    refused = await avery.post(f"{page}/resume")
    assert refused.status_code == 409
    assert "It has done its work already" in avery.words()
    await avery.get(environment)
    assert "Avery Example stopped a run." in avery.words()


async def test_a_colleague_takes_over_a_run_that_waits_for_somebody_elses_sign_in(
    avery, somebody, product, practice
):
    environment = await avery.add()
    practice.tenant.expire_tokens()
    practice.tenant.revoke_grants()
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()

    minji = somebody()
    await minji.sign_in("operator")
    await minji.get(environment)
    assert "waits until Avery Example signs in again" in minji.words()
    form = minji.soup().find("form", action=lambda a: a and a.endswith("/resume"))
    await minji.post(form["action"], back=environment)
    await product.state.product.engine.settled()
    run = await find(product, environment)
    assert (run.state.value, run.actor_name) == ("succeeded", "Minji Example")
    await minji.get(environment)
    assert "Minji Example took a run over." in minji.words()


async def test_a_run_of_another_environment_is_not_there(avery, waiting):
    _, page = waiting
    other = await avery.add("contoso-new")
    answer = await avery.get(f"{other}/runs/{page.rpartition('/')[2]}")
    assert answer.status_code == 404


async def test_a_reader_sees_a_run_and_can_change_nothing(somebody, waiting):
    _, page = waiting
    sam = somebody()
    await sam.sign_in("reader")
    await sam.get(page)
    assert not [b for b in sam.soup().main.select("button") if "Stop" in b.text]
    answer = await sam.post(f"{page}/stop")
    assert answer.status_code == 403
