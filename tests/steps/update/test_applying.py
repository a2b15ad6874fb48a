"""Writing a reviewed merge to the practice tenant."""

import pytest

from app.jobs.job import GivenUp, Stopped
from app.microsoft.errors import Unavailable
from app.steps.update.applying import apply
from app.store.site_tables import BACKUP, BASELINE, SiteFile
from tests.sites.conftest import nothing

pytestmark = pytest.mark.anyio


async def test_what_was_approved_is_written_backed_up_and_proved(update):
    await update.decide("template")
    case = await update.case()
    planned = case.plan_for(case.sides.site)
    before = await update.site()
    run = await update.applied()
    assert await update.states(run) == {"verified"}
    proof = run.record.journalled["proof"]
    assert (proof["left"], proof["put_off"], proof["unlike"]) == (0, 0, [])
    assert proof["written"] >= len(planned.writes)
    backup = await run.read(lambda s: s.get_one(SiteFile, proof["backup"]))
    assert (backup.role, backup.records) == (BACKUP, len(before.records))
    base = await run.read(lambda s: s.get_one(SiteFile, proof["base"]))
    assert base.role == BASELINE


async def test_the_step_shows_at_once_that_it_was_applied(update):
    await update.decide("template")
    run = await update.applied()
    day = f"{run.clock.now():%Y-%m-%d}"
    assert run.record.saved["update"].applied.value == day


async def test_a_new_page_is_filled_where_the_platform_made_its_content(update):
    update.tenant.controls.content_page_delay = 12
    await update.decide("template")
    run = await update.applied()
    rows = {row.operation: row for row in await update.journal(run) if row.title == "Service"}
    site = await update.site()
    page = site.records["adx_webpage", rows["create_page"].record_id]
    filled = [r for r in site.records.values() if r.columns.get("adx_rootwebpageid") == page.id]
    assert [r.columns["adx_copy"] for r in filled if r.columns["adx_copy"]] == [
        "<p>Ask for service</p>"
    ]
    assert len({r.columns["adx_webpagelanguageid"] for r in filled}) == len(filled)


async def test_what_was_put_off_stays_and_is_asked_again(update):
    case = await update.case()
    late = next(c for c in case.outcome().conflicts if c.kind == "text")
    await update.decide("template", but={late.record_id: "later"})
    before = (await update.site()).records[late.table, late.record_id]
    run = await update.applied()
    proof = run.record.journalled["proof"]
    assert (proof["left"], proof["put_off"]) == (0, 1)
    after = (await update.site()).records[late.table, late.record_id]
    assert after.columns == before.columns


async def test_a_blocked_attachment_is_told_before_anything_is_written(update, calls):
    await update.decide("template")
    await update.allow("js", allowed=False)
    run = await update.begin(apply, await update.approved())
    before = await update.site()
    with pytest.raises(GivenUp, match="precheck"):
        await update.go(apply, run)
    failed = [row for row in await update.journal(run) if row.state == "failed"]
    assert {row.reason for row in failed} == {"blocked_attachment"}
    assert all(row.detail.endswith(".js") for row in failed)
    assert await update.site() == before
    await update.allow("js", allowed=True)
    await update.go(apply, run)
    assert await update.states(run) == {"verified"}


async def test_an_edit_that_changes_nothing_of_what_is_written_is_harmless(update):
    await update.decide("template")
    run = await update.begin(apply, await update.approved())
    await update.edit("adx_webtemplate", "Header", "adx_mimetype", "text/x-mine")
    await update.go(apply, run)
    header = await update.named("adx_webtemplate", "Header")
    assert header.columns["adx_mimetype"] == "text/x-mine"


async def test_an_edit_of_what_would_be_written_stops_it_before_anything_is(update):
    await update.decide("template")
    run = await update.begin(apply, await update.approved())
    await update.edit("adx_sitesetting", "Orders/DefaultPageSize", "adx_value", "77")
    before = await update.site()
    with pytest.raises(GivenUp, match="site_changed"):
        await update.go(apply, run)
    assert await update.site() == before
    assert await update.journal(run) == []


async def test_an_edit_during_the_run_is_never_overwritten_unseen(update, calls):
    """The setting is changed by hand while the first rows are being written."""
    await update.decide("template")
    run = await update.begin(apply, await update.approved())

    async def stopped_after_two():
        calls.after = _killing(calls, 2)
        with pytest.raises(Unavailable):
            await update.go(apply, run)
        calls.after = nothing

    await stopped_after_two()
    await update.edit("adx_sitesetting", "Orders/DefaultPageSize", "adx_value", "77")
    with pytest.raises(GivenUp, match="edited_meanwhile"):
        await update.go(apply, run)
    [row] = [row for row in await update.journal(run) if row.state == "needs_decision"]
    assert (row.title, row.reason) == ("Orders/DefaultPageSize", "edited_meanwhile")
    setting = await update.named("adx_sitesetting", "Orders/DefaultPageSize")
    assert setting.columns["adx_value"] == "77"
    later = [r for r in await update.journal(run) if r.number > row.number]
    assert {r.state for r in later} == {"planned"}


def _killing(calls, after: int):
    """Every answer is lost from the given change on."""
    seen = {"changes": 0}

    def lose(request):
        if request.method != "GET":
            seen["changes"] += 1
        if seen["changes"] > after:
            raise Unavailable("the line is dead")

    return lose


async def test_decisions_that_changed_since_stop_it(update):
    await update.decide("template")
    args = await update.approved()
    case = await update.case()
    conflict = next(c for c in case.outcome().conflicts if c.kind == "value")
    changed = update._decision(conflict, "site")
    await update.ctx.write(lambda s: s.merge(changed))
    run = await update.begin(apply, args)
    with pytest.raises(GivenUp, match="decided_meanwhile"):
        await update.go(apply, run)


async def test_a_stop_and_a_resume_write_everything_once(update, calls):
    await update.decide("template")
    run = await update.begin(apply, await update.approved())
    run.record.stops_after = 60
    with pytest.raises(Stopped):
        await update.go(apply, run)
    run.record.stops_after = None
    await update.go(apply, run)
    assert await update.states(run) == {"verified"}
    assert run.record.journalled["proof"]["left"] == 0


async def test_what_the_platform_made_of_a_value_is_taken_as_it_is_and_told(update, calls):
    """The answer to our own create got lost, and a rule of the environment was at the row."""
    await update.decide("template")
    run = await update.begin(apply, await update.approved())
    [setting] = [w for w in (await update.plan()).writes if w.title == "Orders/ShowProgress"]

    def lose(request):
        if request.method == "PATCH" and setting.record_id in str(request.url):
            raise Unavailable("the line is dead")

    calls.after = lose
    with pytest.raises(Unavailable):
        await update.go(apply, run)
    calls.after = nothing
    await update.edit("adx_sitesetting", setting.title, "adx_description", "made of it")
    await update.go(apply, run)
    [row] = [row for row in await update.journal(run) if row.title == setting.title]
    assert (row.state, row.reason, row.detail) == ("verified", "rewritten", "adx_description")
    now = await update.named("adx_sitesetting", setting.title)
    assert now.columns["adx_description"] == "made of it"
