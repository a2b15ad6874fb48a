"""However often it is killed, refused or left without an answer: one site, and no second one."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from app.jobs.job import Done, job
from app.steps.provisioning.asking import JOB, PATIENCE, SETTLING
from app.steps.provisioning.creating import Making
from app.steps.provisioning.facts import Site
from app.steps.provisioning.intent import Intent
from app.store.database import Database
from app.store.tables import RunState
from tests.clock import MovedClock
from tests.jobs.conftest import (  # noqa: F401 - some are fixtures
    AT,
    Product,
    add_environment,
    anyio_backend,
    prepared_database,
    url,
)
from tests.steps.provisioning.power_pages import ENVIRONMENT, PowerPages

pytestmark = pytest.mark.anyio

INTENT = Intent("Contoso Portal", "contoso", 1033, "o1", "Kim")
LOST = httpx.ReadTimeout("no answer")
NO = httpx.Response(400, json={"error": {"code": "MissingDependency", "message": "no dual-write"}})


@job(JOB)
async def create(ctx):
    """The part of the job that asks; what it does with the site is told elsewhere."""
    reached = await (await Making.of(ctx, ENVIRONMENT)).go_on()
    return Done() if isinstance(reached, Site) else reached


@pytest.fixture
async def product(url):  # noqa: F811
    """An engine whose other end is a Power Pages of our own."""
    database = Database(url, pauses=(0.0, 0.0))
    product = Product(database, MovedClock(AT), await database(add_environment), {JOB: create})
    product.pages = PowerPages()
    product.connect = lambda _environment, _actor: product.pages.clients()
    await product.up()
    yield product
    await product.down()
    database.dispose()


@pytest.fixture
def pages(product):
    return product.pages


async def begun(product, intent=INTENT):
    run = await product.start(create, **intent.args)
    await product.settled()
    return run


async def seen(product, run):
    return await product.see(run)


async def until_ended(product, run, *, pauses=20):
    for _ in range(pauses):
        if (await product.see(run)).state in (RunState.SUCCEEDED, RunState.FAILED):
            break
        await product.later(30)
    return await product.see(run)


async def test_the_portal_is_asked_for_once_and_followed_till_it_is_complete(product, pages):
    run = await begun(product)
    waiting = await seen(product, run)
    assert (waiting.state, waiting.progress["stage"]) == (RunState.WAITING, "accepted")
    await product.later(30)
    shown = (await seen(product, run)).progress
    assert (shown["stage"], shown["status"], shown["package"]) == (
        "being_made", "OperationNotStarted", "InstallRequested",
    )  # fmt: skip
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED
    assert pages.posts == [
        {
            "name": "Contoso Portal", "subdomain": "contoso", "templateName": "CustomerPortal",
            "selectedBaseLanguage": 1033, "dataverseOrganizationId": "o1", "websiteRecordId": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize("lag", [0, 1, 5, 15])
async def test_a_lost_answer_is_not_followed_by_a_second_request(product, pages, lag):
    pages.lag, pages.troubles = lag, [LOST]
    run = await begun(product)
    assert (await until_ended(product, run, pauses=40)).state is RunState.SUCCEEDED
    assert len(pages.posts) == len(pages.sites) == 1


async def test_a_request_that_never_arrived_is_sent_again_once_that_is_clear(product, pages):
    pages.troubles = [httpx.Response(503)]
    run = await begun(product)
    await product.later(30)
    assert (await seen(product, run)).progress["stage"] == "unanswered"
    await product.later(SETTLING.total_seconds() - 60)
    assert len(pages.posts) == 1
    await product.later(60)
    assert len(pages.posts) == 2
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED
    assert len(pages.sites) == 1


@pytest.mark.parametrize("answer", [httpx.Response(429), httpx.ConnectError("no way")])
async def test_a_request_that_certainly_did_nothing_is_soon_sent_again(product, pages, answer):
    pages.troubles = [answer]
    run = await begun(product)
    await product.later(30)
    assert len(pages.posts) == 2
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED


async def test_a_kill_before_the_answer_was_written_down_makes_no_second_site(product, pages):
    """The request arrived, and the process that sent it is gone."""
    pages.lag, died = 3, asyncio.Event()

    def die():
        died.set()
        raise asyncio.CancelledError

    pages.on_post = die
    run = await product.start(create, **INTENT.args)
    await asyncio.wait_for(died.wait(), 10)
    pages.on_post = lambda: None
    assert (await product.see(run)).state is RunState.RUNNING
    await product.again()
    await product.settled()
    assert (await seen(product, run)).progress["stage"] == "unanswered"
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED
    assert len(pages.posts) == len(pages.sites) == 1


async def test_two_people_and_many_clicks_are_one_run(product, pages):
    runs = [await product.start(create, by=f"u{n}", **INTENT.args) for n in range(5)]
    assert len({run.id for run in runs}) == 1
    await product.settled()
    await until_ended(product, runs[0])
    assert len(pages.posts) == 1


async def test_a_portal_that_is_there_already_is_followed_and_none_is_asked_for(product, pages):
    pages.has(
        templateName="CustomerPortal", subdomain="by-hand", name="By hand",
        steps=(("OperationInProgress", "Installing"), ("OperationComplete", "Installed")),
    )  # fmt: skip
    run = await begun(product)
    assert (await seen(product, run)).progress["adopted"] is True
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED
    assert pages.posts == []


async def test_an_address_that_another_site_of_the_environment_has_is_not_asked_for(
    product,
    pages,
):
    pages.has(templateName="BlankPage", subdomain="contoso", name="Old", status="OperationComplete")
    ended = await until_ended(product, await begun(product))
    assert (ended.state, ended.cause, ended.detail) == (RunState.FAILED, "subdomain_taken", "Old")
    assert pages.posts == []


async def test_a_refusal_ends_the_run_and_going_on_asks_again(product, pages):
    pages.troubles = [NO]
    run = await begun(product)
    ended = await seen(product, run)
    assert (ended.state, ended.cause) == (RunState.FAILED, "refused")
    assert "no dual-write" in ended.detail
    await product.resume(run)
    await product.settled()
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED
    assert (len(pages.posts), len(pages.sites)) == (2, 1)


async def test_after_a_refusal_another_run_may_ask_at_once(product, pages):
    pages.troubles = [NO]
    await begun(product)
    again = await begun(product, Intent("Contoso Portal", "contoso-2", 1033, "o1", "Kim"))
    assert (await until_ended(product, again)).state is RunState.SUCCEEDED
    assert [post["subdomain"] for post in pages.posts] == ["contoso", "contoso-2"]


async def test_a_run_started_after_one_was_stopped_waits_for_what_that_one_asked(product, pages):
    pages.lag = 3
    first = await begun(product)
    await product.stop(first)
    await product.later(2)
    assert (await seen(product, first)).state is RunState.STOPPED
    second = await begun(product, Intent("Other", "other", 1033, "o1", "Lee"))
    ended = await until_ended(product, second)
    assert (ended.state, ended.progress["adopted"]) == (RunState.SUCCEEDED, True)
    assert [post["subdomain"] for post in pages.posts] == ["contoso"]


async def test_an_install_that_fails_is_told_and_never_asked_for_again(product, pages):
    pages.steps = (("OperationInProgress", "Installing"), ("OperationComplete", "InstallFailed"))
    run = await begun(product)
    ended = await until_ended(product, run)
    assert (ended.cause, ended.detail) == ("install_failed", "OperationComplete InstallFailed")
    await product.resume(run)
    await product.settled()
    assert (await seen(product, run)).state is RunState.FAILED
    pages.sites.clear()
    await product.resume(run)
    await product.settled()
    assert len(pages.posts) == 1, "the run asked again for what it had seen come"


async def test_once_a_failed_site_was_deleted_a_new_run_may_ask(product, pages):
    pages.steps = (("OperationFailed", "InstallFailed"),)
    await until_ended(product, await begun(product))
    pages.sites.clear()
    pages.steps = (("OperationComplete", "Installed"),)
    assert (await until_ended(product, await begun(product))).state is RunState.SUCCEEDED
    assert len(pages.posts) == 2


async def test_an_operation_that_failed_without_a_site_is_told_with_its_words(product, pages):
    pages.lag = 99
    body = {"status": "Failed", "error": {"message": "no room left"}}
    run = await begun(product)
    pages.operation = httpx.Response(200, json=body)
    await product.later(30)
    ended = await seen(product, run)
    assert (ended.state, ended.cause, ended.detail) == (
        RunState.FAILED, "operation_failed", "no room left",
    )  # fmt: skip
    pages.sites.clear()
    pages.lag = 0
    await product.resume(run)
    await product.settled()
    assert (await until_ended(product, run)).state is RunState.SUCCEEDED


async def test_microsofts_wish_to_be_left_alone_is_heard(product, pages):
    pages.lag = 99
    pages.operation = httpx.Response(
        200, json={"status": "Running"}, headers={"Retry-After": "120"}
    )
    run = await begun(product)
    await product.later(30)
    waiting = await seen(product, run)
    assert waiting.progress["status"] == "Running"
    assert waiting.due_at == product.clock.now() + timedelta(seconds=120)


async def test_patience_ends_politely_outlives_a_restart_and_is_new_after_going_on(product, pages):
    pages.steps = (("OperationInProgress", "Installing"),)
    run = await begun(product)
    await product.later(60)
    await product.again()
    await product.later(PATIENCE.total_seconds() - 61)
    assert (await seen(product, run)).state is RunState.WAITING
    await product.later(31)
    ended = await seen(product, run)
    assert (ended.state, ended.cause) == (RunState.FAILED, "patience")
    assert ended.detail == "OperationInProgress Installing"
    await product.resume(run)
    await product.settled()
    assert (await seen(product, run)).state is RunState.WAITING
    assert len(pages.posts) == 1


async def test_a_request_that_was_taken_is_not_repeated_by_its_run_however_long_it_takes(
    product,
    pages,
):
    pages.lag = 10_000
    run = await begun(product)
    await product.later(PATIENCE.total_seconds())
    assert (await seen(product, run)).cause == "patience"
    await product.later(PATIENCE.total_seconds())
    await product.resume(run)
    await product.settled()
    await product.later(60)
    assert len(pages.posts) == 1
