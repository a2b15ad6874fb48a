"""How many rows there were at each look: a table, and a line drawn from it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

PARTS: Final = ("counts", "finance_rows")
_SAME_AS: Final = {"accounts", "contacts", "products", "order_headers", "order_lines"}
WIDTH, HEIGHT = 120, 28
_EDGE: Final = 3
_MOST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One look. `is_more`: Dataverse counts no further than the number."""

    at: datetime
    rows: int
    is_more: bool = False
    in_finance: int | None = None


@dataclass(frozen=True)
class Series:
    """The looks that could count these rows, the oldest first."""

    name: str
    points: Sequence[Point]

    @property
    def first(self) -> Point:
        return self.points[0]

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def grown(self) -> int:
        return self.last.rows - self.first.rows

    @property
    def shown(self) -> Sequence[Point]:
        """The newest looks first, each that changed something, and the first of all."""
        changes = [
            one
            for before, one in zip((None, *self.points), self.points, strict=False)
            if before is None or (before.rows, before.in_finance) != (one.rows, one.in_finance)
        ]
        newest = changes if self.last in changes else [*changes, self.last]
        return list(reversed(newest))[:_MOST_SHOWN]

    @property
    def line(self) -> str:
        """Places for an SVG polyline: time from left to right, rows upwards from zero."""
        if len(self.points) == 1:
            level = _height(1 if self.last.rows else 0)
            return f"{_EDGE},{level} {WIDTH - _EDGE},{level}"
        begins, ends = self.first.at.timestamp(), self.last.at.timestamp()
        most = max(one.rows for one in self.points) or 1
        wide = (WIDTH - 2 * _EDGE) / ((ends - begins) or 1)
        return " ".join(
            f"{_EDGE + (one.at.timestamp() - begins) * wide:.1f},{_height(one.rows / most)}"
            for one in self.points
        )

    @property
    def end(self) -> tuple[float, float]:
        x, _, y = self.line.rpartition(" ")[2].partition(",")
        return float(x), float(y)


def _height(share: float) -> float:
    return round(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE), 1)


def all_series(looks: Iterable[tuple[datetime, Sequence[Any]]]) -> list[Series]:
    """By name, in the order of the newest look. A look that could not count leaves no point."""
    found: dict[str, list[Point]] = {}
    for at, (counts, finance) in looks:
        for name, fact in _facts(counts).items():
            if (rows := _value(fact)) is not None:
                is_more = isinstance(fact, Mapping) and fact.get("reason") == "or_more"
                there = _value(_facts(finance).get(name)) if name in _SAME_AS else None
                found.setdefault(name, []).append(Point(at, rows, is_more, there))
    return [Series(name, points) for name, points in found.items()]


def _facts(part: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as it was stored, perhaps long ago
    return part if isinstance(part, Mapping) else {}


def _value(fact: Any) -> int | None:  # noqa: ANN401 - the same
    value = fact.get("value") if isinstance(fact, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
