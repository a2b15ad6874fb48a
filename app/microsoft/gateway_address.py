"""The address of a dual-write gateway as a person pastes it, and the rule that trusts its host.

The token goes to no other host: https, the usual port, and exactly these labels around the island.
"""

import re
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, urlsplit

_FIRST: Final = "projectmanagementservice"
_LAST: Final = ("gateway", "prod", "island", "powerapps", "com")
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST: Final = 2000
_MOST_BETWEEN: Final = 2
_HTTPS_PORT: Final = 443


class GatewayProblem(StrEnum):
    EMPTY = "empty"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTPS = "not_https"
    HAS_USER = "has_user"
    HAS_PORT = "has_port"
    OTHER_HOST = "other_host"


class GatewayRefused(ValueError):
    def __init__(self, code: GatewayProblem) -> None:
        super().__init__(code.value)
        self.code = code


def is_gateway(host: str) -> bool:
    """Whether a token of the dual-write page may be sent there."""
    first, *between = host.split(".")
    between, last = between[: -len(_LAST)], between[-len(_LAST) :]
    return (
        first == _FIRST
        and tuple(last) == _LAST
        and 1 <= len(between) <= _MOST_BETWEEN
        and all(_LABEL.fullmatch(label) for label in between)
    )


def gateway_origin(typed: str) -> str:
    """`https://projectmanagementservice....` out of any address copied from the network log."""
    parts, port = _split(typed.strip())
    if parts.scheme != "https":
        raise GatewayRefused(GatewayProblem.NOT_HTTPS)
    if "@" in parts.netloc:
        raise GatewayRefused(GatewayProblem.HAS_USER)
    if port not in (None, _HTTPS_PORT):
        raise GatewayRefused(GatewayProblem.HAS_PORT)
    host = (parts.hostname or "").lower()
    if not is_gateway(host):
        raise GatewayRefused(GatewayProblem.OTHER_HOST)
    return f"https://{host}"


def _split(text: str) -> tuple[SplitResult, int | None]:
    if not text:
        raise GatewayRefused(GatewayProblem.EMPTY)
    plain = text.isascii() and text.isprintable() and not {" ", "\\"} & set(text)
    if len(text) > _LONGEST or not plain:
        raise GatewayRefused(GatewayProblem.NOT_AN_ADDRESS)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        raise GatewayRefused(GatewayProblem.NOT_AN_ADDRESS) from None
    return parts, port
