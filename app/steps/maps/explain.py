"""What an error text of dual-write means: by its words, without asking anybody."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.steps.maps.code_texts import CODES
from app.steps.maps.pasted import Pasted, read_pasted
from app.steps.maps.trouble_ways import (
    CODE,
    IDS,
    LOOKS_WRONG,
    TRACE,
    TROUBLES,
    WHOLE,
    Trouble,
    Way,
)

_BEFORE: Final = 500
_AFTER: Final = 900
"""So far around a phrase its pattern is searched: no further in a long log."""
_MOST: Final = 1000
"""So many places of one phrase are looked at: a count that ends here is at least so much."""
_MOST_UNKNOWN: Final = 20
_SAMPLE: Final = 300
_CHECKS: Final = ("dipv", "dwdvev", "dwfoev")
_NUMBERS: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """One cause: how often, in which line first, and there in the words that were pasted."""

    cause: str
    times: int
    line: int
    sample: str


@dataclass(frozen=True)
class Explanation:
    """`unknown` are lines that look like errors and that nothing is known of, each kind once.

    `ids` are what support asks for: the name and the id.
    """

    found: Sequence[Found]
    unknown: Sequence[str] = ()
    ids: Sequence[tuple[str, str]] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Errors of one cause: how many, and one of them in Microsoft's words."""

    cause: str
    times: int
    sample: str


Span = tuple[int, int]


def explained(text: str) -> Explanation:
    """Everything in it that is known, by cause; and what looks like an error and is not."""
    pasted = read_pasted(text)
    spans = {**_codes(pasted), **{one.code: _places(one, pasted) for one in TROUBLES}}
    spans = {cause: places for cause, places in spans.items() if places}
    if not spans and (only := _whole(pasted)):
        spans = {only: [(0, len(pasted.flat))]}
    found = [_found(cause, places, pasted) for cause, places in spans.items()]
    ids = dict.fromkeys((kind, one) for kind, one in IDS.findall(pasted.small))
    taken = sorted(span for places in spans.values() for span in places)
    return Explanation(found, _unknown(pasted, taken), list(ids)[:10], pasted.is_cut)


def explain(text: str) -> list[str]:
    """Codes of what the text speaks of, without doubles; empty when nothing is known."""
    return [one.cause for one in explained(text).found]


def group(errors: Iterable[str]) -> Sequence[Group]:
    """By cause, the commonest first. What nothing is known of stays together, too."""
    found: dict[str, list[str]] = {}
    for text in errors:
        causes = explain(text)
        found.setdefault(causes[0] if causes else "", []).append(text)
    groups = [Group(cause, len(texts), texts[0][:500]) for cause, texts in found.items()]
    return sorted(groups, key=lambda one: -one.times)


def _codes(pasted: Pasted) -> dict[str, list[Span]]:
    """Microsoft's own codes. Of its checks every one counts, of others those with words here."""
    found: dict[str, list[Span]] = {}
    for match in CODE.finditer(pasted.small):
        code = match[1] if match[1].startswith("0x") else match[1].upper()
        if code in CODES or match[1].startswith(_CHECKS):
            found.setdefault(code, []).append(match.span())
    return found


def _places(one: Trouble, pasted: Pasted) -> list[Span]:
    spans = sorted(span for way in one.ways for span in _of(way, pasted.small))
    apart: list[Span] = []
    for span in spans:
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
        else:
            apart[-1] = (apart[-1][0], max(apart[-1][1], span[1]))
    return apart


def _of(way: Way, text: str) -> Iterator[Span]:
    for begins in _each(text.find, way.phrase):
        if way.around is None:
            yield begins, begins + len(way.phrase)
            continue
        first, last = max(0, begins - _BEFORE), begins + len(way.phrase) + _AFTER
        for match in way.around.finditer(text, first, last):
            if match.start() <= begins < match.end():
                yield match.span()


def _each(find: Callable[[str, int], int], phrase: str) -> Iterator[int]:
    place = find(phrase, 0)
    for _ in range(_MOST):
        if place < 0:
            return
        yield place
        place = find(phrase, place + len(phrase))


def _whole(pasted: Pasted) -> str:
    """For a short text that is one of the messages and nothing else."""
    plain = pasted.small.strip(" .\"'*")
    for phrase, cause in WHOLE.items():
        rest = plain.removeprefix(phrase)
        if rest != plain and len(rest.split()) <= (1 if cause == "stale_schema" else 0):
            return cause
    return ""


def _found(cause: str, places: list[Span], pasted: Pasted) -> Found:
    line = pasted.line_of(places[0][0])
    begins = max(pasted.starts[line - 1], places[0][0] - _SAMPLE // 3)
    sample = pasted.flat[begins : begins + _SAMPLE].strip()
    return Found(cause, len(places), line, sample)


def _unknown(pasted: Pasted, taken: list[Span]) -> list[str]:
    """Lines outside of all that was explained; those that differ in numbers only count once."""
    found: dict[str, str] = {}
    spans = iter(taken)
    span = next(spans, None)
    for begins, ends in pasted.lines:
        while span and span[1] <= begins:
            span = next(spans, None)
        if span and span[0] < ends:
            continue
        line = pasted.small[begins:ends]
        if LOOKS_WRONG.search(line[:2000]) and not TRACE.match(line):
            found.setdefault(_NUMBERS.sub("#", line[:500]), pasted.flat[begins:ends][:_SAMPLE])
        if len(found) >= _MOST_UNKNOWN:
            break
    return list(found.values())
