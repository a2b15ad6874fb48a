"""Step 1: which licences there are, seen or stated."""

from app.practice.plot import Licences, Room
from tests.gallery import Shown, Stage, page


async def licensing(stage: Stage) -> str:
    return f"{await stage.environment()}/licensing"


@page("licensing: never looked at")
async def never(stage: Stage) -> Shown:
    return await stage.avery.get(await licensing(stage))


@page("licensing: licensed, but a trial")
async def trial(stage: Stage) -> Shown:
    await stage.look(await licensing(stage))
    return await stage.avery.get(await licensing(stage))


@page("licensing: for a reader")
async def for_a_reader(stage: Stage) -> Shown:
    return await (await stage.person("reader")).get(await licensing(stage))


@page("licensing: nobody may look")
async def forbidden(stage: Stage) -> Shown:
    stage.practice.tenant.plot.licences = Licences.FORBIDDEN
    await stage.look(await licensing(stage))
    return await stage.avery.get(await licensing(stage))


@page("licensing: a statement without a source")
async def without_note(stage: Stage) -> Shown:
    return await state(stage, "")


@page("licensing: stated by a person")
async def stated(stage: Stage) -> Shown:
    await state(stage, "Admin center, 25 seats")
    return await stage.avery.get(await licensing(stage))


@page("licensing: seen otherwise than stated")
async def contradicted(stage: Stage) -> Shown:
    stage.practice.tenant.plot.licences = Licences.NOTHING
    here = await licensing(stage)
    await stage.send(here, f"{here}/look", graph="yes")
    return await stage.avery.get(here)


@page("licensing: a number of people that is none")
async def no_number(stage: Stage) -> Shown:
    here = await licensing(stage)
    return await stage.send(here, f"{here}/users", number="many")


@page("licensing: capacity assigned elsewhere, and people counted")
async def counted(stage: Stage) -> Shown:
    stage.practice.tenant.plot.licences = Licences.ELSEWHERE
    stage.practice.tenant.plot.room = Room.COVERED
    here = await licensing(stage)
    await stage.send(here, f"{here}/users", number="250")
    await stage.look(here)
    return await stage.avery.get(here)


async def state(stage: Stage, note: str) -> Shown:
    here = await licensing(stage)
    form = here.replace("licensing", "statements/licensing/entitlement")
    return await stage.send(form, form, value="have", note=note)
