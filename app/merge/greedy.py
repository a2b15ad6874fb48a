"""The fewest edits between two short or similar lists (Myers), with a bound on the search."""

from array import array
from typing import TypeAlias

from app.merge.slide import Edit

# How far each diagonal reaches with so many differences; diagonal k stands at index (k + d) / 2.
Row: TypeAlias = "array[int]"
LEFT_THE_GRID = -1
PATIENCE = 256  # differences after which the speed of the search shows whether it can arrive


def fewest_edits(a: list[int], b: list[int], most: int) -> tuple[list[Edit], int]:
    """The edits and the work it took; one replacement where more than `most` are needed."""
    if a == b:
        return [], 0
    n, m = len(a), len(b)
    rows: list[Row] = [array("l", [_run(a, b, 0, 0)])]
    while len(rows) <= most:
        d = len(rows)
        rows.append(_next(rows[-1], a, b))
        i = (n - m + d) // 2
        if (n - m + d) % 2 == 0 and 0 <= i <= d and rows[d][i] == n:
            return _walk_back(rows, n, m), d * d // 2
        if d == PATIENCE and _hopeless(rows[d], n + m, most):
            break
    return [Edit(0, n, 0, m)], len(rows) ** 2 // 2


def _hopeless(row: Row, way: int, most: int) -> bool:
    d = len(row) - 1
    furthest = max(2 * x - (2 * i - d) for i, x in enumerate(row) if x != LEFT_THE_GRID)
    return furthest * most < way * d


def _next(previous: Row, a: list[int], b: list[int]) -> Row:
    n, m, d = len(a), len(b), len(previous)
    row = array("l", [LEFT_THE_GRID]) * (d + 1)
    first, last = max(0, (d - m + 1) // 2), min(d, (d + n) // 2)
    for i in range(first, last + 1):
        x = LEFT_THE_GRID  # as _start says; a call for each step would take most of the time
        if i and LEFT_THE_GRID < previous[i - 1] < n:
            x = previous[i - 1] + 1
        if i < d and previous[i] > x and previous[i] - 2 * i + d <= m:
            x = previous[i]
        if x >= 0:
            y = x - 2 * i + d
            while x < n and y < m and a[x] == b[y]:
                x += 1
                y += 1
        row[i] = x
    return row


def _start(previous: Row, i: int, n: int, m: int) -> int:
    """Where a diagonal begins: after a line left out or one put in, whichever is further."""
    d = len(previous)
    across = previous[i - 1] + 1 if i and -1 < previous[i - 1] < n else LEFT_THE_GRID
    if i < d:
        down = previous[i]
        if down > across and down - 2 * i + d <= m:
            return down
    return across


def _run(a: list[int], b: list[int], x: int, y: int) -> int:
    while x < len(a) and y < len(b) and a[x] == b[y]:
        x, y = x + 1, y + 1
    return x


def _walk_back(rows: list[Row], n: int, m: int) -> list[Edit]:
    x, y = n, m
    steps: list[Edit] = []
    for d in range(len(rows) - 1, 0, -1):
        k = x - y
        i = (k + d) // 2
        start = _start(rows[d - 1], i, n, m)
        if i and rows[d - 1][i - 1] != LEFT_THE_GRID and rows[d - 1][i - 1] + 1 == start:
            x, y = start - 1, start - k
            steps.append(Edit(x, x + 1, y, y))
        else:
            x, y = start, start - k - 1
            steps.append(Edit(x, x, y, y + 1))
    return _joined(steps[::-1])


def _joined(steps: list[Edit]) -> list[Edit]:
    """Steps that follow each other without an unchanged line between become one edit."""
    joined: list[Edit] = []
    for step in steps:
        if joined and joined[-1].a1 == step.a0 and joined[-1].b1 == step.b0:
            joined[-1] = Edit(joined[-1].a0, step.a1, joined[-1].b0, step.b1)
        else:
            joined.append(step)
    return joined
