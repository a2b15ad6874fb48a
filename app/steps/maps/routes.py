"""How dual-write stands here: the page, "Check again", and the watch for what is done by hand."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.jobs import start as going
from app.steps.maps.desk import DeskDep
from app.steps.maps.jobs import JOBS, look, watch
from app.steps.maps.screen import maps_page
from app.store import runs
from app.store.tables import Run
from app.web.errors import NotHere
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/maps")


@router.get("", name="maps.show")
async def show(screen: ScreenDep) -> Response:
    return await maps_page(screen)


@router.post("/look", name="maps.look")
async def check_again(desk: DeskDep, graph: Annotated[str, Form()] = "") -> Response:
    """See to it that a look is under way; one that is already running is joined."""
    args = {"graph": bool(graph)}
    await desk.do("maps.look", lambda session: desk.begin(session, look, args))
    return await desk.back()


@router.post("/watch", name="maps.watch")
async def begin_watching(desk: DeskDep) -> Response:
    await desk.do("maps.watch", lambda session: desk.begin(session, watch))
    return await desk.back()


@router.post("/stop", name="maps.stop")
async def stop(desk: DeskDep, run: Annotated[str, Form()] = "") -> Response:
    """End a run of this step. What Microsoft has been asked for goes on there."""

    def ended(session: Session) -> None:
        going.stop(session, _ours(session, desk.environment_id, run).id, at=desk.now)

    await desk.do("maps.stop", ended, target=run)
    return await desk.back()


@router.post("/resume", name="maps.resume")
async def resume(desk: DeskDep, run: Annotated[str, Form()] = "") -> Response:
    """Go on with a run of this step, in the name of whoever asks."""

    def gone_on(session: Session) -> None:
        desk.go_on(session, _ours(session, desk.environment_id, run))

    with suppress(going.CannotResume):  # the page shows why: its state, or a newer run
        await desk.do("maps.resume", gone_on, target=run)
    return await desk.back()


def _ours(session: Session, environment_id: str, run_id: str) -> Run:
    run = runs.find(session, run_id)
    names = [job.name for job in JOBS]
    if run is None or run.environment_id != environment_id or run.job not in names:
        raise NotHere
    return run
