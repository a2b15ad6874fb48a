"""The bytes of web files: text files merge by lines, others are taken whole."""

import hashlib
from codecs import BOM_UTF8
from pathlib import PurePosixPath

from app.merge.snapshot import NOT_READ, Record

TEXT_ENDINGS = frozenset((".css", ".js", ".svg", ".json", ".txt", ".html", ".htm", ".xml", ".md"))
_NAMES = ("filename", "adx_partialurl", "adx_name")


def text_of(record: Record) -> str | None:
    """The content of a text file as text, None if it is not one; a byte order mark is no text."""
    if not isinstance(record.content, bytes) or not _named_as_text(record):
        return None
    try:
        return record.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def with_text(record: Record, text: str) -> bytes:
    """The bytes of a text file with another text, and its byte order mark if it has one."""
    content = record.content if isinstance(record.content, bytes) else b""
    return (BOM_UTF8 if content.startswith(BOM_UTF8) else b"") + text.encode()


def described(record: Record | None) -> str | None:
    """What a person sees of bytes: their length and the start of their hash."""
    if record is None or record.content is NOT_READ or record.content is None:
        return None
    digest = hashlib.sha256(record.content).hexdigest()
    return f"{len(record.content)} B, SHA-256 {digest[:16]}"


def _named_as_text(record: Record) -> bool:
    for column in _NAMES:
        name = record.value(column)
        if isinstance(name, str) and name:
            return PurePosixPath(name.lower()).suffix in TEXT_ENDINGS
    return False
