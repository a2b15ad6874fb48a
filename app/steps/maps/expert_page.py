from fastapi import Response

from app.microsoft.gateway_token import GatewayTokens
from app.steps.maps.desk import Desk
from app.steps.maps.pasting import NotTaken
from app.steps.maps.screen import read_known, show


async def expert_page(
    desk: Desk, gateways: GatewayTokens, problem: NotTaken | None = None, gateway: str = ""
) -> Response:
    """With what is held for this person, and what was wrong with what they sent. Never a token."""
    held = gateways.find(desk.visitor.user_id, desk.environment_id, desk.now)
    return show(
        desk.screen, "steps/maps/expert.html", await read_known(desk.screen),
        status=422 if problem else 200, held=held, problem=problem, gateway=gateway,
        offered=desk.screen.product.connections.cloud.has_gateway,
    )  # fmt: skip
