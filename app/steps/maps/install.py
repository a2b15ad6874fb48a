"""Installing the packages of dual-write: one at a time, in order, and never asked for twice."""

from datetime import timedelta

from app.jobs.job import Again, Context, Done, Outcome, job
from app.microsoft.app_management import (
    ApplicationPackage,
    AppManagement,
    InstallProgress,
    PackageState,
    Progress,
)
from app.microsoft.errors import NotThere, Refused, UnexpectedReply
from app.steps.maps.careful import carefully
from app.steps.maps.looking import look_and_keep, place_of
from app.steps.maps.observe import ground
from app.steps.maps.packages import PACKAGES, Package

PAUSE, BUSY_PAUSE = timedelta(seconds=20), timedelta(minutes=1)
WAITS = "another_is_under_way"
_GIVEN_UP = "install packages"
_ON_ITS_WAY = InstallProgress(Progress.RUNNING)
_CONFLICT = 409
_BUSY = frozenset({"", "operationnotstartable"})
"""Another installation or operation is under way here. Any other conflict is final."""


@job("maps.install")
async def install(ctx: Context) -> Outcome:
    """Look at the list, ask for the first package that is missing, come back until all are there.

    `packages` in the arguments are the unique names that somebody confirmed.
    """
    environment_id = await ground.platform_id(place_of(ctx))
    if not environment_id:
        raise NotThere(_GIVEN_UP, code="environment_not_listed")
    wanted = [one for one in PACKAGES if one.unique_name in ctx.args["packages"]]
    apps = ctx.microsoft.admin.app_management
    listed = {one.unique_name: one for one in await apps.packages(environment_id)}
    for number, package in enumerate(wanted):
        there = listed.get(package.unique_name)
        if there is None:
            raise NotThere(f"install {package.title}", code="not_offered")
        if there.state is not PackageState.INSTALLED:
            said = await _move_on(ctx, apps, environment_id, there)
            await _tell(ctx, wanted, number, said)
            if said.progress is Progress.FAILED:
                words = said.message or there.trouble
                raise Refused(f"install {package.title}", code=said.code, reason=words)
            return Again(after=BUSY_PAUSE if said.code == WAITS else PAUSE)
    await _tell(ctx, wanted, len(wanted), _ON_ITS_WAY)
    await look_and_keep(ctx)
    return Done()


async def _move_on(
    ctx: Context, apps: AppManagement, environment_id: str, there: ApplicationPackage
) -> InstallProgress:
    """Ask for it if nobody has; say how far it is."""
    key = f"install {there.unique_name}"
    asked = await ctx.record.find(key)
    if asked is None and there.state is PackageState.ON_ITS_WAY:
        return _ON_ITS_WAY
    if asked is None and there.state is PackageState.UNKNOWN:
        raise UnexpectedReply(key, code="package_state", reason=there.title)
    try:
        watched = await carefully(ctx, key, apps.install, environment_id, there.unique_name)
    except Refused as refusal:
        if refusal.status == _CONFLICT and refusal.code.lower() in _BUSY:
            return InstallProgress(Progress.RUNNING, refusal.reason, code=WAITS)
        raise
    if asked is None:
        return _ON_ITS_WAY
    if not watched:
        failed = there.state is PackageState.FAILED
        return InstallProgress(Progress.FAILED, there.trouble) if failed else _ON_ITS_WAY
    return await apps.progress(environment_id, watched)


async def _tell(ctx: Context, wanted: list[Package], number: int, said: InstallProgress) -> None:
    """The packages before `number` are there, those after it wait for their turn."""
    states = ["installed" if n < number else "waits" for n in range(len(wanted))]
    if number < len(wanted):
        states[number] = _word(said)
    await ctx.progress(
        packages=[
            {"title": one.title, "state": at, "words": said.message if n == number else ""}
            for n, (one, at) in enumerate(zip(wanted, states, strict=True))
        ]
    )


def _word(said: InstallProgress) -> str:
    if said.progress is Progress.FAILED:
        return "failed"
    return "busy" if said.code == WAITS else "on_its_way"
