"""A whole site is read, kept once, and gone on with after anything that stops it."""

import pytest

from app.exports import Layout, read_export
from app.jobs.job import GivenUp, Stopped
from app.microsoft.errors import Unavailable
from app.microsoft.site_configuration import SITE_TABLES
from app.sites.keeping import sealed_as
from app.sites.reading import find_websites, take_snapshot
from app.store import site_parts
from app.store.site_tables import SiteFile, SitePart

pytestmark = pytest.mark.anyio


@pytest.fixture
async def website(ctx):
    [site] = await find_websites(ctx.microsoft.dataverse)
    return site


NOT_SIMULATED = ("adx_webformstep", "adx_registerstartupscript")  # the practice table lacks it


async def take(ctx, website_id, role="site"):
    return await take_snapshot(ctx, ctx.microsoft, website_id, role, ctx.environment)


async def kept(ctx, file_id):
    file = await ctx.read(lambda s: s.get_one(SiteFile, file_id))
    return file, read_export(ctx.keys.unseal(file.blob, sealed_as(file.id)))


async def parts(ctx):
    return await ctx.read(lambda s: site_parts.count(s, ctx.run_id))


async def test_the_snapshot_holds_the_rows_that_the_practice_export_holds(ctx, website, tenant):
    file, export = await kept(ctx, await take(ctx, website.id))
    told = read_export(tenant.exports["site.zip"])
    assert export.layout is Layout.SNAPSHOT
    assert (export.website_id, export.name) == (told.website_id, told.name)
    assert {(r.table, r.id) for r in export.rows} == {(r.table, r.id) for r in told.rows}
    assert not export.problems
    ours = {(row.table, row.id): row for row in export.rows}
    for row in told.rows:
        read = ours[row.table, row.id]
        differing = {
            name: (value, read.columns.get(name))
            for name, value in row.columns.items()
            if (row.table, name) != NOT_SIMULATED and read.columns.get(name) != value
        }
        assert not differing, (row.table, differing)
        assert row.content == read.content
        assert all(read.links[name] == ends for name, ends in row.links.items())
    assert (file.role, file.source, file.run_id) == ("site", "Contoso UAT", ctx.run_id)


async def test_a_snapshot_says_of_each_row_what_a_later_write_needs(ctx, website):
    _, export = await kept(ctx, await take(ctx, website.id))
    page = next(row for row in export.rows if row.table == "adx_webpage")
    assert page.meta["version"].startswith('W/"')
    assert page.meta["modifiedon"] >= page.meta["createdon"] > "2026"
    file = next(row for row in export.rows if row.table == "adx_webfile")
    assert file.meta["content_place"] == "note"
    assert file.meta["note_id"]
    assert file.meta["note_version"]


async def test_what_is_empty_is_known_to_be_empty_and_people_are_not_in_it(ctx, website):
    _, export = await kept(ctx, await take(ctx, website.id))
    page = next(row for row in export.rows if row.table == "adx_webpage")
    assert page.columns["adx_customcss"] is None
    assert not {"adx_authorid", "ownerid", "adx_websiteid", "adx_webpageid"} & {*page.columns}
    assert not [row for row in export.rows if "adx_webrole_contact" in row.links]


async def test_tables_that_the_organization_has_not_are_named(ctx, website):
    _, export = await kept(ctx, await take(ctx, website.id))
    assert "adx_blogpost" in export.meta["not_reached"].split()
    assert "adx_webpage" not in export.meta["not_reached"].split()
    assert export.meta["organization"] == ctx.environment.url


async def test_calling_again_gives_the_same_file_and_asks_nobody(ctx, website, calls):
    first = await take(ctx, website.id)
    asked = len(calls.asked)
    assert await take(ctx, website.id) == first
    assert len(calls.asked) == asked


async def test_a_kill_between_keeping_and_journalling_makes_no_second_file(ctx, website, calls):
    first = await take(ctx, website.id)
    ctx.record.journalled.clear()
    asked = len(calls.asked)
    assert await take(ctx, website.id) == first
    assert len(calls.asked) == asked


async def test_two_snapshots_of_one_run_are_told_apart_by_their_role(ctx, website):
    one, other = await take(ctx, website.id), await take(ctx, website.id, "backup")
    assert one != other
    assert await parts(ctx) == 0


async def test_a_stopped_run_goes_on_at_the_first_piece_that_is_missing(ctx, website, calls):
    ctx.record.stops_after = 12
    with pytest.raises(Stopped):
        await take(ctx, website.id)
    assert await parts(ctx) == 11
    before = [call for call in calls.asked if "adx_publishingstates" in call]
    ctx.record.stops_after = None
    await take(ctx, website.id)
    assert [call for call in calls.asked if "adx_publishingstates" in call] == before
    assert await parts(ctx) == 0


async def test_after_no_answer_nothing_that_was_read_is_read_again(ctx, website, calls, tenant):
    tenant.controls.fail_next(503, path_contains="adx_webfiles")
    with pytest.raises(Unavailable):
        await take(ctx, website.id)
    asked = calls.asked.count("GET adx_webpages")
    assert asked
    await take(ctx, website.id)
    assert calls.asked.count("GET adx_webpages") == asked


async def test_pieces_of_yesterday_are_read_again(ctx, website, calls):
    ctx.record.stops_after = 20
    with pytest.raises(Stopped):
        await take(ctx, website.id)
    asked = calls.asked.count("GET adx_webpages")
    ctx.record.stops_after = None
    ctx.clock.advance(days=1)
    await take(ctx, website.id)
    assert calls.asked.count("GET adx_webpages") == 2 * asked > 0


async def test_a_website_that_is_not_there_ends_the_run_with_a_cause(ctx):
    with pytest.raises(GivenUp) as given_up:
        await take(ctx, "00000000-0000-4000-8000-000000000000")
    assert given_up.value.cause == "website_gone"


async def test_the_page_learns_how_far_it_is_and_nothing_of_what_was_read(ctx, website):
    await take(ctx, website.id)
    last = ctx.record.told[-1]
    assert (last["tables"], last["of"]) == (len(SITE_TABLES), len(SITE_TABLES))
    assert last["files"] == last["of_files"] > 0
    assert {type(value) for told in ctx.record.told for value in told.values()} == {int, str}
    assert {*last} == {"reading", "place", "tables", "of", "rows", "files", "of_files"}


async def test_no_piece_lies_open_in_the_database(ctx, website, tmp_path):
    ctx.record.stops_after = 40
    with pytest.raises(Stopped):
        await take(ctx, website.id)
    assert await ctx.read(lambda s: s.get(SitePart, (ctx.run_id, "site/table/adx_webpage")))
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))
    assert b"adx_partialurl" not in stored
