"""How dual-write stands here: the page, "Check again", and the watch for what is done by hand."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.steps.maps.desk import DeskDep
from app.steps.maps.jobs import look, watch
from app.steps.maps.screen import maps_page
from app.steps.maps.watching import AN_HOUR
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
async def begin_watching(desk: DeskDep, how: Annotated[str, Form()] = "") -> Response:
    """Until the five maps run; or, to see rows arrive, every two minutes for an hour."""
    args = dict(AN_HOUR) if how == "hour" else {}
    await desk.do("maps.watch", lambda session: desk.begin(session, watch, args))
    return await desk.back()
