"""One page of an answer, and the cookie from which the next one goes on."""

import re
from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import quote, unquote

from app.practice.dataverse.faults import bad_request

LARGEST_PAGE = 5000
_COOKIE = re.compile(r'<cookie pagenumber="(\d+)" pagingcookie="([^"]*)" istracking="False" />')
_LAST = re.compile(r'last="\{([0-9A-Fa-f-]{36})\}"')
T = TypeVar("T")


def page_size(prefer: str) -> tuple[int, bool]:
    """The size asked for with `Prefer: odata.maxpagesize=N`, and whether one was asked for."""
    found = re.search(r"odata\.maxpagesize=\"?(\d+)", prefer)
    if not found:
        return LARGEST_PAGE, False
    return max(1, min(int(found.group(1)), LARGEST_PAGE)), True


def page_from(rows: Sequence[T], ids: Sequence[str], cookie: str, size: int) -> tuple[list[T], str]:
    """The rows after the cookie's last one, and the cookie of the page after; "" at the end."""
    number, start = 1, 0
    if cookie:
        number, last = _read(cookie)
        start = ids.index(last) + 1 if last in ids else (number - 1) * size
    end = start + size
    more = _write(number + 1, ids[start], ids[end - 1]) if end < len(rows) else ""
    return list(rows[start:end]), more


def _write(number: int, first: str, last: str) -> str:
    inner = (
        f'<cookie page="{number - 1}"><pk last="{{{last.upper()}}}"'
        f' first="{{{first.upper()}}}" /></cookie>'
    )
    inner = quote(quote(inner, safe=""), safe="")
    return f'<cookie pagenumber="{number}" pagingcookie="{inner}" istracking="False" />'


def _read(cookie: str) -> tuple[int, str]:
    outer = _COOKIE.search(cookie)
    inner = _LAST.search(unquote(unquote(outer.group(2)))) if outer else None
    if not outer or not inner:
        raise bad_request("Malformed XML in the paging cookie.", "0x80040203")
    return int(outer.group(1)), inner.group(1).lower()
