"""Merges of versions of a real template, with a customised copy made by seeded edits."""

import io

import pytest

from app.exports import read_export
from app.merge.outcome import Choice, Resolution
from app.merge.three_way import merge
from app.steps.update.translate import snapshot_of
from tests.seeded import customised, site_versions

VERSIONS = site_versions("gds-accelerator")
needs_data = pytest.mark.skipif(not VERSIONS, reason="the real sites are not beside the project")

FROM_TO = [(1, 2), (2, 3), (3, 4), (4, 5), (3, 5)]


def sides(*exports):
    return [snapshot_of(read_export(export)) for export in exports]


@needs_data
@pytest.mark.parametrize(("old", "new"), FROM_TO)
def test_an_untouched_site_takes_every_version_without_a_conflict_over_values(old, new):
    base, template = sides(VERSIONS[old - 1], VERSIONS[new - 1])
    outcome = merge(base, base, template, {})
    asked = {conflict.kind for conflict in outcome.open}
    assert asked <= {"permission"}, "only more rights are asked about"


@needs_data
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_seeded_edits_on_both_sides_give_the_conflicts_they_must(seed):
    base = VERSIONS[2]
    site, template, at_least = customised(base, seed)
    outcome = merge(*sides(base, site, template), {})
    assert len(outcome.conflicts) >= at_least
    values = [
        value for record in outcome.result.records.values() for value in record.columns.values()
    ]
    assert sum("customer only" in (value or "") for value in values) == 4
    assert sum("template only" in (value or "") for value in values) == 4


@needs_data
def test_deciding_everything_for_the_site_changes_nothing_that_was_in_conflict():
    base = VERSIONS[2]
    site, template, _ = customised(base, 7)
    before = sides(base, site, template)
    outcome = merge(*before, {})
    mine = {c.id: Resolution(Choice.SITE, c.fingerprint) for c in outcome.conflicts}
    decided = merge(*before, mine)
    assert not decided.open
    again = merge(before[2], decided.result, before[2], {})
    assert not again.open
    assert again.result == decided.result


@needs_data
@pytest.mark.anyio
async def test_a_real_site_is_merged_in_the_browser_and_its_download_reads_back(avery):
    base = VERSIONS[2]
    site, template, at_least = customised(base, 5)
    environment = await avery.add()
    await avery.get(f"{environment}/update")
    files = {
        f"{slot}_file": (f"{slot}.zip", io.BytesIO(data), "application/zip")
        for slot, data in (("base", base), ("site", site), ("template", template))
    }
    await avery.post(f"{environment}/update/merges", files=files)
    review = avery.path()
    links = [a["href"] for a in avery.soup().select("ul.tasks a.row")]
    assert len(links) >= at_least
    for conflict in links:
        await avery.get(conflict)
        if "Needs your decision" in avery.words():
            await avery.post(f"{conflict}/decide", choice="template", seen="0")
    merged = await avery.browser.get(f"{review}/merged.zip")
    assert merged.status_code == 200
    result = read_export(merged.content)
    copies = [value or "" for row in result.rows for value in row.columns.values()]
    assert sum("customer only" in text for text in copies) == 4
    assert sum("changed by the template" in text for text in copies) == 10
    assert not [text for text in copies if "changed by the customer -->" in text]
