"""Expert mode: switched on with consent, fed with a token that only memory holds."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.steps.maps import consents
from app.steps.maps.desk import Desk, DeskDep
from app.steps.maps.expert_page import expert_page
from app.steps.maps.gateways import GatewaysDep
from app.steps.maps.jobs import look
from app.steps.maps.pasting import NotTaken, take_token
from app.steps.maps.screen import read_known
from app.web.deps import AdminDep

router = APIRouter(prefix="/environments/{environment_id}/maps/expert")

Text = Annotated[str, Form()]


@router.get("", name="maps.expert")
async def expert(desk: DeskDep, gateways: GatewaysDep) -> Response:
    return await expert_page(desk, gateways)


@router.post("/enable", name="maps.enable")
async def enable(
    desk: DeskDep, gateways: GatewaysDep, _admin: AdminDep, understood: Text = ""
) -> Response:
    if not understood:
        return await expert_page(desk, gateways, NotTaken("understood", "no_consent"))

    def agreed(session: Session) -> None:
        consents.agree(
            session, desk.environment_id, consents.EXPERT, desk.visitor.name,
            by=desk.visitor.user_id, at=desk.now,
        )  # fmt: skip

    await desk.do("maps.enable", agreed)
    return _back(desk)


@router.post("/disable", name="maps.disable")
async def disable(desk: DeskDep, gateways: GatewaysDep) -> Response:
    """Everybody's tokens for this environment are forgotten with it."""
    gateways.forget_all(desk.environment_id)

    def ended(session: Session) -> None:
        consents.end(
            session, desk.environment_id, consents.EXPERT, by=desk.visitor.user_id, at=desk.now
        )

    await desk.do("maps.disable", ended)
    return _back(desk)


@router.post("/token", name="maps.paste")
async def paste(
    desk: DeskDep, gateways: GatewaysDep, gateway: Text = "", token: Text = ""
) -> Response:
    """Hold the token, look with it, and let what waited for it go on."""
    seen = await read_known(desk.screen)
    finance = seen.facts.linked_to.value if seen.facts else None
    if not seen.is_expert or not finance or not desk.screen.product.connections.cloud.has_gateway:
        return await expert_page(desk, gateways)
    try:
        await take_token(desk, gateways, gateway, token, finance)
    except NotTaken as problem:
        return await expert_page(desk, gateways, problem, gateway)
    waiting = seen.needs_token

    def go_on(session: Session) -> None:
        if waiting:
            desk.go_on(session, waiting)
        desk.begin(session, look)

    await desk.do("maps.paste", go_on)
    return _back(desk)


@router.post("/forget", name="maps.forget")
async def forget(desk: DeskDep, gateways: GatewaysDep) -> Response:
    gateways.forget(desk.visitor.user_id, desk.environment_id)
    await desk.do("maps.forget", lambda _: None)
    return _back(desk)


def _back(desk: Desk) -> Response:
    return desk.to("maps.expert")
