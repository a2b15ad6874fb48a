"""Microsoft's published list "Product names and service plan identifiers for licensing", a CSV.

Its address is the one behind the download on the page of that name in the Microsoft Entra
documentation (learn.microsoft.com/entra/identity/users/licensing-service-plan-reference). No token
goes there, and nothing else is reached from here: this way out is open to that host alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from app.microsoft.egress import one_host
from app.microsoft.errors import Refused, Unavailable, UnexpectedReply

HOST: Final = "download.microsoft.com"
ADDRESS: Final = (
    f"https://{HOST}/download/e/3/e/e3e9faf2-f28b-490a-9ada-c6089a1fc5b0/"
    "Product%20names%20and%20service%20plan%20identifiers%20for%20licensing.csv"
)
LARGEST: Final = 16 * 1024 * 1024
_OPERATION = "download the list of products"
_PATIENCE = httpx.Timeout(60, connect=10)


@dataclass(frozen=True, slots=True)
class Download:
    """`dated` is when Microsoft last changed the list, where the answer says so."""

    data: bytes
    dated: date | None


def download(
    microsoft_at: str = "", inner: httpx.BaseTransport | None = None, address: str = ADDRESS
) -> Download:
    """The list as it is, unread. Redirects are not followed; an answer without end is cut off."""
    way_out = one_host(HOST, microsoft_at, inner)
    with httpx.Client(
        transport=way_out, timeout=_PATIENCE, trust_env=False, follow_redirects=False
    ) as client:
        try:
            with client.stream("GET", address, headers={"User-Agent": "portal-setup"}) as answer:
                return _read(answer)
        except httpx.RequestError as error:
            raise Unavailable(_OPERATION, reason=type(error).__name__) from None


def _read(answer: httpx.Response) -> Download:
    if not answer.is_success:
        raise Refused(_OPERATION, status=answer.status_code, reason=answer.reason_phrase)
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > LARGEST:
            raise UnexpectedReply(_OPERATION, status=answer.status_code, code="too_large")
    return Download(bytes(data), _day(answer.headers))


def _day(headers: Mapping[str, str]) -> date | None:
    try:
        told: datetime = parsedate_to_datetime(headers.get("last-modified", ""))
    except ValueError:
        return None
    return told.astimezone(UTC).date()
