"""`$batch` on the wire: requests put into one body, and its answers taken apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.microsoft.errors import UnexpectedReply
from app.microsoft.refusals import Answer
from app.microsoft.transport import Call, Content

_BOUNDARY = re.compile(r'boundary="?([^";\s]+)', re.IGNORECASE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(r"HTTP/\d\.\d (\d{3}) ?(.*)")
_PART = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"


@dataclass(frozen=True)
class Request:
    """One request of a batch. With a `number`, later ones of its set may name what it made."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    number: int = 0


def content(boundary: str, parts: Sequence[Request], *, together: bool) -> Content:
    """`together`: as one change set, done as a whole or not at all."""
    inner = f"changes_{boundary}" if together else boundary
    body = b"".join(f"--{inner}\r\n".encode() + _request(part) for part in parts)
    body += f"--{inner}--\r\n".encode()
    if together:
        kind = f"Content-Type: multipart/mixed; boundary={inner}\r\n\r\n"
        body = f"--{boundary}\r\n{kind}".encode() + body + f"\r\n--{boundary}--\r\n".encode()
    return Content(body, f"multipart/mixed; boundary={boundary}")


def answers(call: Call, answer: Answer) -> list[Answer]:
    """Those of every part, also of those in a change set, in their order."""
    return list(_answers(call, answer.headers.get("content-type", ""), answer.body))


def _request(part: Request) -> bytes:
    number = f"Content-ID: {part.number}\r\n" if part.number else ""
    headers = "".join(f"{name}: {value}\r\n" for name, value in part.headers.items())
    line = f"{part.method} {part.url} HTTP/1.1\r\n"
    return f"{_PART}{number}\r\n{line}{headers}\r\n".encode() + part.body + b"\r\n"


def _answers(call: Call, kind: str, body: bytes) -> Iterator[Answer]:
    boundary = _BOUNDARY.search(kind)
    if not kind.lower().startswith("multipart/mixed") or not boundary:
        raise UnexpectedReply(call.operation, code="no_multipart")
    for text in _parts(call, body, boundary[1]):
        headers, rest = _split(text)
        if headers.get("content-type", "").lower().startswith("multipart/mixed"):
            yield from _answers(call, headers["content-type"], rest)
        else:
            yield _answer(call, rest)


def _parts(call: Call, body: bytes, boundary: str) -> Iterator[bytes]:
    """Only a body that says its end is whole."""
    mark = re.escape(b"--" + boundary.encode())
    pieces = re.split(rb"(?:\A|\r?\n)" + mark + rb"(--)?[ \t]*(?:\r?\n|\Z)", body)
    if b"--" not in pieces[1::2]:
        raise UnexpectedReply(call.operation, code="batch_without_end")
    for ends, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if ends:
            return
        yield text


def _answer(call: Call, text: bytes) -> Answer:
    line, _, rest = text.lstrip(b"\r\n").partition(b"\n")
    found = _STATUS.fullmatch(line.decode("latin-1").strip())
    if not found:
        raise UnexpectedReply(call.operation, code="no_status_in_batch")
    headers, body = _split(rest)
    return Answer(int(found[1]), found[2], headers, body)


def _split(text: bytes) -> tuple[dict[str, str], bytes]:
    if start := re.match(rb"\r?\n", text):
        return {}, text[start.end() :]
    head, *rest = _BLANK.split(text, maxsplit=1)
    lines = (line.partition(":") for line in head.decode("latin-1").splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}, b"".join(rest)
