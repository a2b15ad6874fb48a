"""A link that answers one question, once, without an account: what it opens, and what it hides."""

import re
from pathlib import Path

import anyio
import httpx
import pytest
from sqlmodel import col, select

from app.access.tries import MOST_OF_ONE, WITHIN
from app.store import one_time_links, statements
from app.store.tables import AuditEntry
from tests.product import Person
from tests.security.house import PUBLIC, token_of
from tests.security.standing import linked

pytestmark = pytest.mark.anyio

ANSWER = {"name": "Dana Kim", "value": "have", "note": "Invoice 4711"}


@pytest.fixture
async def places(house):
    avery = await house.person("admin")
    house.clock.advance(seconds=WITHIN.total_seconds() + 1)  # nobody has tried in vain of late
    return {"environment_id": (await avery.add()).rpartition("/")[2]}


@pytest.fixture
def dana(house):
    """Somebody with a browser that keeps no cookies, and no account."""
    return house.make()


async def sent(house, places, **fields) -> str:
    """The operator makes a link in the page; its token."""
    minji = await house.person("operator")
    form = "/environments/{environment_id}/statements/licensing/entitlement".format(**places)
    data = {"csrf": await token_of(minji), "language": "en", **fields}
    made = await minji.browser.post(f"{form}/links", data=data)
    return re.search(r"/answer/([\w-]+)\?lang=", made.text)[1]


async def answer(person, token: str, **fields) -> httpx.Response:
    await person.get(f"/answer/{token}")
    found = person.soup().select_one("input[name=form_token]")
    person.browser.cookies.clear()
    data = {"form_token": found["value"] if found else "", **ANSWER, **fields}
    return await person.browser.post(f"/answer/{token}", data=data)


async def told(house, since: int = 0) -> list[tuple[str, str]]:
    return [one for one in (await house.audited())[since:] if one[1].startswith("links.")]


async def test_the_token_cannot_be_guessed_and_is_kept_nowhere(house, places):
    tokens = {await sent(house, places) for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) >= 43 for token in tokens)
    file = Path(house.product.settings.database.removeprefix("sqlite:///"))
    kept = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    assert not any(token.encode() in kept for token in tokens)


async def test_the_page_shows_the_question_and_the_name_of_the_environment_only(
    house, places, dana
):
    token = await sent(house, places, for_whom="Somebody secret")
    shown = await dana.get(f"/answer/{token}")
    assert shown.status_code == 200
    assert "Supply Chain Management" in dana.words()
    for hidden in (
        "contoso-uat.crm4",
        places["environment_id"],
        "Somebody secret",
        "/environments",
    ):
        assert hidden not in shown.text, hidden
    avery = await house.person("admin")
    answer_of_avery = await avery.browser.get(f"/answer/{token}")
    assert "Avery Example" not in answer_of_avery.text
    assert await token_of(avery) not in answer_of_avery.text


