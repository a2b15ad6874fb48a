"""A policy that wants more of a sign-in: from the service's demand to the run that goes on."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.anyio


async def leave_by(person, address):
    """What the browser is sent to Entra with."""
    leaving = await person.browser.get(address)
    asked = parse_qs(urlsplit(leaving.headers["location"]).query)
    return {name: values[0] for name, values in asked.items()}


async def look(person, product, environment):
    await person.get(f"{environment}/maps")
    await person.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()
    await person.get(f"{environment}/maps")


async def test_a_look_that_meets_a_demand_goes_on_after_a_sign_in_that_carried_it(
    avery, product, practice
):
    environment = await avery.add()
    practice.tenant.controls.context_demanded = "c1"
    await look(avery, product, environment)
    assert "Waiting for sign-in" in avery.words()
    [again] = {a["href"] for a in avery.soup().main.find_all("a", string="Sign in again")}

    carried = await leave_by(avery, again)
    acrs = json.loads(carried["claims"])["access_token"]["acrs"]
    assert acrs == {"essential": True, "value": "c1"}
    assert carried["login_hint"] == "avery@contoso.example"

    await avery.sign_in(next_page=f"{environment}/maps")
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is installed." in avery.words()
    assert "claims" not in await leave_by(avery, again), "the demand is met, and asked for no more"


async def test_a_demand_of_one_person_is_not_made_of_another(avery, somebody, product, practice):
    environment = await avery.add()
    minji = somebody()
    await minji.sign_in("operator")
    practice.tenant.controls.context_demanded = "c1"
    await look(avery, product, environment)
    assert "claims" not in await leave_by(minji, "/auth/login")
    assert "claims" not in await leave_by(somebody(), "/auth/login")


async def test_who_lost_the_session_meets_the_demand_once_more_and_then_carries_it(
    avery, product, practice
):
    environment = await avery.add()
    practice.tenant.controls.context_demanded = "c1"
    await look(avery, product, environment)
    avery.browser.cookies.clear()
    await avery.sign_in()
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/maps")
    assert "Waiting for sign-in" in avery.words()
    await avery.sign_in()
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/maps")
    assert "The dual-write core solution is installed." in avery.words()


async def test_a_page_that_meets_a_demand_keeps_it_for_the_next_sign_in(avery, practice):
    practice.tenant.controls.context_demanded = "c1"
    await avery.get("/environments/add")
    await avery.post("/environments/add", address="https://contoso-uat.crm4.dynamics.com")
    assert avery.seen.status_code == 422
    await avery.sign_in()
    assert await avery.add() != "/environments/add"
    assert avery.seen.status_code == 200
