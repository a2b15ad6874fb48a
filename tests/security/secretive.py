"""Where a journey meets what must stay hidden: a pasted token, and secrets that are written."""

from app.merge.outcome import Choice
from tests.journeys.test_apply import looked_before_restoring
from tests.journeys.test_live_snapshot import looked_at, read_both, settled
from tests.journeys.writing import allow, approve
from tests.security.standing import GATEWAY
from tests.security.writing import decide_all

TEMPLATE = "contoso-template.crm4.dynamics.com"
NEW_SETTING = "Orders/ShowProgress"
CANARY = "canary-of-the-template-5f0c9a"


async def paste_everywhere(house, avery, environment: str) -> set[str]:
    """A token that is taken, and others that are not. Gives all of them."""
    expert = f"{environment}/maps/expert"
    good, *others = [house.practice.tenant.gateway_token() for _ in range(3)]
    await avery.get(expert)
    await avery.post(f"{expert}/enable", understood="yes")
    await avery.post(f"{expert}/token", gateway="https://evil.example", token=others[0])
    await avery.post(f"{expert}/token", gateway=GATEWAY, token=f"{others[1]}.more")
    await avery.post(f"{expert}/token", gateway=GATEWAY, token=f"Bearer {good}")
    await house.settled()
    for page in (expert, f"{environment}/maps", f"{environment}/maps/start"):
        await avery.get(page)
    assert "A token of yours is held" in (await avery.get(expert)).text
    return {good, *others}


async def paste_too_late(house, avery, environment: str) -> str:
    """The session has ended by then: what was typed is kept for the next one, but for this."""
    token = house.practice.tenant.gateway_token()
    await avery.get(f"{environment}/maps/expert")
    house.clock.advance(3700)
    answer = await avery.post(f"{environment}/maps/expert/token", gateway=GATEWAY, token=token)
    assert "draft" in str(answer.url)
    return token


async def write_and_restore(house, avery) -> list[str]:
    """The template brings a new secret; it is written to the site, and taken back."""
    store = house.practice.tenant.scene.organizations[TEMPLATE].store
    new = next(row for row in store.rows("adx_sitesetting") if row["adx_name"] == NEW_SETTING)
    store.put("adx_sitesetting", {**new, "adx_name": "Orders/ProgressApiKey", "adx_value": CANARY})
    review = await reviewed(house, avery)
    allow(house.practice.tenant, "js")
    await avery.get(f"{review}/check")
    pages = [f"{review}/check", await approve(avery, "apply")]
    await settled(house.app)
    await look_at(avery, pages)
    run = pages[1]
    await looked_before_restoring(avery, house.app, run)
    pages += [f"{run}/restore", await approve(avery, "restore")]
    await settled(house.app)
    await look_at(avery, pages)
    return pages


async def reviewed(house, avery) -> str:
    """Read both; the template's answer to everything. Gives the path of the review."""
    path = await looked_at(avery, house.app, "contoso-uat", "contoso-template")
    await read_both(avery, path, take_base="folder:base.zip")
    await settled(house.app)
    await avery.get(f"{path}/update")
    review = avery.soup().select_one("#taking a.button.primary")["href"]
    places = path.rpartition("/")[2], review.rpartition("/")[2]
    bench, at = house.app.state.workbench, house.clock.now()
    await house.product.database(lambda s: decide_all(s, bench, places, Choice.TEMPLATE, at))
    return review


async def look_at(avery, pages: list[str]) -> None:
    """Also at the page of each run that every step shares."""
    for page in pages:
        await avery.get(page)
        if "/update/writing/" in page:
            await avery.get(page.removesuffix("/restore").replace("/update/writing/", "/runs/"))
