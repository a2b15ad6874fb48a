"""From the reviewed merge to the changed site, and back, through the pages."""

import pytest

from tests.journeys.test_live_snapshot import looked_at, read_both, settled
from tests.journeys.test_merge import decide_all

pytestmark = pytest.mark.anyio


def settings_of(practice):
    organizations = practice.tenant.organizations
    return organizations["contoso-uat.crm4.dynamics.com"].rows("organization")[0]


async def reviewed(person, product) -> str:
    """Read both, decide everything for the template. Gives the path of the review."""
    path = await looked_at(person, product, "contoso-uat", "contoso-template")
    await read_both(person, path, take_base="folder:base.zip")
    await settled(product)
    await person.get(f"{path}/update")
    review = person.soup().select_one("#taking a.button.primary")["href"]
    while await decide_all(person, review, "template"):
        pass
    return review


async def test_a_merge_is_applied_after_a_refusal_and_taken_back(avery, product, practice):
    review = await reviewed(avery, product)
    await avery.get(f"{review}/check")
    print(avery.words())
    form = avery.soup().select_one("form[action$=apply]")
    digest = form.select_one("input[name=digest]")["value"]
    verb = form.button.text.strip()
    assert verb == avery.soup().h1.text.strip()
    await avery.post(form["action"], digest=digest)
    run = avery.path()
    await settled(product)
    await avery.get(run)
    print(avery.words())
