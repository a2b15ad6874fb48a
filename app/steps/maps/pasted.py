"""What somebody pastes, made readable: a page, JSON, or a log, within bounds.

Nothing is lost on the way but tags, and nothing here takes longer than the text is long.
"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 2_000_000
"""So many characters are read. What comes after is said to have been left out."""
_MOST_LEVELS: Final = 3
_QUOTES: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u200b": " "}
)
_SMALL: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
"""Only these: a letter that becomes two would move all that comes after it."""
_PAGE: Final = re.compile(
    r"<(?:!doctype html|html|body|div|span|p|table|pre|ul|li)\b", re.IGNORECASE
)
_HIDDEN: Final = ("script", "style")
_TAG: Final = re.compile(
    r"</?(?:!doctype|html|head|title|meta|link|body|main|section|article|header|footer|nav|div|p"
    r"|span|br|hr|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|pre|code|h[1-6]|a|b|i|u|em|strong"
    r"|small|label|button|input|form|img|svg|path|script|style)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ESCAPED: Final = {
    "\\r\\n": "\n", "\\n": "\n", "\\t": " ", '\\"': '"', "\\'": "'", "\\u0027": "'",
    "\\u0022": '"', "\\u003c": "<", "\\u003e": ">",
}  # fmt: skip


@dataclass(frozen=True)
class Pasted:
    """`flat` is all of it in one line, `small` the same in small letters."""

    flat: str
    small: str
    starts: tuple[int, ...]
    is_cut: bool

    def line_of(self, place: int) -> int:
        """The number of the line that this place of the flat text was in."""
        return bisect_right(self.starts, place)

    @property
    def lines(self) -> Iterator[tuple[int, int]]:
        """Where each line begins and ends."""
        ends = (*self.starts[1:], len(self.flat) + 1)
        return ((start, end - 1) for start, end in zip(self.starts, ends, strict=True))


def read_pasted(text: str) -> Pasted:
    readable = _unescaped(_without_tags(_strings(text[:LONGEST]))).translate(_QUOTES)
    lines = [" ".join(line.split()) for line in readable.splitlines()] or [""]
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    flat = " ".join(lines)
    return Pasted(flat, flat.translate(_SMALL), tuple(starts), len(text) > LONGEST)


def _strings(text: str) -> str:
    """The texts in JSON, each on a line of its own; anything else stays as it is."""
    lines, waiting = [], [(text, 0)]
    while waiting:
        one, level = waiting.pop()
        said = _json(one) if level <= _MOST_LEVELS and one.lstrip()[:1] in ("{", "[") else None
        if said is None:
            lines.append(one)
        else:
            waiting += [(each, level + 1) for each in reversed(_texts_in(said))]
    return "\n".join(lines)


def _json(text: str) -> object:
    try:
        said: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return said


def _texts_in(said: object) -> list[str]:
    """In the order in which they stand; numbers and names of fields say nothing here."""
    found: list[str] = []
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += reversed(list(one.values()))
        elif isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, str):
            found.append(one)
    return found


def _without_tags(text: str) -> str:
    """Only of what looks like a page: in a log, `<x>` may be the name of a function."""
    if not _PAGE.search(text):
        return text
    for name in _HIDDEN:
        text = _without(text, f"<{name}", f"</{name}>")
    return html.unescape(_TAG.sub("\n", text))


def _without(text: str, first: str, last: str) -> str:
    kept, place, small = [], 0, text.translate(_SMALL)
    while (begins := small.find(first, place)) >= 0:
        kept.append(text[place:begins])
        ends = small.find(last, begins)
        place = len(text) if ends < 0 else ends + len(last)
    return "".join((*kept, text[place:]))


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    for written, meant in _ESCAPED.items():
        text = text.replace(written, meant)
    return text
