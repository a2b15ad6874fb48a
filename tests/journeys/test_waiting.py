"""Asking somebody else: the text in both languages, and waiting that ends when it is settled."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from app.practice.plot import Licences
from app.store.asking_tables import Wait
from tests.journeys.test_licensing import looked

pytestmark = pytest.mark.anyio

CODE = "licensing.scm_unseen"


async def unlicensed(avery, product, practice, name="contoso-uat"):
    practice.tenant.plot.licences = Licences.FORBIDDEN
    environment = await avery.add(name)
    await looked(avery, product, environment)
    return environment


def texts(person):
    found = person.soup().select("textarea[readonly]")
    return {text["lang"]: text.text.strip() for text in found}


async def test_the_request_is_there_in_both_languages_whoever_reads(avery, product, practice):
    environment = await unlicensed(avery, product, practice)
    links = [a["href"] for a in avery.soup().select("a[href*='/requests/']")]
    assert f"{environment}/requests/{CODE}" in links
    for language in ("en", "ko"):
        await avery.get(f"{environment}/requests/{CODE}?lang={language}")
        said = texts(avery)
        assert "could not be seen" in said["en"]
        assert "환경" in said["ko"]
        for text in said.values():
            assert "https://contoso-uat.crm4.dynamics.com" in text
            assert f"{environment}/licensing" in text
            assert "https://admin.powerplatform.microsoft.com/billing/licenses" in text
            assert "Avery Example" in text
    mail = avery.soup().select_one("a[href^='mailto:']")["href"]
    assert parse_qs(urlsplit(mail).query)["subject"]


async def test_who_was_asked_is_shown_until_a_check_no_longer_finds_the_reason(
    avery, product, practice, clock
):
    environment = await unlicensed(avery, product, practice)
    request = f"{environment}/requests/{CODE}"
    await avery.get(request)
    refused = await avery.post(request, who=" ")
    assert refused.status_code == 422
    await avery.post(request, who="Dana, who buys licences", note="Ticket 4711")
    clock.advance(seconds=300)
    for page in (request, f"{environment}/licensing", environment, "/"):
        await avery.get(page)
        assert "Waiting for Dana, who buys licences since" in avery.words(), page
    practice.tenant.plot.licences = Licences.TRIAL
    await looked(avery, product, environment)
    for page in (f"{environment}/licensing", environment, "/"):
        await avery.get(page)
        assert "Waiting for Dana" not in avery.words(), page
    await avery.get(request)
    assert "This is not found any more: nothing has to be asked for." in avery.words()
    practice.tenant.plot.licences = Licences.FORBIDDEN
    await looked(avery, product, environment)
    assert "Waiting for Dana" not in avery.words(), "what came back was asked for by nobody yet"


async def test_waiting_is_ended_by_hand_in_its_own_environment_only(avery, product, practice):
    environment = await unlicensed(avery, product, practice)
    request = f"{environment}/requests/{CODE}"
    await avery.get(request)
    await avery.post(request, who="Dana")
    end = avery.soup().find("form", action=lambda a: a and a.endswith("/end"))["action"]
    other = await avery.add("contoso-new")
    assert (await avery.post(end.replace(environment, other))).status_code == 404
    await avery.get(environment)
    assert "Waiting for Dana" in avery.words()
    await avery.post(end)
    assert "Waiting for Dana" not in avery.words()


async def test_an_environment_for_which_somebody_was_asked_comes_after_one_for_which_nobody_was(
    avery, product, practice
):
    asked = await unlicensed(avery, product, practice)
    other = await unlicensed(avery, product, practice, "contoso-new")
    practice.tenant.plot.licences = Licences.NOTHING
    for environment in (asked, other):
        await looked(avery, product, environment, graph="yes")
    await avery.get(f"{asked}/requests/licensing.scm_missing")
    await avery.post(f"{asked}/requests/licensing.scm_missing", who="Purchasing")
    await avery.get("/")
    assert [a["href"] for a in avery.soup().select("a.row")] == [other, asked]


async def test_days_are_counted(avery, product, practice):
    environment = await unlicensed(avery, product, practice)
    request = f"{environment}/requests/{CODE}"
    await avery.get(request)
    await avery.post(request, who="Dana")

    def earlier(session):
        for row in session.exec(select(Wait)):
            row.at -= timedelta(days=2, hours=1)

    await product.state.product.database(earlier)
    await avery.get(environment)
    assert "2 days so far." in avery.words()


async def test_nobody_can_be_asked_for_what_needs_no_role(avery, product, practice):
    environment = await unlicensed(avery, product, practice)
    for code in ("licensing.never_checked", "licensing.weather", "weather.bad", "x"):
        assert (await avery.get(f"{environment}/requests/{code}")).status_code == 404
