"""The check page before maps are started in expert mode, and the start of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from app.microsoft.gateway import Master
from app.steps.maps.desk import DeskDep
from app.steps.maps.gateways import GatewaysDep
from app.steps.maps.jobs import start_maps
from app.steps.maps.screen import read_known
from app.steps.maps.start_page import planned_start, start_page
from app.web.render import see_other

router = APIRouter(prefix="/environments/{environment_id}/maps")

_ENDS = {"AX": Master.FINANCE, "CRM": Master.DATAVERSE}


@router.get("/start", name="maps.plan_start")
async def plan_start(
    desk: DeskDep, gateways: GatewaysDep, need: Annotated[list[str] | None, Query()] = None
) -> Response:
    """What would be started, in which order, and what it overwrites. Nothing is begun here."""
    seen = await read_known(desk.screen)
    held = gateways.find(desk.visitor.user_id, desk.environment_id, desk.now) is not None
    return await start_page(desk, seen, planned_start(seen, need or [], held=held), need or [])


@router.post("/start", name="maps.start")
async def start_now(
    desk: DeskDep,
    gateways: GatewaysDep,
    need: Annotated[list[str] | None, Form()] = None,
    master: Annotated[str, Form()] = "",
    sync: Annotated[str, Form()] = "",
    understood: Annotated[str, Form()] = "",
) -> Response:
    """Start what the check page showed. It is worked out again: what runs by now is left alone."""
    seen = await read_known(desk.screen)
    held = gateways.find(desk.visitor.user_id, desk.environment_id, desk.now) is not None
    planned = planned_start(seen, need or [], held=held)
    errors = {} if master in _ENDS else {"master-AX": "no_master"}
    if not understood:
        errors["understood"] = "not_confirmed"
    if errors or planned.reasons or desk.screen.asked_again("maps.start"):
        return await start_page(
            desk, seen, planned, need or [], errors=errors, master=master, sync=sync
        )
    args = {
        "keys": list(planned.keys), "left_out": list(planned.left_out), "master": master,
        "initial_sync": sync != "skip",
    }  # fmt: skip
    await desk.do(
        "maps.start", lambda session: desk.begin(session, start_maps, args),
        target=f"{master} {args['initial_sync']}: {', '.join(planned.keys)}"[:1000],
    )  # fmt: skip
    return see_other(desk.screen.request, "maps.show", environment_id=desk.environment_id)
