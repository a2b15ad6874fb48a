"""Where an edit could stand at several places, it stands at the last of them.

Not cosmetic: when both sides bring the same block, their two comparisons may place it differently,
and the merge would then hold it twice.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Lines a0..a1 of the one text were replaced by lines b0..b1 of the other."""

    a0: int
    a1: int
    b0: int
    b1: int


def slide(edits: Sequence[Edit], a: Sequence[int], b: Sequence[int]) -> list[Edit]:
    """The same change with each pure insertion or deletion as far down as it goes."""
    done: list[Edit] = []  # from the last to the first
    for edit in reversed(edits):
        moved = _down(edit, a, b, done[-1].a0 if done else len(a))
        while done and moved.a1 == done[-1].a0:
            following = done.pop()
            joined = Edit(moved.a0, following.a1, moved.b0, following.b1)
            moved = _down(joined, a, b, done[-1].a0 if done else len(a))
        if a[moved.a0 : moved.a1] != b[moved.b0 : moved.b1]:
            done.append(moved)
    return done[::-1]


def _down(edit: Edit, a: Sequence[int], b: Sequence[int], limit: int) -> Edit:
    a0, a1, b0, b1 = edit
    if a0 < a1 and b0 < b1:
        return edit
    lines, first, after = (b, b0, b1) if a0 == a1 else (a, a0, a1)
    steps = 0
    while a1 + steps < limit and lines[first + steps] == lines[after + steps]:
        steps += 1
    return Edit(a0 + steps, a1 + steps, b0 + steps, b1 + steps)
