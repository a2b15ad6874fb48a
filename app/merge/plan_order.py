"""In which order rows can be written, so that none refers to a row that is not there yet.

Sites are full of cycles (a form and its first step, a page and a form that leads back to it). They
are found in the data: one lookup of each is left for a second pass.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from app.merge.change import Change, refers_to
from app.merge.natural_keys import RecordKey
from app.merge.snapshot import Record, Snapshot
from app.merge.table_list import ORDER, table
from app.merge.tables import LOOKUPS, target_id

HELD: Final = frozenset(("adx_parentpageid", "adx_rootwebpageid", "adx_websiteid"))
"""The platform wants these in the call that makes the row."""

Needs = dict[RecordKey, dict[str, set[RecordKey]]]
Rank = tuple[int, str, str, str]
Graph = list[list[int]]  # by number of row, the numbers of others


def rank(change: Change) -> Rank:
    """The order of rows that do not need each other: parents' tables first."""
    name, record_id = change.key
    return ORDER.get(name, len(ORDER)), name, change.title.casefold(), record_id


def in_order(
    changes: Mapping[RecordKey, Change], site: Snapshot
) -> tuple[list[Change], Mapping[RecordKey, frozenset[str]]]:
    """The rows to make and change, and per row the lookups that have to wait for a second pass."""
    ranks = {key: rank(change) for key, change in changes.items()}
    needs: Needs = {key: _needs(change, changes, site) for key, change in changes.items()}
    waiting: dict[RecordKey, set[str]] = {}
    for key, columns in needs.items():
        if any(key in targets for targets in columns.values()):
            waiting[key] = {column for column, targets in columns.items() if key in targets}
            needs[key] = {c: t for c, t in columns.items() if c not in waiting[key]}
    order: list[Change] = []
    done: set[RecordKey] = set()
    while len(order) < len(changes):
        _place_ready(changes, (needs, ranks), order, done)
        if len(order) < len(changes):
            key, column = _to_break(needs, ranks, done, changes)
            waiting.setdefault(key, set()).add(column)
            del needs[key][column]
    return order, {key: frozenset(columns) for key, columns in waiting.items()}


def _place_ready(
    changes: Mapping[RecordKey, Change],
    graph: tuple[Needs, Mapping[RecordKey, Rank]],
    order: list[Change],
    done: set[RecordKey],
) -> None:
    """Add every row that has all it needs, the lowest rank first, until none is left that has."""
    needs, ranks = graph
    wanted_by: dict[RecordKey, set[RecordKey]] = {}
    missing = {
        key: {t for targets in columns.values() for t in targets} - done
        for key, columns in needs.items()
        if key not in done
    }
    for key, targets in missing.items():
        for target in targets:
            wanted_by.setdefault(target, set()).add(key)
    ready = [(ranks[key], key) for key, targets in missing.items() if not targets]
    heapq.heapify(ready)
    while ready:
        _, key = heapq.heappop(ready)
        order.append(changes[key])
        done.add(key)
        for other in wanted_by.get(key, ()):
            missing[other].discard(key)
            if not missing[other]:
                heapq.heappush(ready, (ranks[other], other))


def _needs(
    change: Change, changes: Mapping[RecordKey, Change], site: Snapshot
) -> dict[str, set[RecordKey]]:
    """By column the rows that have to be written before this one."""
    found: dict[str, set[RecordKey]] = {}
    if change.after is None:
        return found
    for column, target in refers_to(change.after):
        if column.startswith("links:"):
            continue
        if target in changes and changes[target].creates:
            found.setdefault(column, set()).add(target)
        elif not change.creates and target[0] == change.key[0]:
            above = _moves_first(change.key, target, column, site)
            found.setdefault(column, set()).update(k for k in above if _moves(changes, k, column))
    return {column: targets for column, targets in found.items() if targets}


def _moves(changes: Mapping[RecordKey, Change], key: RecordKey, column: str) -> bool:
    after = changes[key].after if key in changes else None
    return after is not None and column in after.columns


