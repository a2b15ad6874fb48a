"""From the check page to the proof, and the way back."""

from bs4 import BeautifulSoup

from tests.gallery import Shown, Stage, page
from tests.journeys.writing import allow, approve, decide_each, edit_setting


@page("check: of a merge that cannot be written")
async def of_exports(stage: Stage) -> Shown:
    review = await stage.avery.merge(await stage.environment())
    return await stage.avery.get(f"{review}/check")


@page("check: ready to be written")
async def ready(stage: Stage) -> Shown:
    avery, here = stage.avery, await stage.environment()
    for name in ("contoso-uat", "contoso-template"):
        await stage.look(f"{await stage.environment(name)}/update")
    await avery.get(f"{here}/update")
    options = [one["value"] for one in avery.soup().select("select[name^=take_] option")]
    await avery.post(
        f"{here}/update/read",
        take_site=options[0],
        take_template=next(one for one in options if one.startswith("environment:")),
        take_base="folder:base.zip",
    )
    await stage.settled()
    await avery.get(f"{here}/update")
    review = avery.soup().select_one("#taking a.button.primary")["href"]
    await decide_each(avery, review, choice="template")
    stage.notes["review"], stage.notes["check"] = review, f"{review}/check"
    return await avery.get(stage.notes["check"])


@page("writing: stopped before the first write")
async def stopped(stage: Stage) -> Shown:
    stage.notes["run"] = await approve(stage.avery, "apply")
    await stage.settled()
    return await stage.avery.get(stage.notes["run"])


@page("writing: applied and proved")
async def proved(stage: Stage) -> Shown:
    allow(stage.practice.tenant, "js")
    run = stage.notes["run"]
    form = stage.avery.soup().select_one("form[action$=resume]")
    await stage.avery.post(form["action"], back=run)
    await stage.settled()
    return await stage.avery.get(run)


@page("review: its merge was written")
async def its_merge_was_written(stage: Stage) -> Shown:
    return await stage.avery.get(stage.notes["review"])


@page("conflict: its merge was written")
async def too_late(stage: Stage) -> Shown:
    page = BeautifulSoup((await stage.avery.get(stage.notes["review"])).text, "html.parser")
    conflict = page.select_one("a.row[href*='/conflicts/']")["href"]
    await stage.avery.get(conflict)
    return await stage.avery.post(f"{conflict}/decide", choice="site", seen="0")


@page("restore: before the look")
async def before_the_look(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['run']}/restore")


@page("restore: something was edited since")
async def edited_since(stage: Stage) -> Shown:
    edit_setting(stage.practice.tenant, "77")
    restore = f"{stage.notes['run']}/restore"
    await stage.avery.post(f"{restore}/look")
    await stage.settled()
    return await stage.avery.get(restore)


@page("restore: an answer is missing")
async def unanswered(stage: Stage) -> Shown:
    return await stage.avery.post(f"{stage.notes['run']}/restore")


@page("restore: the state before is back")
async def back_again(stage: Stage) -> Shown:
    name = stage.avery.soup().select_one("input[value=put_back]")["name"]
    await stage.avery.post(f"{stage.notes['run']}/restore", **{name: "put_back"})
    run = stage.avery.path()
    await stage.settled()
    return await stage.avery.get(run)
