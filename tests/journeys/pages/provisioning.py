"""Step 3: from an environment without a portal to the portal, and its untouched state."""

from app.practice.dataverse.installing import install_solutions
from tests.gallery import Shown, Stage, page

WISH = {"name": "Contoso Portal", "subdomain": "contoso-customers", "language": "1033"}


async def provisioning(stage: Stage, name: str = "contoso-new") -> str:
    return f"{await stage.environment(name)}/provisioning"


@page("provisioning: never looked at")
async def never(stage: Stage) -> Shown:
    return await stage.avery.get(await provisioning(stage))


@page("provisioning: dual-write is missing")
async def blocked(stage: Stage) -> Shown:
    await look(stage, "contoso-new")
    return await stage.avery.get(await provisioning(stage))


@page("provisioning: the form, while it cannot be sent")
async def blocked_form(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await provisioning(stage)}/new")


@page("provisioning: the check page, while it cannot be sent")
async def blocked_check(stage: Stage) -> Shown:
    return await check(stage)


@page("provisioning: can begin")
async def ready(stage: Stage) -> Shown:
    organizations = stage.practice.tenant.scene.organizations
    full, empty = (organizations[f"contoso-{name}.crm4.dynamics.com"] for name in ("uat", "new"))
    missing = sorted(set(full.installed) - set(empty.installed))
    portal = ("Portal", "PowerPages")
    install_solutions(empty, [one for one in missing if not any(part in one for part in portal)])
    await look(stage, "contoso-new")
    return await stage.avery.get(await provisioning(stage))


@page("provisioning: the form")
async def form(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await provisioning(stage)}/new")


@page("provisioning: the form came back")
async def refused(stage: Stage) -> Shown:
    new = f"{await provisioning(stage)}/new"
    return await stage.send(new, new, subdomain="not good!")


@page("provisioning: the check page")
async def check_page(stage: Stage) -> Shown:
    return await check(stage)


@page("provisioning: watched")
async def watched(stage: Stage) -> Shown:
    here = await provisioning(stage)
    await stage.send(here, f"{here}/watch")
    return await stage.avery.get(here)


@page("provisioning: under way")
async def under_way(stage: Stage) -> Shown:
    here = await provisioning(stage)
    await stage.send(f"{here}/new", f"{here}/create", **WISH)
    return await stage.avery.get(here)


@page("provisioning: somebody is having it made")
async def too_late(stage: Stage) -> Shown:
    return await check(stage)


@page("provisioning: the portal is there, and kept")
async def there(stage: Stage) -> Shown:
    await stage.later(30, times=5)
    await look(stage, "contoso-new")
    return await stage.avery.get(await provisioning(stage))


@page("overview: days of a trial are left")
async def trial(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment("contoso-new"))


@page("provisioning: a portal that nobody kept")
async def not_kept(stage: Stage) -> Shown:
    await look(stage, "contoso-uat")
    return await stage.avery.get(await provisioning(stage, "contoso-uat"))


@page("provisioning: kept without a reason")
async def without_note(stage: Stage) -> Shown:
    here = await provisioning(stage, "contoso-uat")
    return await stage.send(here, f"{here}/baseline", note="")


@page("provisioning: for a reader")
async def for_a_reader(stage: Stage) -> Shown:
    return await (await stage.person("reader")).get(await provisioning(stage, "contoso-uat"))


async def look(stage: Stage, name: str) -> None:
    for step in ("maps", "provisioning"):
        await stage.look(f"{await stage.environment(name)}/{step}")


async def check(stage: Stage) -> Shown:
    new = f"{await provisioning(stage)}/new"
    return await stage.send(new, new, **WISH)
