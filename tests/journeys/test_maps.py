"""Step 2 from end to end: looking, by hand with claims and watching, installing, expert mode."""

import re

import pytest

from app.practice.environments import ENVIRONMENTS
from app.store import runs

pytestmark = pytest.mark.anyio
UAT, NEW = "contoso-uat", "contoso-new"
GATEWAY = "https://projectmanagementservice.weu-il107.gateway.prod.island.powerapps.com"
ALL = ["accounts", "contacts", "products", "order_headers", "order_lines"]


class Setup:
    """One administrator, one environment, and the two clocks that move together."""

    def __init__(self, person, product, practice, clock):
        self.person, self.product = person, product.state.product
        self.practice, self.address, self.clock = practice.tenant, practice.address, clock
        self.maps = ""

    async def open(self, name=UAT):
        environment = await self.person.add(name)
        self.maps = f"{environment}/maps"
        return self

    async def later(self, seconds):
        self.clock.advance(seconds=seconds)
        self.practice.clock.advance(seconds)
        self.practice.services.settle()
        await self.product.engine.settled()

    async def send(self, action, /, page="", **fields):
        await self.person.get(self.maps + page)
        await self.person.post(self.maps + action, **fields)
        await self.product.engine.settled()
        return self.person.words()

    async def look(self):
        await self.send("/look")
        await self.person.get(self.maps)
        return self.person.words()

    def row(self, need):
        row = self.person.soup().find(id=f"map-{need}")
        return " ".join(row.get_text(" ").split())

    async def run(self, name):
        environment = self.maps.split("/")[2]
        return await self.product.database(
            lambda s: runs.find_last(s, environment, f"maps.{name}"), ro=True
        )

    async def expert(self):
        await self.look()
        await self.send("/expert/enable", page="/expert", understood="yes")
        return await self.paste()

    async def paste(self, pasted="", gateway=GATEWAY):
        token = pasted or self.practice.gateway_token()
        return await self.send("/expert/token", page="/expert", gateway=gateway, token=token)

    async def by_hand(self, action, **fields):
        """At the practice tenant's own page: what an administrator does in Microsoft's."""
        uat = next(one for one in ENVIRONMENTS if one.domain == UAT)
        address = f"{self.address}/_practice/{action}"
        answer = await self.person.outside.post(address, data={"environment": uat.id, **fields})
        assert answer.status_code == 200, answer.text
        await self.later(60)


@pytest.fixture
def setup(avery, product, practice, clock):
    return Setup(avery, product, practice, clock)


async def test_what_only_brings_data_in_is_said_by_a_person_and_counts(setup):
    await setup.open()
    words = await setup.look()
    assert "The portal can be provisioned, but not everything it needs stands yet." in words
    assert "Configured for live sync" in setup.row("accounts")
    assert "cannot be seen from Dataverse" in setup.row("products")

    await setup.send("/claim", need="products", note="runs since Monday")
    await setup.person.get(setup.maps)
    row = setup.row("products")
    assert "Stated by a person, not seen." in row
    assert "It has not been seen yet." in row
    assert "runs since Monday" in row
    assert "5 of 5 table maps are known to run, and points open below: 1." in setup.person.words()
    assert "The map runs, but no row has arrived." in setup.person.words()

    statement = setup.person.soup().find("input", {"name": "statement"})["value"]
    await setup.send("/withdraw", statement=statement)
    await setup.person.get(setup.maps)
    assert "cannot be seen from Dataverse" in setup.row("products")


