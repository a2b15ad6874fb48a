"""The check page before packages are installed, and the start of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.steps.maps.desk import DeskDep
from app.steps.maps.jobs import install
from app.steps.maps.missing import missing_packages
from app.steps.maps.screen import read_known, show
from app.web.deps import VisitorDep
from app.web.render import see_other
from app.web.screen import ScreenDep
from app.wizard.action import Action, gate

router = APIRouter(prefix="/environments/{environment_id}/maps")

INSTALL = Action(
    "maps.install",
    stopped_by=frozenset({"maps.never_checked", "maps.core_not_seen", "maps.solution_not_seen"}),
)


@router.get("/install", name="maps.plan_install")
async def plan_install(screen: ScreenDep, _visitor: VisitorDep) -> Response:
    """What would be installed, in which order, and what that means."""
    seen = await read_known(screen)
    gated = gate(INSTALL, seen.findings)
    missing = missing_packages(seen.facts) if seen.facts else []
    known = seen.facts.packages if seen.facts else {}
    unread = [one for one in missing if known[one.unique_name].value is None]
    return show(
        screen, "steps/maps/install.html", seen,
        missing=missing, packages=known, unread=unread, gate=gated,
    )  # fmt: skip


@router.post("/install", name="maps.install")
async def install_missing(
    desk: DeskDep, package: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Only what was on the check page and is missing still."""
    seen = await read_known(desk.screen)
    missing = missing_packages(seen.facts) if seen.facts else []
    names = [one.unique_name for one in missing if one.unique_name in (package or [])]
    again = desk.screen.asked_again(INSTALL.name)
    if names and again:
        return desk.to("maps.plan_install")
    if names and gate(INSTALL, seen.findings).is_open:
        await desk.do(
            "maps.install",
            lambda session: desk.begin(session, install, {"packages": names}),
            target=", ".join(names),
        )
    return see_other(desk.screen.request, "maps.show", environment_id=desk.environment_id)
