"""Looking in finance and operations, too: switched on by a person, with their own rights."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.steps.maps import consents
from app.steps.maps.desk import Desk, DeskDep
from app.steps.maps.jobs import look
from app.steps.maps.screen import read_known
from app.web.cookies import Cookie
from app.web.errors import NotHere

router = APIRouter(prefix="/environments/{environment_id}/maps/finance")


@router.post("/on", name="maps.finance_on")
async def switch_on(desk: DeskDep) -> Response:
    """From now on every look asks there, too, with the rights of whoever looks. It only reads."""
    await _address(desk)

    def wished(session: Session) -> None:
        consents.agree(
            session, desk.environment_id, consents.FINANCE, desk.visitor.name,
            by=desk.visitor.user_id, at=desk.now,
        )  # fmt: skip
        desk.begin(session, look)

    await desk.do("maps.finance_on", wished)
    return await desk.back()


@router.post("/off", name="maps.finance_off")
async def switch_off(desk: DeskDep) -> Response:
    def ended(session: Session) -> None:
        consents.end(
            session, desk.environment_id, consents.FINANCE, by=desk.visitor.user_id, at=desk.now
        )

    await desk.do("maps.finance_off", ended)
    return await desk.back()


@router.get("/sign-in", name="maps.finance_sign_in")
async def sign_in(request: Request, desk: DeskDep) -> Response:
    """Off to Entra, which asks for the consent to this one finance and operations environment."""
    host = urlsplit(await _address(desk)).hostname or ""
    product = desk.screen.product
    address, cookie = await product.sign_in.start(
        f"/environments/{desk.environment_id}/maps",
        client=request.client.host if request.client else "",
        scope=f"https://{host}/.default",
        login_hint=desk.visitor.login,
    )
    answer = RedirectResponse(address, 303)
    Cookie(product.settings, flow=True).write(answer, cookie)
    return answer


async def _address(desk: Desk) -> str:
    """Only of the environment that Dataverse says it is linked to."""
    seen = await read_known(desk.screen)
    address = (seen.facts.linked_to.value if seen.facts else "") or ""
    host = urlsplit(address).hostname or ""
    if not desk.screen.product.connections.cloud.is_finance(host):
        raise NotHere
    return address