async def test_requirements_are_rows_with_what_is_open_first_and_somebodys_word_by_name(setup):
    await setup.open()
    setup.practice.plot.choose("groundwork", "sales")
    await setup.look()
    page = setup.person.soup()
    assert page.find(id="r24").find_parent("details") is None, "what is open is not folded away"
    assert "Create products in active state is off." in page.find(id="r24").get_text()
    assert page.find(id="r14").find_parent(id="ground-met")
    assert page.find(id="r23").find_parent(id="ground-unseen")
    assert len(page.find(id="ground").select("li[id^=r]")) == 24

    form = f"{setup.maps.removesuffix('/maps')}/statements/maps/requirement.r23"
    await setup.person.get(form)
    await setup.person.post(form, value="yes", note="prefix P in UAT")
    await setup.person.get(setup.maps)
    row = setup.person.soup().find(id="r23")
    assert row.find_parent(id="ground-met")
    assert "prefix P in UAT" in row.get_text()
    assert "Stated by a person, not seen." in row.get_text()

    await setup.person.get(form)
    withdraw = setup.person.soup().find("form", action=re.compile("/withdraw$"))["action"]
    await setup.person.post(withdraw)
    await setup.person.get(setup.maps)
    assert setup.person.soup().find(id="r23").find_parent(id="ground-unseen")

    await setup.send("/look", graph="yes")
    await setup.person.get(setup.maps)
    assert setup.person.soup().find(id="r16").find_parent(id="ground-met")


async def test_what_a_sync_would_stumble_over_is_told_before_a_start_also_by_hand(setup):
    await setup.open()
    setup.practice.plot.choose("finance", "forbidden")
    await setup.look()
    await setup.person.get(f"{setup.maps}/start?need=accounts&need=products")
    words = setup.person.words()
    assert "Expert mode is off." in words
    assert "Accounts that lead back to themselves: 1." in words
    assert "For example: Example customer 7" in words
    assert "Products that are drafts: 1." in words
    assert "How many rows are there in finance and operations?" in words
    await setup.person.get(f"{setup.maps}/start?need=products&rows-products=600,000")
    assert "600,000 rows in all companies" in setup.person.words()
    await setup.person.get(f"{setup.maps}/start?need=products&rows-products=many")
    assert "Enter a whole number" in setup.person.words()


async def test_a_claim_that_a_later_look_contradicts_is_shown_beside_what_was_seen(setup):
    await setup.open()
    await setup.by_hand("stop-map", map="accounts - Customers V3")
    await setup.look()
    assert "Not running" in setup.row("accounts")

    await setup.send("/claim", need="accounts")
    await setup.later(60)
    words = await setup.look()
    assert "A later look saw otherwise." in setup.row("accounts")
    assert "but a later look saw otherwise" in words


async def test_the_watch_sees_what_is_done_by_hand_and_ends_by_itself(setup):
    await setup.open()
    await setup.by_hand("stop-map", map="accounts - Customers V3")
    await setup.send("/claim", need="products")
    await setup.look()
    await setup.send("/watch")
    await setup.person.get(setup.maps)
    assert "Stop watching" in setup.person.words()
    assert "Last heard from Microsoft" in setup.person.words()

    await setup.by_hand("run-maps")
    await setup.later(60)
    assert (await setup.run("watch")).state == "succeeded"
    await setup.person.get(setup.maps)
    assert "all five maps were seen to run" in setup.person.words()


async def test_a_watch_never_stands_in_the_way_of_check_again_and_ends_when_it_is_stopped(setup):
    await setup.open()
    await setup.send("/watch")
    before = (await setup.run("watch")).due_at
    await setup.look()
    assert (await setup.run("look")).state == "succeeded"
    assert (await setup.run("watch")).due_at == before
    await setup.person.get(setup.maps)
    stop = setup.person.soup().find("form", action=lambda to: to.endswith("/stop"))["action"]
    await setup.person.post(stop, back=setup.maps)
    assert setup.person.seen.url.path == setup.maps
    await setup.later(2)
    assert (await setup.run("watch")).state == "stopped"


