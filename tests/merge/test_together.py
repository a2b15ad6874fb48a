"""Columns that mean one thing move together, in every table, or are one question."""

import pytest

from app.merge.outcome import Choice
from app.merge.snapshot import Record
from app.merge.table_list import TABLES
from app.merge.tables import LOOKUPS, STATE
from app.merge.three_way import merge
from tests.merge.building import asked, decided, guid, merged, record, site_of

GROUPS = [
    (table.name, group)
    for table in TABLES.values()
    for group in (*table.together, STATE)
    if "content" not in group and table.name not in ("adx_portallanguage", "adx_website")
]


def value_of(column: str, number: int) -> str:
    return guid(number) if column in LOOKUPS else str(number)


@pytest.mark.parametrize(("table", "group"), GROUPS, ids=str)
def test_one_side_changed_one_of_them_and_the_other_side_another(
    table: str, group: tuple[str, ...]
):
    def one(**columns: str) -> Record:
        same = {column: value_of(column, 1) for column in group}
        return record(table, 500, adx_name="x", **{**same, **columns})

    there = [record(t, n, adx_name=f"{t} {n}") for t in {LOOKUPS[c] for c in group if c in LOOKUPS}
             for n in (1, 2)]  # fmt: skip
    first, second = group[0], group[1]
    sides = (
        site_of(one(), *there),
        site_of(one(**{first: value_of(first, 2)}), *there),
        site_of(one(**{second: value_of(second, 2)}), *there),
    )
    outcome = merge(*sides)
    assert f"{first}: " in (asked(outcome).site or "")
    assert f"{second}: " in (asked(outcome).site or "")
    assert outcome.result == sides[1]
    taken = merge(*sides, decided(asked(outcome), Choice.TEMPLATE))
    assert taken.result == sides[2]


def test_a_record_that_the_template_switches_off_stays_on_unless_chosen():
    on = record("adx_webpage", 1, adx_name="A", statecode="0", statuscode="1")
    off = record("adx_webpage", 1, adx_name="A", statecode="1", statuscode="2")
    outcome = merged(on, on, off)
    assert (asked(outcome).reason, asked(outcome).default) == ("switched_off", Choice.SITE)
    assert outcome.result == site_of(on)
    assert merged(on, on, off, decided(asked(outcome), Choice.TEMPLATE)).result == site_of(off)
    assert merged(off, off, on).result == site_of(on)
    assert merged(on, off, on).result == site_of(off)


def test_a_file_whose_bytes_are_missing_in_an_export_is_told_where_the_template_may_bring_some():
    def file(content: bytes | None, name: str = "a.png") -> Record:
        more = {"adx_name": "a", "adx_partialurl": "a.png", "filename": name}
        return record("adx_webfile", 1, **more) if content is None else record(
            "adx_webfile", 1, content, **more)  # fmt: skip

    told = merged(file(b"a"), file(None), file(b"b"))
    assert [(n.code, n.details["column"]) for n in told.notes if n.details.get("column")] == [
        ("not_read", "content")
    ]
    quiet = merged(file(b"a"), file(None), file(b"a"))
    assert [n for n in quiet.notes if n.code == "not_read"] == []
    renamed = merged(file(None), file(None), file(None, "b.png"))
    assert [n.code for n in renamed.notes if n.code == "not_read"] == ["not_read"]
