"""The XML of single values of `data.xml`, as the Configuration Migration tool writes it."""

import html
import re
from collections.abc import Iterable
from typing import Final

from app.exports.data_index import Element, Span
from app.exports.data_schema import BOOL, TEXT, Column

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEYOND_ASCII = re.compile("[\xa0-\xff\U00010000-\U0010ffff]")
_IN_XML: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#xA;",
    "\r": "&#xD;",
    "\t": "&#x9;",
}
_SIGNS = re.compile('[&<>"\n\r\t]')


class NotInXml(Exception):
    """The value holds a sign that XML has no way to write."""


def value_of(text: str, column: Column) -> str:
    """A value as it stands between the quotes: texts are encoded twice, the rest once."""
    if column.type == BOOL:
        text = {"true": "True", "false": "False"}.get(text, text)
    elif column.type == TEXT:
        encoded = html.escape(text, quote=True).replace("&#x27;", "&#39;")
        text = _BEYOND_ASCII.sub(lambda found: f"&#{ord(found[0])};", encoded)
    return escaped(text)


def escaped(text: str) -> str:
    if _NOT_IN_XML.search(text):
        raise NotInXml
    return _SIGNS.sub(lambda found: _IN_XML[found[0]], text)


def field_of(name: str, value: str, entity: str = "", title: str = "") -> str:
    """`entity` and `title` are of the row that a lookup leads to."""
    leads = f' lookupentity="{escaped(entity)}"' if entity else ""
    named = f' lookupentityname="{escaped(title)}"' if title else ""
    return f'<field name="{escaped(name)}" value="{value}"{leads}{named} />'


class Patches:
    """Changes to bytes by their places; what is not in one of them stays."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._made: dict[Span, str] = {}

    def replace(self, span: Span, text: str) -> None:
        self._made[span] = text

    def drop(self, span: Span) -> None:
        """With the white space before it."""
        start = span.start
        while start and self._data[start - 1 : start].isspace():
            start -= 1
        self._made[Span(start, span.end)] = ""

    def append(self, element: Element, texts: Iterable[str]) -> None:
        """Each on a line of its own, before the end of the element."""
        lead = self.lead(element)
        lines = (line for text in texts for line in text.split("\n"))
        added = "".join(f"{lead}  {line}" for line in lines)
        if not added:
            return
        if element.is_empty:
            tag = self._data[element.start : element.end].decode()
            opened = re.sub(r"\s*/>$", ">", tag)
            self.replace(element.span, f"{opened}{added}{lead}</{element.tag}>")
        else:
            at = element.close
            while at and self._data[at - 1 : at].isspace():
                at -= 1
            self._made[Span(at, at)] = self._made.get(Span(at, at), "") + added

    def lead(self, element: Element) -> str:
        """The line break and the blanks before an element."""
        start = element.start
        while start and self._data[start - 1 : start] in (b" ", b"\t"):
            start -= 1
        return "\n" + self._data[start : element.start].decode()

    def result(self) -> bytes:
        parts: list[bytes] = []
        at = 0
        for span, text in sorted(self._made.items()):
            if span.start < at and span.end <= at:
                continue  # inside of what was dropped
            parts += [self._data[at : max(at, span.start)], text.encode()]
            at = max(at, span.end)
        return b"".join([*parts, self._data[at:]])
