"""The address of an environment, as a person types or pastes it.

What comes out is safe to send a token to: https, a host of the configured cloud, nothing else.
"""

import ipaddress
import re
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from app.microsoft.endpoints import Cloud, cloud_of

_LONGEST = 2000
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NUMBERS = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}")


class AddressProblem(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTPS = "not_https"
    HAS_USER = "has_user"
    HAS_PORT = "has_port"
    IS_IP = "is_ip"
    NOT_PLAIN_LETTERS = "not_plain_letters"
    OTHER_CLOUD = "other_cloud"
    NOT_DATAVERSE = "not_dataverse"


class AddressRefused(ValueError):
    def __init__(self, code: AddressProblem) -> None:
        super().__init__(code.value)
        self.code = code


def organization_origin(typed: str, cloud: Cloud) -> str:
    """`https://contoso.crm4.dynamics.com` out of anything pasted from that organization."""
    parts = _split(typed.strip())
    host = _host(parts)
    if not cloud.is_dataverse(host):
        other = cloud_of(host)
        raise AddressRefused(AddressProblem.OTHER_CLOUD if other else AddressProblem.NOT_DATAVERSE)
    name, _, region = host.partition(".")
    return f"https://{name}.{region.removeprefix('api.')}"


def _split(text: str) -> SplitResult:
    if not text:
        raise AddressRefused(AddressProblem.EMPTY)
    if len(text) > _LONGEST:
        raise AddressRefused(AddressProblem.TOO_LONG)
    if any(mark.isspace() or not mark.isprintable() or mark == "\\" for mark in text):
        raise AddressRefused(AddressProblem.NOT_AN_ADDRESS)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        raise AddressRefused(AddressProblem.NOT_AN_ADDRESS) from None
    if parts.scheme != "https":
        raise AddressRefused(AddressProblem.NOT_HTTPS)
    return parts


def _host(parts: SplitResult) -> str:
    if "@" in parts.netloc:
        raise AddressRefused(AddressProblem.HAS_USER)
    if not parts.netloc.isascii() or "xn--" in parts.netloc.lower():
        raise AddressRefused(AddressProblem.NOT_PLAIN_LETTERS)
    host = parts.netloc.lower()
    if _is_ip(host):
        raise AddressRefused(AddressProblem.IS_IP)
    if ":" in host:
        raise AddressRefused(AddressProblem.HAS_PORT)
    if not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise AddressRefused(AddressProblem.NOT_AN_ADDRESS)
    return host


def _is_ip(netloc: str) -> bool:
    """Also the spellings that a resolver takes for one: 2130706433, 0x7f.1, 127.1."""
    if netloc.startswith("["):
        return True
    host = netloc.partition(":")[0]
    try:
        ipaddress.ip_address(netloc)
    except ValueError:
        return bool(_NUMBERS.fullmatch(host))
    return True
