"""XML from a stranger, event by event.

It can be made to grow without end or to fetch files. What makes that possible is declared in a
document type; no export has one, so a file with one is not read.
"""

import re
from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from app.exports.site import ExportRefused

_DEEPEST = 16
# A tag with more attributes than any export has, found before they are built.
_LARGE_TAG = re.compile(rb"""<[^<>"'\s]++(?:\s++[^\s=<>"']++\s*+=\s*+(?:"[^"]*+"|'[^']*+')){65}""")


class Listener(Protocol):
    """Told the elements and texts in their order. `at` is the place in the bytes."""

    def start(self, tag: str, given: dict[str, str], at: int) -> None: ...
    def end(self, tag: str, at: int) -> None: ...
    def text(self, text: str) -> None: ...


def parse_xml(data: bytes, name: str, listener: Listener) -> None:
    """Refuses what is broken, nested deeper than any export, or declares anything."""
    if b"\0" in data or _LARGE_TAG.search(data):
        raise ExportRefused("broken_xml", name, reason="syntax")
    parser = expat.ParserCreate()
    depth = 0

    def refuse(*_: object) -> None:
        raise ExportRefused("broken_xml", name, reason="declarations")

    def deeper(tag: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ExportRefused("broken_xml", name, reason="depth")
        listener.start(tag, given, parser.CurrentByteIndex)

    def back(tag: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(tag, parser.CurrentByteIndex)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = deeper
    parser.EndElementHandler = back
    parser.CharacterDataHandler = listener.text
    parser.buffer_text = True
    _run(lambda: parser.Parse(data, True), name)  # noqa: FBT003 - expat takes no names


def _run(parse: Callable[[], object], name: str) -> None:
    try:
        parse()
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: odd encodings
        raise ExportRefused("broken_xml", name, reason="syntax") from error
