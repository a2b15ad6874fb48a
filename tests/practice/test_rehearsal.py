"""The three exports merged by the product: enough of every kind for a person to decide."""

from collections import Counter

import pytest

from app.merge.outcome import Case, ConflictKind, Standing
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.three_way import merge
from app.practice.content.sites import make_sites

KINDS = {
    ConflictKind.VALUE,
    ConflictKind.TEXT,
    ConflictKind.JSON,
    ConflictKind.RECORD,
    ConflictKind.PERMISSION,
}


def snapshot(site):
    return Snapshot.of(
        [
            Record(row.table, row.id, row.columns, row.links, _content(row))
            for row in site.rows
            if row.table != "adx_portallanguage"
        ]
    )


def _content(row):
    return row.content if row.table == "adx_webfile" else NOT_READ


@pytest.mark.parametrize("fresh_ids", [False, True])
def test_the_rehearsal_leaves_many_kinds_of_questions_and_merges_the_rest(fresh_ids):
    sites = make_sites(fresh_ids=fresh_ids)
    outcome = merge(*(snapshot(one) for one in (sites.base, sites.site, sites.template)))
    assert len(outcome.open) >= 8
    assert {conflict.kind for conflict in outcome.conflicts} >= KINDS
    assert any(conflict.standing is Standing.DEFAULTED for conflict in outcome.conflicts)
    cases = Counter(record.case for record in outcome.records)
    assert cases[Case.UPDATED] >= 8
    for case in (Case.BOTH_ADDED, Case.DELETED_HERE, Case.REMOVED_IN_TEMPLATE, Case.CREATED):
        assert cases[case] >= 1
    assert cases[Case.KEPT] >= 5
    assert cases[Case.OWN] >= 4
