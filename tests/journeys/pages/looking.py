"""The first three steps, before, while and after the wizard looks."""

from tests.gallery import Shown, Stage, page


@page("licensing: never looked at")
async def licensing(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await stage.environment()}/licensing")


@page("maps: never looked at")
async def maps(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await stage.environment()}/maps")


@page("provisioning: never looked at")
async def provisioning(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await stage.environment()}/provisioning")


@page("maps: Microsoft is busy")
async def busy(stage: Stage) -> Shown:
    stage.tenant.controls.fail_next(503, times=1, path_contains="EntityDefinitions")
    await stage.look(f"{await stage.environment()}/maps")
    return await stage.avery.get(f"{await stage.environment()}/maps")


@page("maps: everything is there")
async def looked(stage: Stage) -> Shown:
    stage.clock.advance(300)
    await stage.settled()
    return await stage.avery.get(f"{await stage.environment()}/maps")


@page("maps: nothing is there")
async def missing(stage: Stage) -> Shown:
    new = f"{await stage.environment('contoso-new')}/maps"
    await stage.look(new)
    return await stage.avery.get(new)


@page("overview: a step has a problem")
async def problem(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment("contoso-new"))


@page("provisioning: waits for the maps")
async def not_yet(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await stage.environment('contoso-new')}/provisioning")


@page("maps: not allowed to look")
async def forbidden(stage: Stage) -> Shown:
    template = f"{await stage.environment('contoso-template')}/maps"
    stage.tenant.controls.fail_next(403, times=9, path_contains="contoso-template")
    await stage.look(template)
    stage.tenant.controls.troubles.clear()
    return await stage.avery.get(template)


@page("maps: waiting for sign-in")
async def signed_out_meanwhile(stage: Stage) -> Shown:
    stage.tenant.expire_tokens()
    stage.tenant.revoke_grants()
    await stage.look(f"{await stage.environment()}/maps")
    return await stage.avery.get(f"{await stage.environment()}/maps")


@page("overview: waiting for sign-in")
async def overview_waits(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment())


@page("environments: some wait, some have a problem")
async def environments(stage: Stage) -> Shown:
    return await stage.avery.get("/")
