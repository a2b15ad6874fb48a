"""Merges of a real site's history: five releases of one template."""

import functools
from dataclasses import replace
from pathlib import Path

import pytest

from app.exports import read_export
from app.merge.omitted import with_omitted_as_empty
from app.merge.outcome import Case, Choice, ConflictKind
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.summary import counts
from app.merge.three_way import merge
from tests.merge.building import all_decided

SITES = Path(__file__).resolve().parents[2] / "../shared/data/sites"


@functools.cache
def version(site: str, number: int) -> Snapshot:
    found = sorted((SITES / site).glob(f"v{number}-*.zip"))
    if not found:
        pytest.skip("the histories of sites are not beside the repository")
    rows = read_export(found[0].read_bytes()).rows
    return with_omitted_as_empty(
        Snapshot.of(
            [
                Record(
                    row.table,
                    row.id,
                    row.columns,
                    row.links,
                    NOT_READ if row.content is None else row.content,
                )
                for row in rows
            ]
        )
    )


def customised(snapshot: Snapshot) -> Snapshot:
    """Every web template gets a first line, one in three snippets goes."""
    records = dict(snapshot.records)
    for number, (key, record) in enumerate(sorted(snapshot.records.items())):
        if key[0] == "adx_webtemplate":
            source = f"{{% comment %}}ours{{% endcomment %}}\n{record.columns['adx_source'] or ''}"
            records[key] = replace(record, columns={**record.columns, "adx_source": source})
        elif key[0] == "adx_contentsnippet" and number % 3 == 0:
            del records[key]
    return Snapshot(records)


def test_an_untouched_site_takes_a_release_without_a_question_but_removals():
    outcome = merge(
        version("gds-accelerator", 3), version("gds-accelerator", 3), version("gds-accelerator", 5)
    )
    assert outcome.open == ()
    assert counts(outcome).records[Case.UPDATED] > 30
    assert {c.reason for c in outcome.conflicts} == {"removed_unchanged"}


def test_new_permissions_of_a_release_wait():
    outcome = merge(
        version("gds-accelerator", 2), version("gds-accelerator", 2), version("gds-accelerator", 3)
    )
    assert {c.kind for c in outcome.open} == {ConflictKind.PERMISSION}


def test_a_customised_site_keeps_its_own_work_and_a_second_run_finds_nothing():
    base, new = version("gds-accelerator", 3), version("gds-accelerator", 5)
    site = customised(base)
    outcome = merge(base, site, new)
    outcome = merge(base, site, new, all_decided(outcome, Choice.SITE))
    assert outcome.void_decisions == ()
    for key, record in site.records.items():
        if key[0] == "adx_webtemplate":
            source = outcome.result.records[key].columns["adx_source"]
            assert (source or "").startswith("{% comment %}ours"), record.columns["adx_name"]
    again = merge(new, outcome.result, new)
    assert again.open == ()
    assert again.result == outcome.result


def test_the_same_site_uploaded_elsewhere_is_no_news():
    outcome = merge(version("gcweb", 3), version("gcweb", 3), version("gcweb", 4))
    assert {record.case for record in outcome.records} == {Case.UNCHANGED}
