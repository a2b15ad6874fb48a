"""Three files on the workbench: what the pages get to see of a merge."""

from datetime import UTC, datetime

from app.exports.site import Row
from app.exports.snapshot import build_snapshot
from app.merge.outcome import Choice
from app.sites.keeping import sealed_as
from app.steps.update.translate import DATES
from app.steps.update.workbench import Sides, Workbench
from app.store.site_tables import SiteFile
from tests.sites.conftest import KEYS

WEBSITE = "00000000-0000-4000-8000-000000000001"


def kept(name: str, greeting: str, modified: str) -> SiteFile:
    """A snapshot with one snippet, as it lies in the store."""
    meta = {"createdon": "2024-01-01T08:00:00Z", "modifiedon": modified}
    words = {"adx_name": "Hello", "adx_value": greeting}
    rows = [
        Row("adx_website", WEBSITE, {"adx_name": "Site"}),
        Row("adx_contentsnippet", WEBSITE[:-1] + "2", words, meta=meta),
    ]
    data = build_snapshot(name, WEBSITE, rows, {})
    return SiteFile(
        id=name, environment_id="e", name=name, sha256="", size=len(data), site_name=name,
        layout="snapshot", records=len(rows), blob=KEYS.seal(data, sealed_as(name)),
        added_by="", added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def test_without_a_base_the_dates_of_a_snapshot_say_what_nobody_touched():
    template = kept("template", "new", "2026-01-01T08:00:00Z")
    for modified, suggested in (
        ("2024-01-01T08:01:00Z", Choice.TEMPLATE),
        ("2024-06-01T08:00:00Z", None),
    ):
        site = kept("site", "old", modified)
        outcome = Workbench(KEYS).outcome(Sides(None, site, template), [])
        assert [c.suggested for c in outcome.conflicts] == [suggested]
        assert [c.reason for c in outcome.conflicts] == ["never_modified" if suggested else ""]
        columns = {c for record in outcome.result.records.values() for c in record.columns}
        assert not columns & set(DATES)
