"""Waiting for other people: requests, statements with a date of review, and one-time links."""

from app.practice.plot import Licences
from tests.gallery import Shown, Stage, page
from tests.journeys.test_statements import grown_old

CODE = "licensing.scm_unseen"


async def subject(stage: Stage, code: str = "entitlement") -> str:
    return f"{await stage.environment()}/statements/licensing/{code}"


@page("asking: a request to somebody else")
async def request(stage: Stage) -> Shown:
    stage.practice.tenant.plot.licences = Licences.FORBIDDEN
    environment = await stage.environment()
    await stage.look(f"{environment}/licensing")
    shown = await stage.avery.get(f"{environment}/requests/{CODE}")
    assert "Please look at it, and tell us what you see." in shown.text
    return shown


@page("asking: whom, was not said")
async def nobody_named(stage: Stage) -> Shown:
    address = f"{await stage.environment()}/requests/{CODE}"
    return await stage.send(address, address, who="")


@page("asking: somebody was asked")
async def asked(stage: Stage) -> Shown:
    address = f"{await stage.environment()}/requests/{CODE}"
    await stage.send(address, address, who="Dana", note="Ticket 4711")
    return await stage.avery.get(address)


@page("asking: the overview says who is waited for")
async def overview(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment())


@page("asking: the list says who is waited for")
async def listed(stage: Stage) -> Shown:
    return await stage.avery.get("/")


@page("asking: nothing is left to ask for")
async def settled(stage: Stage) -> Shown:
    environment = await stage.environment()
    return await stage.avery.get(f"{environment}/requests/licensing.scm_missing")


@page("statement: nothing stated yet")
async def unstated(stage: Stage) -> Shown:
    return await stage.avery.get(await subject(stage))


@page("statement: for a reader")
async def for_a_reader(stage: Stage) -> Shown:
    return await (await stage.person("reader")).get(await subject(stage))


@page("statement: a one-time link was made")
async def link_made(stage: Stage) -> Shown:
    here = await subject(stage)
    made = await stage.send(here, f"{here}/links", language="en", for_whom="Dana")
    text = stage.avery.soup().select_one("#link-text").text
    stage.notes["link"] = next(word for word in text.split() if "/answer/" in word)
    return made


@page("answer: the question")
async def question(stage: Stage) -> Shown:
    address = stage.notes["link"].partition("?")[0]
    return await stage.nobody().get(address)


@page("answer: without a name")
async def nameless(stage: Stage) -> Shown:
    return await send(stage, name="", value="have", note="Invoice")


@page("answer: thank you")
async def thanks(stage: Stage) -> Shown:
    await send(stage, name="Dana Kim", value="have", note="Invoice 4711")
    return await stage.nobody().get("/answered")


@page("error: a one-time link that works no longer")
async def over(stage: Stage) -> Shown:
    return await stage.nobody().get(stage.notes["link"].partition("?")[0])


@page("statement: through a one-time link, and old")
async def old(stage: Stage) -> Shown:
    await grown_old(stage.app)
    return await stage.avery.get(await subject(stage))


@page("statement: renewed without a tick")
async def without_tick(stage: Stage) -> Shown:
    here = await subject(stage)
    await stage.avery.get(here)
    form = stage.avery.soup().find("form", action=lambda a: a and a.endswith("/renew"))
    return await stage.send(here, form["action"])


async def send(stage: Stage, **fields: str) -> Shown:
    """As the form of the page does, from a browser without cookies."""
    address = stage.notes["link"].partition("?")[0]
    somebody = stage.nobody()
    await somebody.get(address)
    token = somebody.soup().select_one("input[name=form_token]")["value"]
    somebody.browser.cookies.clear()
    return await somebody.post(address, form_token=token, **fields)
