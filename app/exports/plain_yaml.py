"""The plain part of YAML, read line by line: what nearly every file of an export consists of.

One key to a line, with a value that stands on the same line, or a list of ids below it. Whatever
else is in a file, even a remark, leaves the file to the full parser: this one never guesses.
"""

import re
from typing import Final

from app.exports.records import Budget, Entry, Field, Value

_LINE: Final = re.compile(r"(- |  )?([A-Za-z_]\w{0,127}):(?: ([^\r\n]*))?(?:\r?\n|\Z)", re.ASCII)
_ITEM: Final = re.compile(r"(  )?- ([0-9A-Za-z][0-9A-Za-z-]*)(?:\r?\n|\Z)", re.ASCII)
_UNUSUAL: Final = re.compile(
    r"[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_STARTS: Final = frozenset("/(<+_.$")


def quick(text: str, path: str, budget: Budget) -> list[Entry] | None:
    """The records of a file, each field with its place; None for one that is not so plain."""
    if not text or _UNUSUAL.search(text):
        return None
    listed = text.startswith("- ")
    before = budget.left
    reader = _Reader(listed, path, budget)
    entries = reader.entries(text)
    if entries is None:
        budget.left = before
    return entries


class _Reader:
    def __init__(self, listed: bool, path: str, budget: Budget) -> None:  # noqa: FBT001 - private
        self._first: str | None = "- " if listed else None
        self._next: str | None = "  " if listed else None
        self._path, self._budget = path, budget

    def entries(self, text: str) -> list[Entry] | None:
        entries: list[Entry] = [] if self._first else [Entry()]
        keys: set[str] = set()
        at, end = 0, len(text)
        field: Field | None = None
        while at < end:
            line = _LINE.match(text, at)
            if line is None:
                items = self._items(text, at) if field and field.value is None else None
                if field is None or not items:
                    return None
                at, field.value = items
                continue
            lead, key, written = line.groups()
            if lead and lead == self._first:
                entries.append(Entry())
                keys = set()
            elif lead != self._next or not entries or key in keys:
                return None
            value = _value(written)
            if isinstance(value, bool):
                return None
            keys.add(key)
            self._budget.spend(self._path, 2)
            if field:
                field.end = at
            field = Field(key, value, at, end)
            entries[-1].fields.append(field)
            at = line.end()
        return entries

    def _items(self, text: str, at: int) -> tuple[int, tuple[str, ...]] | None:
        """The items of a list that begins here, and where it ends."""
        items: list[str] = []
        while (item := _ITEM.match(text, at)) and item[1] == self._next:
            items.append(item[2])
            self._budget.spend(self._path)
            at = item.end()
        return (at, tuple(items)) if items else None


def _value(written: str | None) -> Value | bool:
    """What is written after a key; False for what is not plain."""
    if not written:
        return None
    first, last = written[0], written[-1]
    if first == "'":
        inner = written[1:-1]
        whole = len(written) > 1 and last == "'" and "'" not in inner.replace("''", "")
        return (inner.replace("''", "'") or None) if whole else False
    if first == '"':
        inner = written[1:-1]
        whole = len(written) > 1 and last == '"' and '"' not in inner and "\\" not in inner
        return (inner or None) if whole else False
    if written == "[]":
        return ()
    starts = first.isalnum() or first in _STARTS or (first == "-" and written[1:2].isalnum())
    if not starts or last in " :" or ": " in written:
        return False
    return False if " #" in written else written
