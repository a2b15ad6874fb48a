"""Which licences are there: from the click to what the page says, and what people state."""

import pytest

from app.practice.plot import Licences

pytestmark = pytest.mark.anyio


async def looked(avery, product, environment, **fields):
    await avery.get(f"{environment}/licensing")
    await avery.post(f"{environment}/licensing/look", **fields)
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/licensing")
    return avery.words()


async def test_a_tenant_that_is_licensed_says_so_and_warns_of_the_trial(avery, product):
    environment = await avery.add()
    await avery.get(f"{environment}/licensing")
    assert "Licences have not been looked for here yet." in avery.words()
    words = await looked(avery, product, environment)
    assert "The tenant owns Supply Chain Management licences." in words
    assert not avery.soup().select("[hx-trigger]"), "the page goes on asking though all is done"
    await avery.get(environment)
    row = avery.soup().find("a", class_="row", string="Licensing").parent
    assert "Completed" in row.text


async def test_somebody_who_may_not_look_is_told_that_nothing_is_known_and_can_state_it(
    avery, product, practice
):
    practice.tenant.plot.licences = Licences.FORBIDDEN
    environment = await avery.add()
    words = await looked(avery, product, environment)
    assert "Whether Supply Chain Management is licensed could not be seen." in words
    assert "is licensed" not in words.replace("Management is licensed could", "")

    form = f"{environment}/statements/licensing/entitlement"
    refused = await avery.post(form, value="have", note="")
    assert refused.status_code == 422
    assert avery.soup().title.text.startswith("Error:")
    assert avery.soup().select_one("[role=alert] a")["href"] == "#note"

    await avery.post(form, value="have", note="Admin center, 25 seats")
    assert "Avery Example states that the tenant owns Supply Chain" in avery.words()
    assert "Stated by a person, not seen." in avery.words()
    assert "Admin center, 25 seats" in avery.words()

    await avery.get(form)
    await avery.post(withdrawing(avery))
    assert "Whether Supply Chain Management is licensed could not be seen." in avery.words()
    await avery.get(form)
    assert "Withdrawn" in avery.words()


def withdrawing(person):
    return person.soup().find("form", action=lambda a: a and a.endswith("/withdraw"))["action"]


async def test_what_microsoft_shows_later_stands_above_what_was_stated(avery, product, practice):
    practice.tenant.plot.licences = Licences.FORBIDDEN
    environment = await avery.add()
    await looked(avery, product, environment)
    await avery.post(
        f"{environment}/statements/licensing/entitlement", value="have", note="told so"
    )
    practice.tenant.plot.licences = Licences.NOTHING
    words = await looked(avery, product, environment, graph="yes")
    assert "No Supply Chain Management licence was found." in words
    assert "Avery Example stated otherwise." in words


async def test_the_list_of_products_is_asked_for_only_when_a_person_wants_it(
    avery, product, practice
):
    environment = await avery.add()
    words = await looked(avery, product, environment)
    assert "Microsoft Graph was not asked" in words
    words = await looked(avery, product, environment, graph="yes")
    assert "Microsoft Graph was not asked" not in words
