"""Rows are deleted after what refers to them, also where they refer to each other in circles."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.merge.change import Change
from app.merge.plan_order import children_first
from tests.merge.building import guid, page


def deleted(parents):
    rows = [page(n, adx_parentpageid=None if p is None else guid(p)) for n, p in parents.items()]
    return [change.key[1] for change in children_first(map(change_of, rows))]


def change_of(row):
    return Change(row.columns["adx_name"], "", row, None)


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 9)))
def test_children_go_first_but_for_one_row_of_each_loop(parents):
    order = deleted(parents)
    assert sorted(order) == sorted(map(guid, parents))
    late = [n for n, p in parents.items() if p in parents and p != n
            and order.index(guid(p)) < order.index(guid(n))]  # fmt: skip
    loops = {one for n in parents if len(one := loop(n, parents)) > 1}
    assert len(late) == len(loops)
    assert all(loop(n, parents) in loops for n in late)


def loop(start, parents):
    """The rows on the way from this one back to it."""
    seen, current = {start}, parents[start]
    while current in parents and current not in seen:
        seen.add(current)
        current = parents[current]
    return frozenset(seen if current == start else ())


def test_a_long_chain_and_many_loops_take_no_longer_than_they_are():
    chain = {n: n + 1 for n in range(10_000)}
    loops = {n: n + 1 if n % 2 == 0 else n - 1 for n in range(20_000, 30_000)}
    start = time.process_time()
    order = deleted({**chain, **loops})
    assert time.process_time() - start < 10
    assert [one for one in order if one < guid(20_000)] == [guid(n) for n in range(10_000)]
