"""The check page before maps are started in expert mode, and the start of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from app.microsoft.gateway import Master
from app.steps.maps.desk import DeskDep
from app.steps.maps.gateways import GatewaysDep
from app.steps.maps.jobs import start_maps
from app.steps.maps.planning import MOST_AT_ONCE
from app.steps.maps.screen import read_known
from app.steps.maps.start_page import planned_start, start_page
from app.web.render import see_other

router = APIRouter(prefix="/environments/{environment_id}/maps")

Text = Annotated[str, Form()]
_ENDS = {"AX": Master.FINANCE, "CRM": Master.DATAVERSE}


@router.get("/start", name="maps.plan_start")
async def plan_start(
    desk: DeskDep, gateways: GatewaysDep, need: Annotated[list[str] | None, Query()] = None
) -> Response:
    """What would be started, in which order, and what it overwrites. Nothing is begun here."""
    seen = await read_known(desk.screen)
    held = gateways.find(desk.visitor.user_id, desk.environment_id, desk.now) is not None
    return await start_page(desk, seen, planned_start(seen, need or [], held=held), need or [])


class Typed:
    """What the check page asks for."""

    def __init__(
        self, master: Text = "", sync: Text = "", pace: Text = "", understood: Text = ""
    ) -> None:
        self.asked = {"master": master, "sync": sync, "pace": pace}
        self.understood = bool(understood)


@router.post("/start", name="maps.start")
async def start_now(
    desk: DeskDep,
    gateways: GatewaysDep,
    typed: Annotated[Typed, Depends()],
    need: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Start what the check page showed. It is worked out again: what runs by now is left alone."""
    seen = await read_known(desk.screen)
    held = gateways.find(desk.visitor.user_id, desk.environment_id, desk.now) is not None
    planned = planned_start(seen, need or [], held=held)
    master, sync, pace = typed.asked.values()
    errors = {} if master in _ENDS else {"master-AX": "no_master"}
    if not typed.understood:
        errors["understood"] = "not_confirmed"
    if errors or planned.reasons or desk.screen.asked_again("maps.start"):
        return await start_page(desk, seen, planned, need or [], errors=errors, **typed.asked)
    args = {
        "keys": list(planned.keys), "left_out": list(planned.left_out), "master": master,
        "initial_sync": sync != "skip", "at_once": MOST_AT_ONCE if pace == "several" else 1,
    }  # fmt: skip
    await desk.do(
        "maps.start", lambda session: desk.begin(session, start_maps, args),
        target=f"{master} {args['initial_sync']}: {', '.join(planned.keys)}"[:1000],
    )  # fmt: skip
    return see_other(desk.screen.request, "maps.show", environment_id=desk.environment_id)
