"""Rows that lead back to themselves: an initial sync cannot resolve them in one go."""

from collections.abc import Mapping


def in_circles(way: Mapping[str, str]) -> set[str]:
    """Of rows that each lead to one other: those that come back to themselves.

    One that leads to itself is a circle of one. What only leads into a circle is in none.
    """
    found: set[str] = set()
    settled: set[str] = set()
    for start in way:
        path: list[str] = []
        here = start
        while here in way and here not in settled and here not in path:
            path.append(here)
            here = way[here]
        if here in path:
            found.update(path[path.index(here) :])
        settled.update(path)
    return found
