"""What people state: kept, renewed, withdrawn, and asked for again before what depends on it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlmodel import select

from app.practice.plot import Licences
from app.store import observations, tables
from tests.journeys.test_licensing import looked, withdrawing
from tests.steps import maps_samples
from tests.steps.provisioning import made

pytestmark = pytest.mark.anyio

ENTITLED = "statements/licensing/entitlement"


async def grown_old(app):
    """All that was said was said a quarter of a year ago."""

    def put(session):
        for row in session.exec(select(tables.Statement)):
            row.at -= timedelta(days=91)
            row.review_at -= timedelta(days=91)

    await app.state.product.database(put)


async def stated(avery, product, practice, value="have"):
    practice.tenant.plot.licences = Licences.FORBIDDEN
    environment = await avery.add()
    await looked(avery, product, environment)
    await avery.post(f"{environment}/{ENTITLED}", value=value, note="Invoice 4711")
    await avery.get(f"{environment}/{ENTITLED}")
    return environment


async def test_a_form_that_was_open_at_the_old_address_still_works(avery, product, practice):
    environment = await stated(avery, product, practice)
    await avery.post(
        f"{environment}/licensing/statements", subject="storage", value="lack", note="told so"
    )
    assert "Avery Example states that storage is short." in avery.words()
    await avery.get(f"{environment}/statements/licensing/storage")
    statement = withdrawing(avery).split("/")[-2]
    await avery.post(f"{environment}/licensing/statements/{statement}/withdraw")
    await avery.get(f"{environment}/licensing")
    assert "states that storage is short" not in avery.words()


async def test_a_statement_is_only_there_in_its_own_environment_step_and_subject(
    avery, product, practice
):
    environment = await stated(avery, product, practice)
    statement = withdrawing(avery).split("/")[-2]
    other = await avery.add("contoso-new")
    for place in (
        f"{other}/{ENTITLED}",
        f"{environment}/statements/licensing/storage",
        f"{environment}/statements/maps/entitlement",
        f"{environment}/statements/weather/entitlement",
    ):
        for act in ("withdraw", "renew"):
            answer = await avery.post(f"{place}/{statement}/{act}", still_true="yes")
            assert answer.status_code == 404, (place, act)
    await avery.get(f"{environment}/licensing")
    assert "Avery Example states that the tenant owns Supply Chain" in avery.words()


async def test_a_claim_about_a_map_cannot_be_withdrawn_as_a_statement(avery, product):
    environment = await avery.add()
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await product.state.product.engine.settled()
    await avery.post(f"{environment}/maps/claim", need="products")
    await avery.get(f"{environment}/maps")
    found = avery.soup().select_one("form[action$='/maps/withdraw'] input[name=statement]")
    assert found is not None, "the page offers no claim to withdraw"
    answer = await avery.post(f"{environment}/{ENTITLED}/{found['value']}/withdraw")
    assert answer.status_code == 404


async def test_only_who_said_it_or_an_administrator_can_withdraw_it(
    avery, minji, product, practice, clock
):
    environment = await stated(avery, product, practice)
    address = withdrawing(avery)
    await minji.get(f"{environment}/{ENTITLED}")
    assert "Only who said it, or an administrator of the wizard, can withdraw it." in minji.words()
    assert (await minji.post(address)).status_code == 403
    clock.advance(seconds=60)
    await minji.post(f"{environment}/{ENTITLED}", value="lack", note="I looked today")
    await minji.get(f"{environment}/{ENTITLED}")
    theirs = withdrawing(minji)
    await avery.get(f"{environment}/{ENTITLED}")
    assert withdrawing(avery) == theirs
    await avery.post(theirs)
    assert "Avery Example states that the tenant owns Supply Chain" in avery.words()


async def test_an_old_statement_counts_on_and_one_tick_says_it_again(
    avery, minji, product, practice, clock
):
    environment = await stated(avery, product, practice)
    await grown_old(product)
    await minji.get(f"{environment}/licensing")
    words = minji.words()
    assert "Avery Example states that the tenant owns Supply Chain" in words
    assert "It still counts. Say it again before: Provisioning the portal." in words
    await minji.get(f"{environment}/{ENTITLED}")
    address = minji.soup().find("form", action=lambda a: a and a.endswith("/renew"))["action"]
    without = await minji.post(address)
    assert without.status_code == 422
    assert "Tick this if it is still so" in minji.words()
    await minji.post(address, still_true="yes")
    await minji.get(f"{environment}/licensing")
    assert "Minji Example states that the tenant owns Supply Chain" in minji.words()
    assert "It still counts." not in minji.words()
    again = await minji.post(address, still_true="yes")
    assert again.status_code == 404, "what was said before is renewed no more"


async def test_provisioning_waits_until_what_it_rests_on_is_said_again(
    avery, product, practice, clock
):
    environment = await stated(avery, product, practice)
    await grown_old(product)
    wish = {"name": "Contoso Portal", "subdomain": "contoso-customers", "language": "1033"}

    def put(session):
        for step, seen in (("maps", maps_samples.facts()), ("provisioning", made.facts())):
            observations.save(session, environment.split("/")[2], step, seen, at=clock.now())

    await product.state.product.database(put)
    check = f"{environment}/provisioning/check?{urlencode(wish)}"
    await avery.get(check)
    assert "Say this again first" in avery.words()
    form = avery.soup().find("form", action=lambda a: a and a.endswith("/renew"))
    back = form.find("input", {"name": "back"})["value"]
    refused = await avery.post(f"{environment}/provisioning/create", **wish)
    assert refused.status_code == 409
    await avery.post(form["action"], still_true="yes", back=back)
    assert avery.path() == check
    assert "Say this again first" not in avery.words()
