"""What goes into a merge only to be compared comes out of it again, and nothing else does."""

from dataclasses import replace

from app.exports.site import Layout, Row, SiteExport
from app.merge.snapshot import Record, Snapshot
from app.steps.update.translate import as_written, dated, edits, undated

META = {"createdon": "2024-01-01T08:00:00Z", "modifiedon": "2024-01-02T08:00:00Z"}
SAID = {"adx_name": "B", "createdon": "2020-05-05T00:00:00Z"}
ROWS = (
    Row("adx_webrole", "a", {"adx_name": "A"}, meta=META),
    Row("adx_webrole", "b", SAID, meta=META),
)
EXPORT = SiteExport(Layout.SNAPSHOT, "Site", "w", ROWS)


def test_only_the_dates_that_were_added_are_taken_out():
    site = as_written(EXPORT)
    compared = dated(EXPORT, site)
    assert compared.records["adx_webrole", "a"].columns["createdon"] == META["createdon"]
    assert compared.records["adx_webrole", "b"].columns["createdon"] == SAID["createdon"]
    new = Record("adx_webrole", "c", {"adx_name": "C", "createdon": "2026-01-01T00:00:00Z"})
    result = undated(Snapshot.of([*compared.records.values(), new]), site)
    assert result == Snapshot.of([*site.records.values(), new])
    assert all(result.records[key] is record for key, record in site.records.items())


def test_a_date_that_the_template_brings_is_written():
    site = as_written(EXPORT)
    new = Record("adx_webrole", "c", {"adx_name": "C", "createdon": "2026-01-01T00:00:00Z"})
    later = replace(site.records["adx_webrole", "b"], columns={**SAID, "createdon": "2026"})
    result = Snapshot.of([site.records["adx_webrole", "a"], later, new])
    for merged in (None, site):
        made = edits(site, result, merged)
        assert [row.columns["createdon"] for row in made.changed] == ["2026"]
        assert [row.columns for row in made.created] == [new.columns]
        assert made.removed == ()


def test_what_came_out_as_it_went_in_is_not_looked_at():
    site = as_written(EXPORT)
    filled = Snapshot.of([replace(r, columns={**r.columns, "adx_x": "1"})
                          for r in site.records.values()])  # fmt: skip
    assert edits(site, filled, filled).changed == ()
    gone = Snapshot.of([filled.records["adx_webrole", "a"]])
    assert edits(site, gone, filled).removed == (("adx_webrole", "b"),)