def _moves_first(
    key: RecordKey, target: RecordKey, column: str, site: Snapshot
) -> Iterable[RecordKey]:
    """What now stands between a row and its new parent below it: else both would be in a loop."""
    chain: list[RecordKey] = []
    current: RecordKey | None = target
    while current is not None and current != key:
        if current in chain or current not in site.records:
            return []
        chain.append(current)
        current = _up(site.records[current], column)
    return chain if current == key else []


def _up(record: Record, column: str) -> RecordKey | None:
    value = record.columns.get(column)
    return (LOOKUPS[column], target_id(value)) if value else None


def _to_break(
    needs: Needs,
    ranks: Mapping[RecordKey, Rank],
    done: Collection[RecordKey],
    changes: Mapping[RecordKey, Change],
) -> tuple[RecordKey, str]:
    """The lookup of a cycle that can wait; of several the one of the lowest row."""
    left = sorted((key for key in needs if key not in done), key=lambda k: ranks[k])
    path: list[tuple[RecordKey, str]] = []
    seen: dict[RecordKey, int] = {}
    key = left[0]
    while key not in seen:
        seen[key] = len(path)
        column, target = min(
            (column, min(open_targets, key=lambda k: ranks[k]))
            for column, targets in needs[key].items()
            if (open_targets := targets - set(done))
        )
        path.append((key, column))
        key = target
    cycle = path[seen[key] :]
    return min(cycle, key=lambda edge: (_must_hold(changes[edge[0]], edge[1]), ranks[edge[0]]))


def _must_hold(change: Change, column: str) -> bool:
    return change.creates and (column in HELD or column in table(change.key[0]).required)


def children_first(changes: Iterable[Change]) -> list[Change]:
    """Rows to delete: what refers to another row goes before it; of a loop any one goes first."""
    rows = sorted(changes, key=rank, reverse=True)
    targets, referrers = _graph(rows)
    waiting = [len(found) for found in referrers]
    left = set(range(len(rows)))
    free = [number for number in left if not waiting[number]]
    order: list[Change] = []
    while left:
        free = sorted(free or map(min, _loops_on_top(left, targets, referrers)))
        order += [rows[number] for number in free]
        left.difference_update(free)
        freed: list[int] = []
        for target in (target for number in free for target in targets[number]):
            waiting[target] -= 1
            if not waiting[target] and target in left:
                freed.append(target)
        free = freed
    return order


def _graph(rows: list[Change]) -> tuple[Graph, Graph]:
    """By place the rows that each refers to, and those that refer to it."""
    places = {change.key: number for number, change in enumerate(rows)}
    targets: Graph = []
    referrers: Graph = [[] for _ in rows]
    for number, change in enumerate(rows):
        found = {places[key] for _, key in refers_to(change.record) if key in places} - {number}
        targets.append(sorted(found))
        for target in found:
            referrers[target].append(number)
    return targets, referrers


def _loops_on_top(left: Collection[int], targets: Graph, referrers: Graph) -> Iterator[set[int]]:
    """The loops to which nothing outside of them refers."""
    taken: set[int] = set()
    for start in reversed(_finished(left, targets)):
        if start in taken:
            continue
        loop, waiting = {start}, [start]
        while waiting:
            new = {one for one in referrers[waiting.pop()] if one in left} - taken - loop
            loop |= new
            waiting += new
        if not any(one in taken for member in loop for one in referrers[member]):
            yield loop
        taken |= loop


def _finished(left: Collection[int], targets: Graph) -> list[int]:
    """Depth first along what is referred to: a row stands after all that it leads to."""
    finished: list[int] = []
    seen: set[int] = set()
    for start in sorted(left):
        path = [] if start in seen else [(start, iter(targets[start]))]
        seen.add(start)
        while path:
            following = next((n for n in path[-1][1] if n in left and n not in seen), None)
            if following is None:
                finished.append(path.pop()[0])
            else:
                seen.add(following)
                path.append((following, iter(targets[following])))
    return finished
