"""Reads what Microsoft says when it says no. Bodies can be JSON of several makes, HTML or empty."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pydantic import JsonValue

from app.microsoft.errors import RemoteError, SignInNeeded, Unavailable, Words, kind_for

_SUCCESS = range(200, 300)
_LONGEST_REASON = 500
_LONGEST_CLAIMS = 4096
_MOST_DETAILS = 5
_LONGEST_WAIT = timedelta(hours=1)
_REQUEST_IDS = ("x-ms-service-request-id", "x-ms-request-id", "req_id", "x-ms-correlation-id")
_CLAIMS = re.compile(r'\bclaims\s*=\s*(?:"([^"]*)"|([^\s,"]+))', re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """A reply as it was read: header names are lower case or the mapping ignores case."""

    status: int
    phrase: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        return self.status in _SUCCESS


def error_for(operation: str, answer: Answer, scope: str = "") -> RemoteError:
    code, reason = _said(answer.body)
    words = Words(
        status=answer.status,
        code=code,
        reason=reason or one_line(answer.phrase),
        request_id=request_id(answer.headers),
    )
    kind = kind_for(answer.status)
    if issubclass(kind, Unavailable):
        return kind(operation, retry_after=retry_after(answer.headers), **words)
    if issubclass(kind, SignInNeeded):
        return kind(operation, scope=scope, claims=claims(answer.headers), **words)
    return kind(operation, **words)


def one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_REASON]


def request_id(headers: Mapping[str, str]) -> str:
    return one_line(next((headers[name] for name in _REQUEST_IDS if name in headers), ""))


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long Microsoft asks us to wait. A date is read against the clock of the same reply."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return min(timedelta(seconds=int(asked[:6])), _LONGEST_WAIT)
    until, at = _date(asked), _date(headers.get("date", ""))
    if until is None or at is None:
        return None
    return min(max(until - at, timedelta()), _LONGEST_WAIT)


def claims(headers: Mapping[str, str]) -> str:
    """The claims challenge of a 401, as the JSON text that Entra wants to get back."""
    challenge = headers.get("www-authenticate", "")
    found = _CLAIMS.search(challenge)
    if found is None or "insufficient_claims" not in challenge:
        return ""
    text = found[1] or found[2] or ""
    try:
        plain = base64.b64decode(text.translate(str.maketrans("-_", "+/")) + "===").decode()
        wanted = json.loads(plain)
    except (binascii.Error, ValueError):
        return ""
    return plain if isinstance(wanted, dict) and len(plain) <= _LONGEST_CLAIMS else ""


def _said(body: bytes) -> tuple[str, str]:
    try:
        said: JsonValue = json.loads(body)
    except ValueError:
        return "", ""
    if not isinstance(said, dict):
        return "", ""
    error = said.get("error")
    inner = error if isinstance(error, dict) else said
    code = inner.get("code") or (error if isinstance(error, str) else "")
    reason = next(
        (inner[key] for key in ("message", "error_description", "detail", "title") if key in inner),
        "",
    )
    return _text(code), one_line(" ".join([_text(reason), *_details(inner)]))


def _details(error: Mapping[str, JsonValue]) -> list[str]:
    """What a refusal says about single fields: the reason proper often stands only there."""
    details = error.get("details")
    found = (
        [each for each in details if isinstance(each, dict)] if isinstance(details, list) else []
    )
    return [
        f"({_text(each.get('target')) or _text(each.get('code'))}: {said})"
        for each in found[:_MOST_DETAILS]
        if (said := _text(each.get("message")))
    ]


def _text(value: JsonValue) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
