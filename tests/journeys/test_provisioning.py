"""From "is there a portal?" to a portal with its untouched state kept. Here, and by hand."""

import pytest

from app.exports import read_export
from app.practice.clock import Clock as PracticeClock
from app.practice.controls import Controls
from app.practice.tenant import Tenant
from app.store import merges, runs
from tests.journeys.websites import Websites
from tests.product import PUBLIC, Practice
from tests.serving import free_socket, served

pytestmark = pytest.mark.anyio

WISH = {"name": "Contoso Portal", "subdomain": "contoso-customers", "language": "1033"}


@pytest.fixture
def websites(clock):
    return Websites(clock)


@pytest.fixture
def practice(stock, clock, tmp_path, websites):
    """The practice tenant, with sites in front of it."""
    listening = free_socket()
    tenant = Tenant(
        port=listening.getsockname()[1], stock=stock, wizard_origin=PUBLIC,
        state_file=tmp_path / "practice.json", clock=PracticeClock(clock.now()),
        controls=Controls(throttle_share=0),
    )  # fmt: skip
    websites.app = tenant.app
    rows = read_export(tenant.exports["site.zip"]).rows
    websites.record_id = next(row.id for row in rows if row.table == "adx_website")
    with served(websites, listening) as address:
        yield Practice(tenant, address)


async def looked(person, product, environment):
    """Both steps checked: dual-write, and whether the portal is there."""
    for step in ("maps", "provisioning"):
        await person.get(f"{environment}/{step}")
        await person.post(f"{environment}/{step}/look")
        await product.state.product.engine.settled()
    await person.get(f"{environment}/provisioning")


async def passed(product, clock, seconds):
    clock.advance(seconds=seconds)
    await product.state.product.engine.settled()


async def confirmed(person, environment, **differing):
    """Through the form and the check page."""
    await person.get(f"{environment}/provisioning/new")
    await person.post(f"{environment}/provisioning/new", **(WISH | differing))
    return await person.post(f"{environment}/provisioning/create", **(WISH | differing))


async def test_nothing_is_sent_before_the_last_button(avery, product, websites):
    environment = await avery.add("contoso-uat")
    await avery.get(f"{environment}/provisioning")
    assert "has not been looked for here yet" in avery.words()
    await looked(avery, product, environment)
    assert "There is no Customer portal yet" in avery.words()

    await avery.get(f"{environment}/provisioning/new")
    await avery.post(f"{environment}/provisioning/new", **WISH)
    assert avery.soup().h1.get_text() == "Provision Contoso Portal in Contoso UAT"
    assert "This cannot be undone here." in avery.words()
    assert "https://contoso-customers.powerappsportals.com" in avery.words()
    assert websites.asked == []


async def test_the_portal_is_provisioned_and_its_untouched_state_is_kept(
    avery, product, websites, clock
):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await confirmed(avery, environment)
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "Provisioning Contoso Portal" in avery.words()
    assert avery.soup().select_one("#state")["hx-trigger"] == "every 2s"

    await passed(product, clock, 30)
    await avery.get(f"{environment}/provisioning")
    assert "OperationInProgress Installing" in avery.words()

    await passed(product, clock, 120)
    await avery.get(f"{environment}/provisioning")
    assert "The Customer portal Contoso Portal is there." in avery.words()
    assert "The untouched template is kept" in avery.words()
    assert "The site is private" in avery.words()
    assert not avery.soup().select("[hx-trigger]")
    assert [wish["subdomain"] for wish in websites.asked] == ["contoso-customers"]

    everything = product.state.product
    files = await everything.database(lambda s: merges.list_files(s, environment.split("/")[-1]))
    assert [file.role for file in files] == ["baseline"]
    assert files[0].records > 0

    await avery.get(environment)
    assert "The trial of the portal ends on" in avery.seen.text
    assert "Avery Example provisioned the portal." in avery.words()


async def test_without_dual_write_nothing_is_asked_for_and_the_page_says_why(
    avery, product, websites
):
    environment = await avery.add("contoso-uat")
    await avery.get(f"{environment}/provisioning")
    await avery.post(f"{environment}/provisioning/look")
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "The step Dual-write maps has open findings" in avery.words()

    await avery.get(f"{environment}/provisioning/new")
    await avery.post(f"{environment}/provisioning/new", **WISH)
    assert avery.soup().select_one("button[aria-disabled=true]")
    answer = await avery.post(f"{environment}/provisioning/create", **WISH)
    assert answer.status_code == 409
    assert websites.asked == []


async def test_somebody_without_the_role_is_told_which_one_and_who_can_help(
    avery, product, websites
):
    websites.is_administrator = False
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    assert "Avery Example is not a system administrator" in avery.words()
    answer = await confirmed(avery, environment)
    assert answer.status_code == 409
    assert websites.asked == []


async def test_what_was_typed_wrongly_is_said_at_its_field_and_kept(avery, product):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await avery.get(f"{environment}/provisioning/new")
    answer = await avery.post(
        f"{environment}/provisioning/new", name="Portal", subdomain="not good", language="1033"
    )
    assert answer.status_code == 422
    assert avery.soup().title.get_text().startswith("Error:")
    summary = avery.soup().select_one(".message.error[autofocus] a")
    assert summary["href"] == "#subdomain"
    assert avery.soup().select_one("#subdomain")["value"] == "not good"
    assert avery.soup().select_one("#name")["value"] == "Portal"
    assert avery.soup().select_one("option[selected]")["value"] == "1033"


