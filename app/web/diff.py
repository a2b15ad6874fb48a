"""Two texts side by side as rows, for the macro `ui.diff`. Pure; the words are the template's."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

CONTEXT = 3
MOST_LINES = 5000
"""Longer texts are compared by line only."""
MOST_WORDS = 1500
"""A line with more words is marked as a whole: comparing words grows with their square."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts in the new text; for a removed line, in the old one."""

    kind: Kind
    number: int
    pieces: tuple[Piece, ...]
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """A run of unchanged lines that is not shown unless asked for."""

    first: int
    last: int
    text: str


Row = Line | Folded


def diff(
    old: str, new: str, *, conflicts: Set[int] = frozenset(), first: tuple[int, int] = (1, 1)
) -> list[Row]:
    """What must change to make `new` of `old`, whose first lines have these numbers.

    `conflicts` are numbers of lines of `new`.
    """
    before, after = old.splitlines(), new.splitlines()
    short = max(len(before), len(after)) <= MOST_LINES
    matcher = SequenceMatcher(None, before, after, autojunk=not short)
    codes = matcher.get_opcodes()
    rows: list[Row] = []
    for place, (change, i1, i2, j1, j2) in enumerate(codes):
        if change == "equal":
            edges = (place > 0, place < len(codes) - 1)
            rows.extend(_unchanged(after[j1:j2], first[1] + j1, edges))
        else:
            places = (first[0] + i1, first[1] + j1)
            rows.extend(_changed(before[i1:i2], after[j1:j2], places, by_word=short))
    return [_with_conflict(row, conflicts) for row in rows]


def is_same(rows: Sequence[Row]) -> bool:
    return all(isinstance(row, Folded) or row.kind == "same" for row in rows)


def _unchanged(lines: Sequence[str], first: int, edges: tuple[bool, bool]) -> Iterator[Row]:
    """Some lines beside each change stay in sight; a long run between them is folded."""
    head = CONTEXT if edges[0] else 0
    tail = CONTEXT if edges[1] else 0
    if len(lines) <= head + tail + 1:
        head, tail = len(lines), 0
    cut = len(lines) - tail
    yield from (_same(line, first + n) for n, line in enumerate(lines[:head]))
    if cut > head:
        yield Folded(first + head, first + cut - 1, "\n".join(lines[head:cut]))
    yield from (_same(line, first + cut + n) for n, line in enumerate(lines[cut:]))


def _same(line: str, number: int) -> Line:
    return Line("same", number, (Piece(line, marked=False),))


def _changed(
    before: Sequence[str], after: Sequence[str], first: tuple[int, int], *, by_word: bool
) -> Iterator[Row]:
    pairs = [
        _words_changed(a, b) if by_word else None
        for a, b in zip(before, after, strict=False)
    ]  # fmt: skip
    for n, line in enumerate(before):
        pair = pairs[n] if n < len(pairs) else None
        yield Line("removed", first[0] + n, pair[0] if pair else _whole(line))
    for n, line in enumerate(after):
        pair = pairs[n] if n < len(pairs) else None
        yield Line("added", first[1] + n, pair[1] if pair else _whole(line))


def _whole(line: str) -> tuple[Piece, ...]:
    return (Piece(line, marked=False),)


def _words_changed(a: str, b: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """The words of both lines; None where so little is alike that marks would only confuse."""
    old, new = _WORD.findall(a), _WORD.findall(b)
    if max(len(old), len(new)) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:  # noqa: PLR2004
        return None
    codes = matcher.get_opcodes()
    left = [Piece("".join(old[i1:i2]), c != "equal") for c, i1, i2, _, _ in codes if i1 < i2]
    right = [Piece("".join(new[j1:j2]), c != "equal") for c, _, _, j1, j2 in codes if j1 < j2]
    return tuple(left), tuple(right)


def _with_conflict(row: Row, conflicts: Set[int]) -> Row:
    if isinstance(row, Line) and row.kind != "removed" and row.number in conflicts:
        return Line(row.kind, row.number, row.pieces, conflict=True)
    return row
