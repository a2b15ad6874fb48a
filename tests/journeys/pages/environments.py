"""The list of environments, adding one, and the home of one."""

from tests.gallery import Shown, Stage, page


@page("environments: none yet")
async def empty(stage: Stage) -> Shown:
    return await stage.avery.get("/")


@page("environments: none yet, for a reader")
async def empty_for_a_reader(stage: Stage) -> Shown:
    sam = await stage.person("reader")
    return await sam.get("/")


@page("what the portal can and cannot do")
async def about(stage: Stage) -> Shown:
    return await stage.avery.get("/about-the-portal")


@page("add an environment")
async def add(stage: Stage) -> Shown:
    return await stage.avery.get("/environments/add")


@page("add an environment: no address")
async def add_nothing(stage: Stage) -> Shown:
    await stage.avery.get("/environments/add")
    return await stage.avery.post("/environments/add", address="")


@page("add an environment: nobody answers there")
async def add_what_is_not_there(stage: Stage) -> Shown:
    await stage.avery.get("/environments/add")
    elsewhere = "https://contoso-gone.crm4.dynamics.com"
    return await stage.avery.post("/environments/add", address=elsewhere)


@page("add an environment: the tenant's list cannot be read")
async def add_without_list(stage: Stage) -> Shown:
    stage.practice.tenant.controls.fail_next(503, times=20, path_contains="/environments")
    stage.notes["unlisted"] = "yes"
    shown = await stage.avery.get("/environments/add")
    korean = await stage.again(shown, "ko")
    stage.practice.tenant.controls.troubles.clear()
    return [shown, korean]


@page("overview: just added")
async def overview(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment("contoso-uat"))


@page("overview: for a reader")
async def overview_for_a_reader(stage: Stage) -> Shown:
    sam = await stage.person("reader")
    return await sam.get(await stage.environment("contoso-uat"))


@page("add an environment: some are there already")
async def add_another(stage: Stage) -> Shown:
    return await stage.avery.get("/environments/add")


@page("environments: one added")
async def one(stage: Stage) -> Shown:
    return await stage.avery.get("/")


@page("environments: one removed")
async def one_removed(stage: Stage) -> Shown:
    environment = await stage.environment("contoso-new")
    await stage.avery.get(environment)
    await stage.avery.post(f"{environment}/remove")
    return await stage.avery.get("/")


@page("environments: one removed, for a reader")
async def one_removed_for_a_reader(stage: Stage) -> Shown:
    sam = await stage.person("reader")
    return await sam.get("/")
