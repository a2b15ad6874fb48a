"""Which lines of one text became which lines of another.

Lines that occur once on both sides are the fixed points (patience). Where there are none, the
longest common run around the rarest common line is; where every common line is frequent, a greedy
search with a bound. All work is counted: text that repeats itself costs seconds, never minutes,
and comes out as one replacement.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import isqrt
from operator import attrgetter
from typing import NamedTuple

from app.merge.greedy import fewest_edits
from app.merge.slide import Edit, slide

FREQUENT = 64  # a line that occurs more often than this says nothing about where it belongs
MOST_DIFFERENCES = 2_000
FREE_WORK = 2_500_000
WORK_PER_LINE = 40
WORK_PER_RUN = 10


class Region(NamedTuple):
    a0: int
    a1: int
    b0: int
    b1: int

    @property
    def lines(self) -> int:
        return self.a1 - self.a0 + self.b1 - self.b0


class Match(NamedTuple):
    a: int
    b: int
    size: int


def edits(a: Sequence[str], b: Sequence[str], work: int = FREE_WORK) -> list[Edit]:
    """The edits that turn `a` into `b`, in order, with an unchanged line between any two."""
    numbers: dict[str, int] = {}
    x = [numbers.setdefault(line, len(numbers)) for line in a]
    y = [numbers.setdefault(line, len(numbers)) for line in b]
    return slide(_Search(x, y, work).run(), x, y)


class _Search:
    def __init__(self, a: list[int], b: list[int], work: int) -> None:
        self._a, self._b = a, b
        self._work_left = work + WORK_PER_LINE * (len(a) + len(b))
        self._found: list[Edit] = []

    def run(self) -> list[Edit]:
        waiting = [Region(0, len(self._a), 0, len(self._b))]
        while waiting:
            region = self._strip(waiting.pop())
            if region.lines:
                waiting.extend(self._split(region))
        return sorted(self._found)

    def _strip(self, region: Region) -> Region:
        """The region without the lines that both sides begin and end with."""
        a, b = self._a, self._b
        a0, a1, b0, b1 = region
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
        return Region(a0, a1, b0, b1)

    def _split(self, region: Region) -> list[Region]:
        """The regions between the fixed points; a region without any is settled here."""
        self._work_left -= region.lines
        in_a = Counter(self._a[region.a0 : region.a1])
        in_b = Counter(self._b[region.b0 : region.b1])
        common = [line for line in in_a if line in in_b]
        if not common or self._work_left < 0:
            self._found.append(Edit(*region))
            return []
        once = {line for line in common if in_a[line] == in_b[line] == 1}
        points = self._anchors(region, once) if once else self._rarest(region, in_a, in_b)
        if points:
            return _between(points, region)
        self._greedy(region)
        return []

    def _anchors(self, region: Region, once: set[int]) -> list[Match]:
        at = {self._b[j]: j for j in range(region.b0, region.b1) if self._b[j] in once}
        pairs = [(i, at[self._a[i]]) for i in range(region.a0, region.a1) if self._a[i] in once]
        return [Match(i, j, 1) for i, j in _longest_rising(pairs)]

    def _rarest(self, region: Region, in_a: Counter[int], in_b: Counter[int]) -> list[Match]:
        """The longest common run that holds one of the rarest common lines."""
        rarity = {
            line: in_a[line] * in_b[line]
            for line in in_a
            if line in in_b and max(in_a[line], in_b[line]) <= FREQUENT
        }
        if not rarity:
            return []
        least = min(rarity.values())
        places: dict[int, list[int]] = {
            line: [] for line, count in rarity.items() if count == least
        }
        for j in range(region.b0, region.b1):
            if self._b[j] in places:
                places[self._b[j]].append(j)
        runs: list[Match] = []
        ends: dict[int, int] = {}  # of the last run followed on each diagonal
        for i in range(region.a0, region.a1):
            for j in places.get(self._a[i], ()):
                if ends.get(i - j, i) <= i and self._work_left >= 0:
                    runs.append(self._run(region, i, j))
                    ends[i - j] = runs[-1].a + runs[-1].size
        return [max(runs, key=attrgetter("size"))]

    def _run(self, region: Region, i: int, j: int) -> Match:
        a, b = self._a, self._b
        start, end = i, i + 1
        shift = j - i
        while (
            start > region.a0 and start + shift > region.b0 and a[start - 1] == b[start + shift - 1]
        ):
            start -= 1
        while end < region.a1 and end + shift < region.b1 and a[end] == b[end + shift]:
            end += 1
        self._work_left -= end - start + WORK_PER_RUN
        return Match(start, start + shift, end - start)

    def _greedy(self, region: Region) -> None:
        a = self._a[region.a0 : region.a1]
        b = self._b[region.b0 : region.b1]
        found, work = fewest_edits(a, b, min(MOST_DIFFERENCES, isqrt(2 * self._work_left)))
        self._work_left -= work
        self._found.extend(
            Edit(region.a0 + e.a0, region.a0 + e.a1, region.b0 + e.b0, region.b0 + e.b1)
            for e in found
        )


def _between(points: list[Match], region: Region) -> list[Region]:
    """Points lie on one rising path; what lies between them is still to be compared."""
    ends = [Match(region.a0, region.b0, 0), *points, Match(region.a1, region.b1, 0)]
    return [Region(p.a + p.size, q.a, p.b + p.size, q.b) for p, q in pairwise(ends)]


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of some pairs that rises on both sides; the first side rises already."""
    tails: list[int] = []  # smallest second value that ends a run of each length
    holders: list[int] = []
    before: list[int | None] = []
    for index, (_, value) in enumerate(pairs):
        length = bisect_left(tails, value)
        before.append(holders[length - 1] if length else None)
        if length == len(tails):
            tails.append(value)
            holders.append(index)
        else:
            tails[length], holders[length] = value, index
    chain: list[tuple[int, int]] = []
    at: int | None = holders[-1]
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
