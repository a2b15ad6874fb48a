"""The state before an update is put back, exactly where nothing was edited since."""

import pytest

from app.jobs.job import GivenUp
from app.merge.plan_digest import digest
from app.steps.update.applying import apply
from app.steps.update.restoring import restore
from app.steps.update.takeback import read_take_back
from app.store.site_tables import RETIRED, SiteFile
from tests.steps.update.conftest import KEYS
from tests.steps.update.test_killed import essence

pytestmark = pytest.mark.anyio


async def approved(update, run, answers=None):
    """What the check page would send, for the site as it is now."""
    back = await update.ctx.read(
        lambda s: read_take_back(s, update.ctx.environment_id, run.run_id, KEYS)
    )
    named = answers or {}
    keys = {tuple(name.split("/")): answer for name, answer in named.items()}
    undone = back.undo(await update.site(), keys)
    return undone, {"of": run.run_id, "digest": digest(undone.plan), "answers": named}


async def restored(update, run, answers=None):
    _, args = await approved(update, run, answers)
    back = await update.begin(restore, args)
    await update.go(restore, back)
    return back


async def test_a_restore_gives_the_exact_previous_site_and_can_itself_be_restored(update):
    await update.decide("template")
    before = await update.site()
    run = await update.applied()
    after = await update.site()
    back = await restored(update, run)
    assert await update.site() == before
    told = back.record.told[-1]
    assert (told["phase"], told["unlike"]) == ("done", [])
    base = await run.read(
        lambda s: s.get_one(SiteFile, run.record.journalled["proof"]["base"]).role
    )
    assert base == RETIRED
    again = await restored(update, back)
    assert essence(await update.site()) == essence(after)
    assert again.record.told[-1]["unlike"] == []


async def test_what_was_edited_since_is_asked_and_what_was_said_is_done(update):
    await update.decide("template")
    run = await update.applied()
    await update.edit("adx_sitesetting", "Orders/DefaultPageSize", "adx_value", "77")
    await update.edit("adx_webtemplate", "Header", "adx_mimetype", "text/x-mine")
    undone, args = await approved(update, run)
    [question] = undone.open
    assert (question.title, question.columns[0].now) == ("Orders/DefaultPageSize", "77")
    early = await update.begin(restore, args)
    with pytest.raises(GivenUp, match="site_changed"):
        await update.go(restore, early)
    await restored(update, run, {f"{question.table}/{question.record_id}": "leave"})
    setting = await update.named("adx_sitesetting", "Orders/DefaultPageSize")
    header = await update.named("adx_webtemplate", "Header")
    assert (setting.columns["adx_value"], header.columns["adx_mimetype"]) == ("77", "text/x-mine")


async def test_a_run_that_stopped_half_way_is_taken_back_as_far_as_it_came(update):
    await update.decide("template")
    before = await update.site()
    run = await update.begin(apply, await update.approved())
    update.tenant.controls.fail_next(400, path_contains="/adx_weblinks(")
    with pytest.raises(GivenUp, match="write_failed Return goods"):
        await update.go(apply, run)
    [failed] = [row for row in await update.journal(run) if row.state == "failed"]
    assert (failed.title, failed.reason) == ("Return goods", "refused")
    assert "Asked for at the controls" in failed.detail
    assert {"verified", "failed", "planned"} == await update.states(run)
    await restored(update, run)
    assert await update.site() == before
