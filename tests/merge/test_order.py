"""What a merge looks at, and in which order it tells it."""

from app.merge.snapshot import Snapshot
from app.merge.three_way import merge
from tests.merge.building import guid, page, record, setting, site_of, snippet


def site(value: str) -> list:
    return [
        snippet(value, 3),
        page(1, adx_title=value),
        setting("Search/Enabled", value, 2),
        page(4, adx_title=value),
        snippet(value, 5),
    ]


def test_pages_come_first_then_snippets_and_settings_however_a_side_lists_them():
    sides = [site_of(*site(value)) for value in ("a", "b", "c")]
    backwards = [Snapshot(dict(reversed(side.records.items()))) for side in sides]
    told = [merge(base, here, there) for base, here, there in (sides, backwards)]
    for outcome in told:
        assert [one.record_id for one in outcome.records] == [guid(n) for n in (1, 4, 3, 5, 2)]
        assert [one.record_id for one in outcome.conflicts] == [guid(n) for n in (1, 4, 3, 5, 2)]
    assert told[0].conflicts == told[1].conflicts


def test_a_template_never_brings_another_website():
    website = record("adx_website", 9, adx_name="Customer portal")
    outcome = merge(site_of(), site_of(page()), site_of(page(), website))
    assert [one.table for one in outcome.records] == ["adx_webpage"]
