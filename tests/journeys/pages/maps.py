"""Step 2: what dual-write needs, and the maps, seen from Dataverse and done by hand."""

from app.practice.environments import ENVIRONMENTS
from tests.gallery import Shown, Stage, page


async def maps(stage: Stage, name: str = "contoso-uat") -> str:
    return f"{await stage.environment(name)}/maps"


@page("maps: never looked at")
async def never(stage: Stage) -> Shown:
    return await stage.avery.get(await maps(stage))


@page("maps: Microsoft is busy")
async def busy(stage: Stage) -> Shown:
    stage.practice.tenant.controls.fail_next(503, times=1, path_contains="EntityDefinitions")
    await stage.look(await maps(stage))
    return await stage.avery.get(await maps(stage))


@page("run: waiting for Microsoft")
async def run_waits(stage: Stage) -> Shown:
    await stage.avery.get(await stage.environment())
    links = [link["href"] for link in stage.avery.soup().select("a.row[href*='/runs/']")]
    stage.notes["run"] = links[0]
    return await stage.avery.get(links[0])


@page("run: stopped")
async def run_stopped(stage: Stage) -> Shown:
    await stage.send(stage.notes["run"], f"{stage.notes['run']}/stop")
    await stage.later(3)
    return await stage.avery.get(stage.notes["run"])


@page("run: done")
async def run_done(stage: Stage) -> Shown:
    await stage.send(stage.notes["run"], f"{stage.notes['run']}/resume")
    return await stage.avery.get(stage.notes["run"])


@page("run: for a reader")
async def run_for_a_reader(stage: Stage) -> Shown:
    return await (await stage.person("reader")).get(stage.notes["run"])


@page("run: it cannot go on")
async def run_refused(stage: Stage) -> Shown:
    shown = await stage.send(stage.notes["run"], f"{stage.notes['run']}/resume")
    assert "It has done its work already" in shown.text
    return shown


@page("maps: one stands still")
async def stopped(stage: Stage) -> Shown:
    await by_hand(stage, "stop-map", map="accounts - Customers V3")
    await stage.look(await maps(stage))
    return await stage.avery.get(await maps(stage))


@page("maps: claimed to run, and seen otherwise")
async def contradicted(stage: Stage) -> Shown:
    here = await maps(stage)
    await stage.send(here, f"{here}/claim", need="accounts")
    await stage.send(here, f"{here}/claim", need="products", note="runs since Monday")
    await stage.later(60)
    await stage.look(here)
    return await stage.avery.get(here)


@page("maps: watched")
async def watched(stage: Stage) -> Shown:
    here = await maps(stage)
    await stage.send(here, f"{here}/watch")
    return await stage.avery.get(here)


@page("maps: seen to run")
async def seen(stage: Stage) -> Shown:
    await by_hand(stage, "run-maps")
    await stage.later(60)
    return await stage.avery.get(await maps(stage))


@page("maps: finance and operations is asked, too")
async def finance(stage: Stage) -> Shown:
    here = await maps(stage)
    await stage.send(here, f"{here}/finance/on")
    await stage.later(600)
    await stage.look(here)
    return await stage.avery.get(here)


@page("maps: finance and operations cannot be seen")
async def finance_unseen(stage: Stage) -> Shown:
    here = await maps(stage)
    stage.practice.tenant.plot.choose("finance", "forbidden")
    await stage.look(here)
    shown = await stage.avery.get(here)
    stage.practice.tenant.plot.choose("finance", "open")
    return shown


@page("maps: finance and operations offers no configuration")
async def finance_silent(stage: Stage) -> Shown:
    here = await maps(stage)
    stage.practice.tenant.plot.choose("finance", "silent")
    await stage.look(here)
    shown = await stage.avery.get(here)
    stage.practice.tenant.plot.choose("finance", "open")
    await stage.send(here, f"{here}/finance/off")
    return shown


