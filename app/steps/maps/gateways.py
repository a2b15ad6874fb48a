"""The tokens that are held in this process, for the pages of expert mode."""

from typing import Annotated

from fastapi import Depends, Request

from app.microsoft.gateway_token import GatewayTokens


def _gateways(request: Request) -> GatewayTokens:
    held: GatewayTokens = request.app.state.gateways
    return held


GatewaysDep = Annotated[GatewayTokens, Depends(_gateways)]