async def test_an_address_of_the_check_page_with_anything_unfit_leads_to_the_form(avery, product):
    environment = await avery.add("contoso-uat")
    answer = await avery.get(f"{environment}/provisioning/check?name=x&subdomain=-&language=1")
    assert answer.status_code == 422
    assert avery.soup().select_one("form[action$='/new']")


async def test_two_people_who_press_the_button_have_one_portal_made(
    avery, somebody, product, websites, clock
):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    minji = somebody()
    await minji.sign_in("operator")
    for person, subdomain in ((avery, "first"), (minji, "second"), (avery, "first")):
        await person.get(f"{environment}/provisioning/new")
        await person.post(f"{environment}/provisioning/create", **(WISH | {"subdomain": subdomain}))
    await passed(product, clock, 30)
    assert [wish["subdomain"] for wish in websites.asked] == ["first"]
    await minji.get(f"{environment}/provisioning/new")
    assert "Somebody is having the portal made already." in minji.words()


async def test_a_refusal_stands_in_microsofts_words_beside_ours_and_the_form_is_there_again(
    avery, product, websites
):
    websites.refusal = {
        "code": "InvalidRequest", "message": "The request is invalid.",
        "details": [
            {"code": "InvalidField", "message": "The address is not available.",
             "target": "subdomain"},
        ],
    }  # fmt: skip
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await confirmed(avery, environment)
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "This address seems to be taken." in avery.words()
    assert "(subdomain: The address is not available.)" in avery.words()
    assert "Prepare the portal" in avery.words()

    websites.refusal = None
    await confirmed(avery, environment, subdomain="contoso-2")
    await product.state.product.engine.settled()
    assert [wish["subdomain"] for wish in websites.asked] == ["contoso-customers", "contoso-2"]


async def test_a_run_that_gave_up_says_why_on_the_page_and_on_its_own(avery, product, websites):
    websites.make("Old", "contoso-customers", templateName="BlankPage")
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await confirmed(avery, environment)
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "The site Old of this environment has this address already." in avery.words()
    link = avery.soup().select_one("main a[href*='/runs/']")["href"]
    await avery.get(link)
    assert "The site Old of this environment has this address already." in avery.words()
    assert websites.asked == []


async def test_looking_can_be_stopped_and_gone_on_with_while_microsoft_goes_on(
    avery, product, websites, clock
):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await confirmed(avery, environment)
    await product.state.product.engine.settled()
    everything = product.state.product
    [run] = await everything.database(
        lambda s: [r for r in runs.list_for(s, environment.split("/")[-1]) if "create" in r.job]
    )
    await avery.get(f"{environment}/provisioning")
    await avery.post(f"{environment}/runs/{run.id}/stop")
    await passed(product, clock, 150)
    await avery.get(f"{environment}/provisioning")
    assert "Stopped" in avery.words()
    await avery.post(f"{environment}/runs/{run.id}/resume")
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "The untouched template is kept" in avery.words()
    assert len(websites.asked) == 1


async def test_a_portal_made_by_hand_is_noticed_and_its_untouched_state_is_kept(
    avery, product, websites, clock
):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await avery.post(f"{environment}/provisioning/watch")
    await product.state.product.engine.settled()
    websites.make("By hand", "by-hand")
    await passed(product, clock, 60)
    await passed(product, clock, 120)
    await avery.get(f"{environment}/provisioning")
    assert "The Customer portal By hand is there." in avery.words()
    assert "The untouched template is kept" in avery.words()
    assert websites.asked == []


async def test_a_portal_found_later_is_kept_as_the_base_only_on_somebodys_word(
    avery, product, websites, clock
):
    websites.make("Old", "old")
    clock.advance(seconds=600)
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    assert "The untouched template is not kept." in avery.words()
    answer = await avery.post(f"{environment}/provisioning/baseline", note=" ")
    assert answer.status_code == 422

    await avery.post(f"{environment}/provisioning/baseline", note="Made an hour ago by me.")
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "The untouched template is kept" in avery.words()
    assert "Stated by a person, not seen." in avery.words()


async def test_a_reader_sees_the_page_and_starts_nothing(somebody, avery, product):
    environment = await avery.add("contoso-uat")
    sam = somebody()
    await sam.sign_in("reader")
    assert (await sam.get(f"{environment}/provisioning")).status_code == 200
    assert "ask for the role Wizard.Operator" in sam.words()
    assert not sam.soup().select("form[action*='/provisioning/look'], form[action$='/baseline']")
    for action in ("look", "watch", "create", "baseline"):
        answer = await sam.post(f"{environment}/provisioning/{action}", **WISH)
        assert answer.status_code == 403


async def test_what_was_typed_comes_back_after_the_session_has_ended(avery, product, clock):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    await avery.get(f"{environment}/provisioning/new")
    clock.advance(seconds=60 * 60 * 24 * 30)
    answer = await avery.browser.post(
        f"{environment}/provisioning/new",
        data={"csrf": avery.token(), "from_page": avery.path(), **WISH},
    )
    assert "draft%3D" in answer.headers["location"]
