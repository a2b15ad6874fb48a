"""Taking a pasted token: checked here for slips, and at the gateway for whether it works."""

from dataclasses import dataclass

from app.microsoft.errors import Forbidden, RemoteError, TokenNeeded, Unavailable, UnexpectedReply
from app.microsoft.gateway_address import GatewayRefused, gateway_origin
from app.microsoft.gateway_token import GatewayTokens, TokenRefused, read_token
from app.steps.maps.desk import Desk


@dataclass(frozen=True, slots=True)
class NotTaken(Exception):
    """Why nothing is kept: the field, a code of ours, and Microsoft's words."""

    field: str
    code: str
    detail: str = ""


async def take_token(
    desk: Desk, gateways: GatewayTokens, address: str, pasted: str, finance: str
) -> None:
    """Hold the token if the gateway answers with the link of this environment. Else NotTaken."""
    try:
        origin = gateway_origin(address)
    except GatewayRefused as refused:
        raise NotTaken("gateway", refused.code.value) from None
    try:
        held = read_token(pasted, origin, desk.now)
    except TokenRefused as refused:
        raise NotTaken("token", refused.code.value) from None
    before = gateways.find(desk.visitor.user_id, desk.environment_id, desk.now)
    gateways.put(desk.visitor.user_id, desk.environment_id, held)
    try:
        await _try(desk, gateways, finance)
    except NotTaken:
        gateways.forget(desk.visitor.user_id, desk.environment_id)
        if before:
            gateways.put(desk.visitor.user_id, desk.environment_id, before)
        raise


async def _try(desk: Desk, gateways: GatewayTokens, finance: str) -> None:
    product = desk.screen.product
    allowed = gateways.pass_for(desk.visitor.user_id, desk.environment_id, product.clock.now)
    if allowed is None:
        raise NotTaken("token", "token_over")
    try:
        link = await product.connections.gateway(allowed).link(finance)
    except RemoteError as error:
        raise NotTaken(*_said(error), str(error)) from None
    if link is None:
        raise NotTaken("gateway", "no_link")


def _said(error: RemoteError) -> tuple[str, str]:
    match error:
        case TokenNeeded():
            return "token", "not_taken"
        case Forbidden():
            return "token", "no_rights"
        case Unavailable():
            return "gateway", "no_answer"
        case UnexpectedReply():
            return "gateway", "not_understood"
        case _:
            return "gateway", "not_understood"
