"""Around step 2: rows over time, what finance and operations says, and errors that are pasted."""

import pytest

from app.microsoft.gateway_token import GatewayTokens
from tests.journeys.test_maps import ALL, GATEWAY, Setup

pytestmark = pytest.mark.anyio


@pytest.fixture
def setup(avery, product, practice, clock):
    return Setup(avery, product, practice, clock)


async def test_a_watch_for_an_hour_looks_every_two_minutes_and_shows_how_rows_change(setup):
    await setup.open()
    await setup.look()
    await setup.send("/watch", how="hour")
    run = await setup.run("watch")
    assert (run.due_at - setup.clock.now()).total_seconds() == 120
    await setup.person.get(setup.maps)
    assert "every two minutes for an hour" in setup.person.words()
    for _ in range(4):
        await setup.later(600)
        await setup.person.get(setup.maps)  # or the sign-in would be over
    assert (await setup.run("watch")).state == "waiting"
    for _ in range(11):
        await setup.later(120)
    assert (await setup.run("watch")).state == "succeeded"
    await setup.person.get(setup.maps)
    assert "The watch of an hour has ended." in setup.person.words()
    assert setup.person.soup().select("svg.spark polyline")


async def test_finance_and_operations_is_asked_only_when_somebody_wants_it(setup):
    await setup.open()
    await setup.look()
    assert "Ask finance and operations, too" in setup.person.words()
    assert "cannot be seen from Dataverse" in setup.row("products")

    await setup.send("/finance/on")
    await setup.person.get(setup.maps)
    words = setup.person.words()
    assert "Finance and operations gives it the same status as maps" in setup.row("products")
    assert "Configured for live sync" in setup.row("products")
    assert "Customers V3 (accounts) Status 1" in words
    assert "118" in words
    assert (
        "finance and operations gives CDS released distinct products (products) the same" in words
    )

    await setup.send("/finance/off")
    await setup.look()
    assert "cannot be seen from Dataverse" in setup.row("products")


@pytest.mark.parametrize("choice", ["forbidden", "unknown", "gone", "page", "busy"])
async def test_what_finance_and_operations_does_not_show_is_told_and_nothing_concluded(
    setup, choice
):
    await setup.open()
    setup.practice.plot.choose("finance", choice)
    await setup.look()
    await setup.send("/finance/on")
    await setup.person.get(setup.maps)
    assert "Nothing is concluded from that." in setup.person.words()
    assert "cannot be seen from Dataverse" in setup.row("products")
    assert (await setup.run("look")).state == "succeeded"


async def test_a_consent_to_finance_and_operations_is_asked_for_by_the_way(setup):
    await setup.open()
    setup.practice.controls.consent_required = True
    await setup.look()
    await setup.send("/finance/on")
    await setup.person.get(setup.maps)
    assert "Microsoft asks for a consent" in setup.person.words()
    link = setup.person.soup().find("a", href=lambda to: to and to.endswith("/finance/sign-in"))
    leaving = await setup.person.browser.get(link["href"])
    assert leaving.status_code == 303
    assert "contoso-uat.operations.eu.dynamics.com%2F.default" in leaving.headers["location"]


async def test_an_error_is_explained_without_asking_microsoft(setup):
    await setup.open()
    setup.practice.controls.fail_next(503, times=99)
    words = await setup.send("/explain", error_text="DIPV1018 Missing source field X")
    assert "A column of the map is not where dual-write looks for it." in words
    assert "DIPV1018" in words
    words = await setup.send("/explain", error_text="something new")
    assert "nothing is guessed" in words
    assert setup.person.soup().find(id="error_text").text.strip() == "something new"


async def test_an_error_is_explained_before_there_is_any_environment(avery, practice):
    practice.tenant.controls.fail_next(503, times=99)
    await avery.get("/")
    assert avery.soup().find("a", href="/explain")
    await avery.get("/explain")
    log = "INFO quiet [x]\n" * 90_000 + "Integration keys are missing\nfailed with AADSTS50105"
    await avery.post("/explain", error_text=log)
    assert avery.seen.status_code == 200
    words = avery.words()
    assert "The integration key of a table is missing" in words
    assert "AADSTS50105" in words
    assert "Where it stands: line 90,001" in words
    assert len(avery.seen.text) < 200_000


async def test_whoever_has_not_signed_in_is_led_to_the_sign_in_and_explains_nothing(somebody):
    nobody = somebody()
    await nobody.follow(await nobody.browser.get("/explain"))
    assert nobody.seen.url.path == "/sign-in"


async def test_switching_expert_mode_off_forgets_every_token(setup, product):
    await setup.open()
    await setup.expert()
    gateways: GatewayTokens = product.state.gateways
    assert gateways.allows(GATEWAY.removeprefix("https://"))
    await setup.send("/expert/disable", page="/expert")
    assert not gateways.allows(GATEWAY.removeprefix("https://"))


async def test_a_failed_initial_sync_is_explained_by_its_cause(setup):
    await setup.open()
    await setup.by_hand("stop-map", map="accounts - Customers V3")
    setup.practice.plot.choose("syncing", "many")
    await setup.expert()
    await setup.send("/start", page="/start", master="CRM", understood="yes", need="accounts")
    for _ in range(6):
        await setup.later(20)
    assert (await setup.run("start")).state == "failed"
    await setup.person.get(setup.maps)
    words = setup.person.words()
    assert "The map has more than ten lookups" in words
    assert "Look at a new start" in words


async def test_with_a_token_the_state_of_every_map_is_exact(setup):
    await setup.open()
    await setup.expert()
    await setup.person.get(setup.maps)
    for need in ALL:
        assert "Running" in setup.row(need)
        assert "Likely" not in setup.row(need)
    assert "5 of 5 table maps are known to run, and points open below: 1." in setup.person.words()