@page("maps: for a reader")
async def for_a_reader(stage: Stage) -> Shown:
    return await (await stage.person("reader")).get(await maps(stage))


@page("maps: nothing is there")
async def missing(stage: Stage) -> Shown:
    await stage.look(await maps(stage, "contoso-new"))
    return await stage.avery.get(await maps(stage, "contoso-new"))


@page("overview: a step has a problem")
async def problem(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment("contoso-new"))


@page("maps: check page of an installation")
async def plan_install(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await maps(stage, 'contoso-new')}/install")


@page("maps: packages are being installed")
async def installing(stage: Stage) -> Shown:
    here = await maps(stage, "contoso-new")
    await stage.avery.get(f"{here}/install")
    ticked = stage.avery.soup().find_all("input", {"name": "package"})
    await stage.avery.post(f"{here}/install", package=[one["value"] for one in ticked])
    await stage.settled()
    return await stage.avery.get(here)


@page("maps: an error to be explained")
async def ask(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await maps(stage)}/explain")


@page("maps: an error is explained")
async def explained(stage: Stage) -> Shown:
    return await explain(stage, "DIPV1018 Missing source field X")


@page("maps: an error that nobody knows")
async def unknown(stage: Stage) -> Shown:
    return await explain(stage, "something new")


@page("maps: no error was pasted")
async def nothing(stage: Stage) -> Shown:
    return await explain(stage, "")


@page("explaining: one is asked for without an environment")
async def anywhere(stage: Stage) -> Shown:
    return await stage.avery.get("/explain")


@page("explaining: several are explained without an environment")
async def several(stage: Stage) -> Shown:
    text = "AADSTS65001: consent\nDIPV1099\nError: brand new\nParty number couldn't be found: 1"
    return await stage.send("/explain", "/explain", error_text=text)


@page("explaining: nothing was pasted without an environment")
async def nothing_anywhere(stage: Stage) -> Shown:
    return await stage.send("/explain", "/explain", error_text="")


@page("maps: not allowed to look")
async def forbidden(stage: Stage) -> Shown:
    template = await maps(stage, "contoso-template")
    stage.practice.tenant.controls.fail_next(403, times=99, path_contains="contoso-template")
    await stage.look(template)
    stage.practice.tenant.controls.troubles.clear()
    return await stage.avery.get(template)


@page("maps: waiting for sign-in")
async def signed_out_meanwhile(stage: Stage) -> Shown:
    stage.practice.tenant.expire_tokens()
    stage.practice.tenant.revoke_grants()
    await stage.look(await maps(stage))
    return await stage.avery.get(await maps(stage))


@page("overview: waiting for sign-in")
async def overview_waits(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment())


@page("overview: waiting for the sign-in of somebody else")
async def overview_waits_for_other(stage: Stage) -> Shown:
    return await (await stage.person("operator")).get(await stage.environment())


@page("environments: one waits for a sign-in, one is worked on")
async def environments(stage: Stage) -> Shown:
    shown = await stage.avery.get("/")
    assert "Waiting for sign-in" in shown.text
    assert "Under way: Installing dual-write packages." in shown.text
    return shown


@page("environments: nothing was found")
async def not_found(stage: Stage) -> Shown:
    return await stage.avery.get("/?q=fabrikam")


async def explain(stage: Stage, text: str) -> Shown:
    here = f"{await maps(stage)}/explain"
    return await stage.send(here, here, error_text=text)


async def by_hand(stage: Stage, action: str, **fields: str) -> None:
    """What an administrator does in Microsoft's pages: the practice tenant has a page for it."""
    uat = next(one.id for one in ENVIRONMENTS if one.domain == "contoso-uat")
    address = f"{stage.practice.address}/_practice/{action}"
    answer = await stage.avery.outside.post(address, data={"environment": uat, **fields})
    assert answer.status_code == 200, answer.text
    await stage.later(60)
