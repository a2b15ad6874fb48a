"""The query options of a request, read strictly: what the service refuses is refused here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.practice.dataverse.faults import bad_request, not_simulated

_UNSUPPORTED = frozenset({"$skip", "$search", "$format", "$levels", "$compute"})
_ELSEWHERE = frozenset({"$apply", "fetchXml", "savedQuery", "userQuery", "sql"})
_KNOWN = frozenset({"$select", "$filter", "$orderby", "$top", "$count", "$expand"})
_OPAQUE = frozenset({"$skiptoken", "$deltatoken", "tag"})


@dataclass(frozen=True, slots=True)
class Query:
    """`select` is empty when everything is wanted; `expand` is navigation to its own options."""

    select: tuple[str, ...] = ()
    filter: str = ""
    order: tuple[tuple[str, bool], ...] = ()  # (property, descending)
    top: int | None = None
    count: bool = False
    expand: tuple[tuple[str, "Query"], ...] = ()
    annotations: str = ""  # not an option: what `Prefer` said
    skiptoken: str = ""
    deltatoken: str = ""


def read_query(options: Iterable[tuple[str, str]]) -> Query:
    given = dict(options)
    for name in given:
        if name in _UNSUPPORTED:
            raise bad_request(f"The query parameter {name} is not supported.")
        if name in _ELSEWHERE:
            raise not_simulated(f"the query option {name}")
        if name.startswith("$") and name not in _KNOWN | _OPAQUE:
            raise bad_request(f"The query parameter {name} is not recognized.")
    return Query(
        select=tuple(_split(given.get("$select", ""), ",")),
        filter=given.get("$filter", ""),
        order=tuple(_order(part) for part in _split(given.get("$orderby", ""), ",")),
        top=_number(given),
        count=given.get("$count", "").lower() == "true",
        expand=tuple(_expand(part) for part in _split(given.get("$expand", ""), ",")),
        skiptoken=given.get("$skiptoken", ""),
        deltatoken=given.get("$deltatoken", ""),
    )


def _number(given: Mapping[str, str]) -> int | None:
    text = given.get("$top")
    if text is None:
        return None
    if not text.isdecimal():
        raise bad_request("Invalid value for $top.")
    return int(text)


def _order(part: str) -> tuple[str, bool]:
    found = re.fullmatch(r"([\w/]+)(?:\s+(asc|desc))?", part)
    if not found:
        raise bad_request(f"Syntax error at '{part}' in $orderby.")
    return found.group(1), found.group(2) == "desc"


def _expand(part: str) -> tuple[str, Query]:
    found = re.fullmatch(r"(\w+)(?:\((.*)\))?", part)
    if not found:
        raise bad_request(f"Syntax error at '{part}' in $expand.")
    inside = _split(found.group(2) or "", ";")
    pairs = [tuple(option.partition("=")) for option in inside]
    return found.group(1), read_query((name.strip(), value) for name, _, value in pairs)


def _split(text: str, sign: str) -> list[str]:
    """At `sign`, but not inside parentheses."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == sign and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]
