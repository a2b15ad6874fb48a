"""The three sites of the rehearsal: one truth in Dataverse and in files, and enough to decide."""

import json

import pytest

from app.exports import read_export
from app.practice.content.sites import make_sites
from app.practice.serve import write_exports

SITES = make_sites()
NAMES = ("base", "site", "template")


def by_id(rows):
    return {(row.table, row.id): row for row in rows}


def shown(row):
    columns = {name: value for name, value in row.columns.items() if value}
    links = {name: ids for name, ids in row.links.items() if ids}
    return columns, links, row.content


@pytest.mark.parametrize("name", NAMES)
def test_an_export_read_back_is_the_site(tenant, name):
    read = read_export(tenant.exports[f"{name}.zip"])
    site = getattr(SITES, name)
    assert read.problems == ()
    assert read.website_id == site.website_id
    back, there = by_id(read.rows), by_id(site.rows)
    assert back.keys() == there.keys()
    assert {key: shown(row) for key, row in back.items()} == {
        key: shown(row) for key, row in there.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere_and_json_is_json(name):
    site = getattr(SITES, name)
    ids = {row.id for row in site.rows}
    for row in site.rows:
        assert all(linked in ids for links in row.links.values() for linked in links)
        for column, value in row.columns.items():
            assert "<<" not in (value or "")
            if value and column in ("adx_settings", "adx_views", "adx_subgrid_settings"):
                assert json.loads(value)
            if column in ("adx_parentpageid", "adx_pagetemplateid", "adx_webtemplateid"):
                assert value is None or value in ids


def test_ids_are_kept_by_the_site_and_half_new_in_the_template():
    base, site, template = (by_id(getattr(SITES, name).rows).keys() for name in NAMES)
    assert len(base & site) > 0.9 * len(base)
    assert 0.3 < len(base & template) / len(base) < 0.7
    fresh = make_sites(fresh_ids=True)
    assert not base & by_id(fresh.template.rows).keys()


def test_the_same_content_comes_out_each_time(tenant):
    again = make_sites()
    assert again == SITES


def test_dataverse_shows_the_rows_of_the_export(uat):
    settings = uat.data("adx_sitesettings?$select=adx_name,adx_value").json()["value"]
    there = {row.id: row.columns for row in SITES.site.rows if row.table == "adx_sitesetting"}
    assert {row["adx_sitesettingid"]: row["adx_value"] for row in settings} == {
        row_id: columns["adx_value"] for row_id, columns in there.items()
    }


def test_exports_are_written_into_a_folder(tenant, tmp_path):
    folder = tmp_path / "exports"
    write_exports(tenant, folder)
    assert {file.name for file in folder.iterdir()} == {"base.zip", "site.zip", "template.zip"}
    assert (folder / "base.zip").read_bytes() == tenant.exports["base.zip"]