async def test_nothing_on_the_way_keeps_or_passes_on_the_address(house, places, dana):
    token = await sent(house, places)
    for address in (f"/answer/{token}", "/answer/of-nothing", "/answered"):
        shown = await dana.browser.get(address)
        assert shown.headers["cache-control"] == "no-store"
        assert shown.headers["referrer-policy"] == "no-referrer"
        assert shown.headers["x-robots-tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in shown.text
        assert "set-cookie" not in shown.headers
    done = await answer(dana, token)
    assert done.headers["location"] == "/answered"


async def test_an_answer_counts_as_the_word_of_somebody_nobody_has_verified(house, places, dana):
    token = await sent(house, places)
    assert (await answer(dana, token)).status_code == 303
    said = await house.product.database(
        lambda s: statements.standing(s, places["environment_id"])["licensing"]["entitlement"],
        ro=True,
    )
    assert (said.kind, said.by) == ("attested", "Dana Kim (link: Minji Example)")
    assert said.through
    minji = await house.person("operator")
    await minji.get(
        "/environments/{environment_id}/statements/licensing/entitlement".format(**places)
    )
    assert "Through a one-time link: who answered was not verified." in minji.words()


async def test_what_is_over_looks_the_same_whatever_ended_it(house, places, dana):
    used, expired, revoked = [await sent(house, places) for _ in range(3)]
    assert (await answer(dana, used)).status_code == 303
    link = await house.product.database(lambda s: one_time_links.find(s, revoked), ro=False)
    minji = await house.person("operator")
    await minji.browser.post(
        f"/environments/{places['environment_id']}/links/{link.id}/revoke",
        data={"csrf": await token_of(minji)},
    )
    old = await house.product.database(lambda s: one_time_links.find(s, expired))

    def put(session) -> None:
        one_time_links.find(session, expired).expires_at = house.clock.now()

    await house.product.database(put)
    assert old is not None
    seen = {}
    for token in (used, expired, revoked, one_time_links.new_token(), "x"):
        shown = await dana.get(f"/answer/{token}")
        seen[token] = (shown.status_code, dana.words())
        late = await dana.browser.post(f"/answer/{token}", data=ANSWER)
        assert late.status_code in (403, 404, 429)
    assert len(set(seen.values())) == 1, seen
    assert next(iter(seen.values()))[0] == 404


@pytest.mark.parametrize("wrong", ["missing", "made up", "of another link", "of the session"])
async def test_an_answer_that_its_own_page_did_not_send_is_refused(house, places, dana, wrong):
    token, other = await sent(house, places), await sent(house, places)
    await dana.get(f"/answer/{other}")
    sealed = {
        "missing": "",
        "made up": "AAAA",
        "of another link": dana.soup().select_one("input[name=form_token]")["value"],
        "of the session": await token_of(await house.person("operator")),
    }[wrong]
    refused = await dana.browser.post(f"/answer/{token}", data={**ANSWER, "form_token": sealed})
    assert refused.status_code == 403
    assert (await answer(dana, token)).status_code == 303, "the link still works"


async def test_twenty_answers_at_once_are_one(house, places, dana):
    token = await sent(house, places)
    await dana.get(f"/answer/{token}")
    data = {**ANSWER, "form_token": dana.soup().select_one("input[name=form_token]")["value"]}
    statuses: list[int] = []

    async def send() -> None:
        statuses.append((await dana.browser.post(f"/answer/{token}", data=data)).status_code)

    async with anyio.create_task_group() as together:
        for _ in range(20):
            together.start_soon(send)
    assert statuses.count(303) == 1
    assert set(statuses) == {303, 404}


async def test_what_happens_to_a_link_is_written_down(house, places, dana):
    since = len(await house.audited())
    token = await sent(house, places)
    for _ in range(2):
        await dana.get(f"/answer/{token}")
    await answer(dana, token, name="")
    await answer(dana, token)
    await dana.get(f"/answer/{token}")
    assert await told(house, since) == [
        ("Minji Example", "links.create"),
        ("", "links.open"),
        ("Dana Kim", "links.answer"),
        ("", "links.refused"),
    ]
    newest = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)
    entry = await house.product.database(lambda s: s.exec(newest).one(), ro=True)
    assert entry.environment_id == places["environment_id"]
    assert token not in str(entry.model_dump())


async def test_one_network_that_tries_tokens_is_slowed_down_and_shuts_nobody_else_out(
    house, places, dana
):
    since = len(await house.audited())
    token = (await linked(house, places))[1]
    for number in range(MOST_OF_ONE):
        assert (await dana.browser.get(f"/answer/{number}")).status_code == 404
    refused = await dana.browser.get("/answer/once-more")
    assert refused.status_code == 429
    assert refused.headers["retry-after"]
    assert len(await told(house, since)) == MOST_OF_ONE
    assert (await answer(dana, token)).status_code == 303, "a link that works is let in"
    elsewhere = httpx.ASGITransport(house.app, client=("203.0.113.77", 4711))
    async with httpx.AsyncClient(transport=elsewhere, base_url=PUBLIC) as browser:
        assert (await Person(browser, browser).get("/answer/nothing")).status_code == 404
    house.clock.advance(seconds=WITHIN.total_seconds() + 1)
    assert (await dana.browser.get("/answer/later")).status_code == 404


async def test_what_is_typed_is_shown_as_text(house, places, dana):
    token = await sent(house, places)
    await answer(dana, token, name="<b>Dana</b>\r\nX", note="<script>alert(1)</script>")
    avery = await house.person("admin")
    shown = await avery.get(
        "/environments/{environment_id}/statements/licensing/entitlement".format(**places)
    )
    assert "<b>Dana</b>" not in shown.text
    assert "<script>alert" not in shown.text
    assert "<b>Dana</b> X (link: Minji Example)" in avery.words()


@pytest.mark.parametrize("fields", [{"days": "365"}, {"days": "-1"}, {"language": "xx"}])
async def test_a_link_cannot_be_made_to_last(house, places, fields):
    minji = await house.person("operator")
    form = "/environments/{environment_id}/statements/licensing/entitlement".format(**places)
    data = {"csrf": await token_of(minji), **fields}
    assert (await minji.browser.post(f"{form}/links", data=data)).status_code == 422
