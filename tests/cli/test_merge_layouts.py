"""Any layout can be base, site or template, and the result is the same merge."""

import json
from dataclasses import replace
from itertools import product

import pytest

from app.cli.merge_report import report_of
from app.cli.sides import Side, Sides
from app.cli.unattended import put_together
from app.exports import Layout, Row, build_export, build_snapshot, open_export, write_export
from app.steps.update.texts import INSTEAD, LAYOUTS
from tests.exports.samples import WEBSITE_ID, by_key, guid, zipped
from tests.exports.test_migration_writing import field, table
from tests.exports.test_solution import component, solution

SETTING, TEMPLATE, ROLE, RIGHT, FILE, NEW = (guid(number) for number in range(1, 7))
SCHEMA = "".join(
    (
        "<entities>",
        table("adx_website", field("adx_name")),
        table("adx_sitesetting", field("adx_name"), field("adx_value")),
        table("adx_webtemplate", field("adx_name"), field("adx_source")),
        table("adx_webrole", field("adx_name")),
        "</entities>",
    )
)


def rows(value, source, new=()):
    return [
        Row("adx_website", WEBSITE_ID, {"adx_name": "Contoso"}),
        Row("adx_sitesetting", SETTING, {"adx_name": "Search/Enabled", "adx_value": value}),
        Row("adx_webtemplate", TEMPLATE, {"adx_name": "Header", "adx_source": source}),
        Row("adx_webrole", ROLE, {"adx_name": "Clerks"}),
        *new,
    ]


def as_classic(listed):
    return build_export("Contoso", WEBSITE_ID, listed)


def as_git(listed):
    start = zipped({"website.yml": f"id: {WEBSITE_ID}\nname: Contoso\n"})
    return write_export(start, [], created=listed[1:])


def as_snapshot(listed):
    return build_snapshot("Contoso", WEBSITE_ID, listed, {})


def as_migration(listed):
    empty = "".join(
        f'<entity name="{name}"><records></records></entity>'
        for name in ("adx_sitesetting", "adx_webtemplate", "adx_webrole")
    )
    own = f'<record id="{WEBSITE_ID}"><field name="adx_name" value="Contoso" /></record>'
    site = f'<entity name="adx_website"><records>{own}</records></entity>'
    start = zipped({"data.xml": f"<entities>{site}{empty}</entities>", "data_schema.xml": SCHEMA})
    return write_export(start, [], created=listed[1:])


def as_solution(listed):
    kinds = {"adx_sitesetting": 9, "adx_webtemplate": 8, "adx_webrole": 11}
    parts = []
    for row in listed[1:]:
        content = {
            name.removeprefix("adx_"): value
            for name, value in row.columns.items()
            if name != "adx_name" and value
        }
        number = int(row.id[-12:], 16)
        parts.append(component(number, kinds[row.table], row.columns["adx_name"], content))
    return solution(*parts, **{"Assets/powerpagesitelanguages.xml": "<x/>"})


MAKERS = {
    Layout.PAC_CLASSIC: as_classic,
    Layout.PAC_GIT: as_git,
    Layout.SNAPSHOT: as_snapshot,
    Layout.CONFIGURATION_MIGRATION: as_migration,
    Layout.SOLUTION: as_solution,
}


def side(layout, listed):
    data = MAKERS[layout](listed)
    opened = open_export(data)
    assert opened.export.layout is layout
    return Side(f"{layout}.zip", opened)


def test_every_layout_has_a_name_to_be_shown():
    assert LAYOUTS.keys() == {layout.value for layout in Layout}


@pytest.mark.parametrize(("base", "site", "template"), [*product(MAKERS, repeat=3)])
def test_any_three_layouts_are_merged(base, site, template):
    text = "one\ntwo\nthree\nfour\nfive\n"
    new = Row("adx_sitesetting", NEW, {"adx_name": "Search/Filters", "adx_value": "all"})
    sides = Sides(
        side(base, rows("true", text)),
        side(site, rows("true", text.replace("one", "ours"))),
        side(template, rows("false", text.replace("five", "theirs"), [new])),
    )
    merged = put_together(sides, {}, accept=False)
    assert merged.is_clean
    found = by_key(merged.written.data)
    assert found["adx_sitesetting", SETTING].columns["adx_value"] == "false"
    assert found["adx_sitesetting", NEW].columns["adx_value"] == "all"
    source = found["adx_webtemplate", TEMPLATE].columns["adx_source"]
    assert source == "ours\ntwo\nthree\nfour\ntheirs\n"
    kept = merged.written.layout
    assert kept is (Layout.PAC_CLASSIC if site is Layout.SOLUTION else site)
    result = report_of(merged)["result"]
    assert result["layout"] == kept.value
    assert (result["instead"] in INSTEAD) == (site is Layout.SOLUTION)


@pytest.mark.parametrize("layout", MAKERS)
def test_a_site_merged_with_itself_in_another_layout_stays_as_it_is(layout):
    listed = rows("true", "a\n")
    for other in MAKERS:
        sides = Sides(side(other, listed), side(layout, listed), side(other, listed))
        merged = put_together(sides, {}, accept=False)
        assert merged.is_clean
        assert not [record for record in merged.outcome.records if record.changes]
        if layout is not Layout.SOLUTION:
            assert merged.written.data == sides.site.opened.members.zipped()


def test_what_the_schema_of_the_site_cannot_hold_makes_it_a_pac_folder(tmp_path):
    new = Row("adx_redirect", NEW, {"adx_name": "old", "adx_inboundurl": "/old"})
    listed = rows("true", "a\n")
    sides = Sides(
        side(Layout.PAC_CLASSIC, listed),
        side(Layout.CONFIGURATION_MIGRATION, listed),
        side(Layout.PAC_CLASSIC, [*listed, new]),
    )
    merged = put_together(sides, {}, accept=False)
    assert (merged.written.instead, merged.written.subject) == ("schema", "adx_redirect")
    assert by_key(merged.written.data)["adx_redirect", NEW] == replace(new, paths=())
    assert json.dumps(report_of(merged)["result"]).count("adx_redirect") == 1


def test_a_result_that_no_file_has_a_place_for_is_refused_by_the_name_of_its_tables(call, tmp_path):
    """A snapshot holds tables that pac has no files for."""
    site = Row("adx_website", WEBSITE_ID, {"adx_name": "Contoso"})
    tag = Row("adx_pagetag", guid(5), {"adx_name": "News"})
    (tmp_path / "site.zip").write_bytes(build_export("Contoso", WEBSITE_ID, [site]))
    for name, rows in (("base.zip", [site]), ("template.zip", [site, tag])):
        (tmp_path / name).write_bytes(build_snapshot("Contoso", WEBSITE_ID, rows, {}))
    base, own, new = (tmp_path / f"{name}.zip" for name in ("base", "site", "template"))
    out = tmp_path / "out.zip"
    done = call("merge", "--base", base, "--site", own, "--template", new, "--out", out)
    assert done.exit_code == 2
    assert "adx_pagetag" in done.output
    assert not out.exists()
