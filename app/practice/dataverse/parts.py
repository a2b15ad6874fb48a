"""multipart/mixed, taken apart and put together. Clients end lines with CRLF or with LF alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.practice.dataverse.faults import bad_request

_BOUNDARY = re.compile(r'boundary=(?:"([^"]+)"|([^\s;]+))', re.IGNORECASE)
_BREAK = re.compile(rb"\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Part:
    headers: Mapping[str, str]
    body: bytes


def boundary_of(content_type: str) -> str:
    found = _BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/mixed") or not found:
        message = "The content type of a batch has to be multipart/mixed with a boundary."
        raise bad_request(message, "0x0")
    return found.group(1) or found.group(2)


def split_parts(body: bytes, boundary: str) -> Iterator[Part]:
    mark = re.escape(b"--" + boundary.encode())
    pieces = re.split(rb"(?:\A|\r?\n)" + mark + rb"(--)?[ \t]*(?:\r?\n|\Z)", body)
    # text before the first mark, then for each mark: whether it is the last one, and what follows
    if len(pieces) < 3 or b"--" not in pieces[1::2]:  # noqa: PLR2004 - text, sign, text
        raise bad_request("The body of the batch does not end with its boundary.", "0x0")
    for sign, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if sign:
            return
        yield read_part(text)


def read_part(text: bytes) -> Part:
    """Headers, a blank line, and the rest; a part without headers begins with the blank line."""
    if start := re.match(rb"\r?\n", text):
        return Part({}, text[start.end() :])
    head, *rest = _BLANK.split(text, maxsplit=1)
    lines = (line.decode("utf-8", "replace").partition(":") for line in _BREAK.split(head) if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    return Part(headers, rest[0] if rest else b"")


def join_parts(boundary: str, parts: Iterable[bytes]) -> bytes:
    mark = b"--" + boundary.encode()
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def head(headers: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode() + b"\r\n"