async def test_missing_packages_are_installed_in_order_and_asked_for_once(setup):
    await setup.open(NEW)
    await setup.look()
    await setup.person.get(f"{setup.maps}/install")
    words = setup.person.words()
    assert words.index("DualWriteCoreAnchor") < words.index("msdyn_DualWriteAppCoreAnchor")
    assert "Cannot be undone" in words

    names = [i["value"] for i in setup.person.soup().find_all("input", {"name": "package"})]
    assert len(names) == 5
    await setup.person.post(f"{setup.maps}/install", package=names)
    await setup.product.engine.settled()
    for _ in range(60):
        if (await setup.run("install")).state == "succeeded":
            break
        await setup.later(60)
    assert (await setup.run("install")).state == "succeeded"
    words = await setup.look()
    assert "The dual-write core solution is installed." in words
    assert "missing package" not in words


async def test_a_lost_answer_to_an_install_does_not_ask_for_it_twice(setup):
    await setup.open(NEW)
    await setup.look()
    setup.practice.controls.lose_answers(1, "DualWriteCoreAnchor/install")
    await setup.send("/install", page="/install", package=["DualWriteCoreAnchor"])
    for _ in range(30):
        if (await setup.run("install")).state == "succeeded":
            break
        await setup.later(60)
    run = await setup.run("install")
    assert run.state == "succeeded"
    keys = await setup.product.database(lambda s: runs.effects(s, run.id), ro=True)
    assert keys <= 2, "it was sent again although the list showed it on its way"


async def test_a_slip_in_pasting_is_told_and_nothing_is_kept(setup):
    await setup.open()
    await setup.look()
    await setup.send("/expert/enable", page="/expert", understood="yes")
    words = await setup.paste(gateway="https://evil.example/projectmanagementservice")
    assert "This is not a dual-write gateway." in words
    words = await setup.paste("nothing")
    assert "This is not an access token." in words
    assert "A token of yours is held" not in words


async def test_expert_mode_is_off_until_somebody_with_the_role_agrees(setup, somebody):
    await setup.open()
    await setup.look()
    await setup.person.get(f"{setup.maps}/start")
    assert "Expert mode is off." in setup.person.words()
    minji = somebody()
    await minji.sign_in("operator")
    await minji.get(f"{setup.maps}/expert")
    answer = await minji.post(f"{setup.maps}/expert/enable", understood="yes")
    assert answer.status_code == 403


async def test_the_token_is_on_no_page_and_in_no_row(setup, settings):
    await setup.open()
    token = setup.practice.gateway_token()
    await setup.look()
    await setup.send("/expert/enable", page="/expert", understood="yes")
    await setup.paste(token)
    assert "A token of yours is held" in setup.person.words()
    assert token not in setup.person.seen.text
    stored = b"".join(p.read_bytes() for p in settings.data_dir.rglob("*.db*"))
    assert token.encode() not in stored


async def test_a_start_says_what_it_overwrites_waits_for_a_token_and_goes_on(
    setup, product, settings, clock
):
    await setup.open()
    await setup.by_hand("stop-map", map="products - CDS released distinct products")
    await setup.expert()
    await setup.person.get(f"{setup.maps}/start")
    words = setup.person.words()
    assert "CDS released distinct products (products)" in words
    assert "Start 1 map" in words
    refused = await setup.send("/start", page="/start", master="AX")
    assert "Tick that you have understood what will be overwritten." in refused

    await setup.send("/start", page="/start", master="AX", understood="yes")
    assert (await setup.run("start")).state == "waiting"
    product.state.gateways.forget_all(setup.maps.split("/")[2])  # as a restart does
    await setup.later(20)
    assert (await setup.run("start")).state == "needs_token"
    await setup.person.get(setup.maps)
    assert "Needs a token" in setup.person.words()

    await setup.send("/watch")
    assert (await setup.run("watch")).state in ("waiting", "succeeded")

    await setup.paste()
    for _ in range(10):
        await setup.later(20)
    run = await setup.run("start")
    assert (run.state, run.cause) == ("succeeded", "")
    await setup.person.get(setup.maps)
    assert "Running" in setup.row("products")
