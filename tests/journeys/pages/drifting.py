"""Months later: what was fine and is not any more, and what changed."""

from app.practice.acts import act
from app.practice.environments import ENVIRONMENTS
from app.practice.plot import Licences
from tests.gallery import Shown, Stage, page

UAT, STOPPED = ENVIRONMENTS[0].id, "accounts - Customers V3"


async def looked(stage: Stage) -> str:
    environment = await stage.environment()
    await stage.avery.get(environment)
    await stage.avery.post(f"{environment}/look")
    await stage.settled()
    return environment


@page("overview: everything was looked at")
async def before(stage: Stage) -> Shown:
    stage.practice.tenant.plot.licences = Licences.FULL
    act(stage.practice.tenant.scene, "run-maps", {"environment": UAT})
    return await stage.avery.get(await looked(stage))


@page("overview: not as it was")
async def after(stage: Stage) -> Shown:
    stage.practice.tenant.plot.licences = Licences.FINANCE
    act(stage.practice.tenant.scene, "stop-map", {"environment": UAT, "map": STOPPED})
    await stage.later(60)
    return await stage.avery.get(await looked(stage))


@page("maps: not as they were")
async def maps(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await stage.environment()}/maps")


@page("environments: one is not as it was")
async def listed(stage: Stage) -> Shown:
    await stage.environment("contoso-template")
    return await stage.avery.get("/")
