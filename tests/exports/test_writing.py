"""Writing back: what was not touched stays, what was touched reads back as it was meant."""

from dataclasses import replace
from functools import cache

import pytest

from app.exports import ExportRefused, Row, build_export, read_export, write_export
from app.exports.kinds import KINDS
from tests.exports.samples import (
    SMALL,
    WEBSITE_ID,
    a_row_of_every_kind,
    by_key,
    guid,
    small,
    unzipped,
    zipped,
)

HOST_MANIFEST = ".portalconfig/contoso.crm4.dynamics.com-manifest.yml"
DELETIONS = ".portalconfig/manifest.yml"
PERMISSION = "table-permissions/Orders.tablepermission.yml"


def changed(data: bytes, key: tuple[str, str], **columns: str | None) -> bytes:
    row = by_key(data)[key]
    return write_export(data, [replace(row, columns={**row.columns, **columns})])


def test_nothing_changed_gives_the_same_file():
    data = small()
    assert write_export(data, read_export(data).rows) == data


def test_only_the_touched_file_is_written_anew_in_the_same_order():
    before, after = (
        unzipped(small()),
        unzipped(changed(small(), ("adx_webfile", guid(10)), adx_title="Logo")),
    )
    touched = "web-files/logo.png.webfile.yml"
    assert [*after] == [name for name in before if name != HOST_MANIFEST]
    assert after.pop(DELETIONS) == b"{}\n"
    assert {name for name in after if after[name] != before[name]} == {touched}
    assert after[touched].decode() == (
        f"adx_name: logo.png\nadx_partialurl: logo.png\nadx_title: Logo\n"
        f"adx_webfileid: {guid(10)}\nannotationid: {guid(11)}\nfilename: logo.png\n"
        f"objectid: {guid(10)}\n"
    )


def test_other_entries_of_a_list_keep_every_character():
    after = unzipped(changed(small(), ("adx_sitesetting", guid(5)), adx_value="yes: no"))
    before = str(SMALL["sitesetting.yml"])
    assert after["sitesetting.yml"].decode() == before.replace("false", "'yes: no'")


def test_the_first_key_of_an_entry_can_change_and_a_new_one_can_come_before_it():
    data = changed(small(), ("adx_sitesetting", guid(7)), adx_name="New", adx_a="first")
    text = unzipped(data)["sitesetting.yml"].decode()
    assert text.endswith(
        f"- adx_a: first\n  adx_name: New\n  adx_sitesettingid: {guid(7)}\n  versionnumber: 12\n"
    )


def test_a_column_can_be_emptied():
    data = changed(small(), ("adx_sitesetting", guid(5)), adx_value=None)
    assert by_key(data)["adx_sitesetting", guid(5)].columns["adx_value"] is None


def test_columns_that_a_row_does_not_mention_stay():
    data = write_export(small(), [Row("adx_sitesetting", guid(5), {"adx_value": "true"})])
    assert by_key(data)["adx_sitesetting", guid(5)].columns == {
        "adx_name": "Search/Enabled",
        "adx_value": "true",
    }


def test_a_parent_known_from_the_folder_is_not_written_into_the_file():
    data = changed(small(), ("adx_weblink", guid(13)), adx_name="Start")
    text = unzipped(data)["weblink-sets/main/Main.weblinkset.weblink.yml"].decode()
    assert text == f"- adx_name: Start\n  adx_weblinkid: {guid(13)}\n"


def test_a_long_text_is_written_with_its_own_line_ends():
    value = "a\r\nb\nc\r\n"
    data = changed(small(), ("adx_contentsnippet", guid(3)), adx_value=value)
    name = "content-snippets/footer/Footer.en-US.contentsnippet.value.html"
    assert unzipped(data)[name] == value.encode()


def test_an_empty_long_text_gets_no_file_until_it_has_a_text():
    name = "content-snippets/bare/Bare.contentsnippet.value.html"
    key = ("adx_contentsnippet", guid(4))
    assert name not in unzipped(changed(small(), key, adx_value=None, adx_name="B"))
    filled = changed(small(), key, adx_value="now")
    assert unzipped(filled)[name] == b"now"
    emptied = changed(filled, key, adx_value=None)
    assert unzipped(emptied)[name] == b""
    assert by_key(emptied)[key].columns["adx_value"] is None


def test_a_web_file_takes_new_bytes_and_keeps_its_note():
    row = replace(by_key(small())["adx_webfile", guid(10)], content=b"new")
    after = unzipped(write_export(small(), [row]))
    assert after["web-files/logo.png"] == b"new"
    assert (
        after["web-files/logo.png.webfile.yml"].decode() == SMALL["web-files/logo.png.webfile.yml"]
    )


def test_links_keep_their_order_and_new_ones_follow():
    row = by_key(small())["adx_entitypermission", guid(9)]
    links = {"adx_entitypermission_webrole": frozenset({guid(2), guid(8), guid(1)})}
    text = unzipped(write_export(small(), [replace(row, links=links)]))[PERMISSION].decode()
    assert text == str(SMALL[PERMISSION]).replace(
        f"- {guid(8).upper()}\n", f"- {guid(8).upper()}\n- {guid(1)}\n- {guid(2)}\n"
    )
    none = {"adx_entitypermission_webrole": frozenset[str]()}
    emptied = by_key(write_export(small(), [replace(row, links=none)]))
    assert emptied["adx_entitypermission", guid(9)].links == none


def test_removing_takes_the_record_with_its_files_and_leaves_the_others():
    gone = [
        ("adx_contentsnippet", guid(3)),
        ("adx_sitesetting", guid(6)),
        ("adx_webfile", guid(10)),
    ]
    data = write_export(small(), [], gone)
    assert by_key(data).keys() == by_key(small()).keys() - set(gone)
    assert not [name for name in unzipped(data) if "ooter" in name or "logo" in name]
    kept = str(SMALL["sitesetting.yml"]).split("- adx_name: Empty")
    text = unzipped(data)["sitesetting.yml"].decode()
    assert text == kept[0] + "- adx_name:  oddly" + kept[1].split("- adx_name:  oddly")[1]


def test_a_list_without_records_is_no_file():
    data = write_export(small(), [], [("adx_weblink", guid(13))])
    assert "weblink-sets/main/Main.weblinkset.weblink.yml" not in unzipped(data)


def test_new_entries_stand_where_their_ids_sort():
    rows = [
        Row("adx_sitesetting", guid(5)[:-1] + "5", {}),
        Row("adx_sitesetting", guid(0), {"adx_name": "first"}),
        Row("adx_sitesetting", guid(0xFFF), {"adx_name": "last"}),
    ]
    with pytest.raises(ValueError, match="already"):
        write_export(small(), [], created=rows)
    text = unzipped(write_export(small(), [], created=rows[1:]))["sitesetting.yml"].decode()
    first = f"- adx_name: first\n  adx_sitesettingid: {guid(0)}\n"
    last = f"- adx_name: last\n  adx_sitesettingid: {guid(0xFFF)}\n"
    assert text == first + str(SMALL["sitesetting.yml"]) + last


def test_new_files_get_the_names_that_pac_gives():
    language = {"adx_portallanguageid": guid(1)}
    rows = [
        Row("adx_websitelanguage", guid(2), language),
        Row("adx_webpage", guid(51), {"adx_name": "Über / uns", "adx_isroot": "true"}),
        Row(
            "adx_webpage",
            guid(50),
            {
                "adx_name": "About",
                "adx_rootwebpageid": guid(51),
                "adx_webpagelanguageid": guid(2),
                "adx_copy": "<p>",
            },
        ),
        Row("adx_contentsnippet", guid(52), {"adx_name": "FOOTER"}),
        Row(
            "adx_contentsnippet",
            guid(53),
            {"adx_name": "Footer", "adx_contentsnippetlanguageid": guid(2)},
        ),
        Row("adx_weblink", guid(54), {"adx_name": "Shop", "adx_weblinksetid": guid(12)}),
        Row("adx_webfile", guid(55), {"adx_name": "a b.css"}, content=b"x"),
        Row("adx_entitypermission", guid(56), {"adx_entityname": "Read/All"}),
    ]
    new = unzipped(write_export(small(), [], created=rows)).keys() - unzipped(small()).keys()
    twin = next(name for name in new if "/footer_" in name)
    assert twin.endswith(".en-US.contentsnippet.yml")
    assert new - {twin} == {
        "websitelanguage.yml",
        "web-pages/über---uns/Über---uns.webpage.yml",
        "web-pages/über---uns/content-pages/Über---uns.en-US.webpage.yml",
        "web-pages/über---uns/content-pages/Über---uns.en-US.webpage.copy.html",
        "content-snippets/footer/FOOTER.contentsnippet.yml",
        "web-files/a-b.css",
        "web-files/a-b.css.webfile.yml",
        "table-permissions/Read-All.tablepermission.yml",
    }
    written = by_key(write_export(small(), [], created=rows))
    assert all(written[row.table, row.id].columns.items() >= row.columns.items() for row in rows)


def test_the_site_may_lie_in_a_folder_with_others_beside_it():
    data = zipped({"x/" + name: text for name, text in SMALL.items()} | {"README.md": "hello"})
    new = Row("adx_webrole", guid(60), {"adx_name": "Buyer"})
    after = unzipped(write_export(data, [], created=[new]))
    assert after["README.md"] == b"hello"
    assert after["x/webrole.yml"].decode() == f"- adx_name: Buyer\n  adx_webroleid: {guid(60)}\n"
    assert "x/" + HOST_MANIFEST not in after


def test_a_file_with_windows_line_ends_keeps_them():
    windows = str(SMALL["sitesetting.yml"]).replace("\n", "\r\n")
    data = small(**{"sitesetting.yml": windows})
    new = Row("adx_sitesetting", guid(0xFFF), {"adx_name": "last"})
    row = Row("adx_sitesetting", guid(5), {"adx_value": "a\n\nb"})
    text = unzipped(write_export(data, [row], created=[new]))["sitesetting.yml"].decode()
    assert "\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
    assert by_key(write_export(data, [row]))[row.table, row.id].columns["adx_value"] == "a\n\nb"


@pytest.mark.parametrize(
    "text",
    [
        f"[{{adx_sitesettingid: {guid(5)}, adx_name: 'a, b', x: {{y: 1}}, z: [[1]]}}]",
        f"-   adx_name: x\n    adx_sitesettingid: {guid(5)}",
        f"# remark\n---\n- adx_name: x\n  adx_sitesettingid: {guid(5)}\n...\n",
        f"- ? adx_name\n  : x\n  adx_sitesettingid: {guid(5)}\n",
        f"  - adx_name: x\n    adx_sitesettingid: {guid(5)}\n",
        f'- "adx_name": "x\n\n    y"\n  "adx_sitesettingid": {guid(5)}\n  adx_zz: |+\n    a\n\n',
    ],
)
def test_yaml_that_pac_would_not_write_can_be_changed_too(text):
    data = small(**{"sitesetting.yml": text})
    before = by_key(data)["adx_sitesetting", guid(5)]
    new = Row("adx_sitesetting", guid(0xFFF), {"adx_name": "last"})
    row = replace(before, columns={**before.columns, "adx_value": "v: 1"})
    after = by_key(write_export(data, [row], created=[new]))
    assert after["adx_sitesetting", guid(5)] == row
    assert after["adx_sitesetting", guid(0xFFF)] == new


def test_the_same_changes_give_the_same_bytes():
    rows = a_row_of_every_kind()[1:]
    once = write_export(small(), [], created=rows)
    assert once == write_export(small(), [], created=list(reversed(rows)))


def test_rows_that_cannot_be_written_are_refused():
    unknown = Row("adx_sitesetting", guid(0xABC), {})
    with pytest.raises(LookupError):
        write_export(small(), [unknown])
    with pytest.raises(LookupError):
        write_export(small(), [], [("adx_sitesetting", guid(0xABC))])
    with pytest.raises(LookupError):
        write_export(small(), [], [("adx_website", WEBSITE_ID)])
    with pytest.raises(ExportRefused, match="not_written contact"):
        write_export(small(), [], created=[Row("contact", guid(1), {})])
    for table, identity in (("adx_webrole", "x"), ("adx_website", guid(1))):
        with pytest.raises(ValueError, match="cannot hold"):
            write_export(small(), [], created=[Row(table, identity, {})])
    with pytest.raises(ValueError, match="column name"):
        write_export(small(), [], created=[Row("adx_webrole", guid(1), {"a: b": "x"})])


def test_a_whole_new_export_reads_back_equal():
    rows = a_row_of_every_kind()
    data = build_export("Contoso", WEBSITE_ID, rows)
    assert by_key(data) == {(row.table, row.id): row for row in rows}
    assert read_export(data).problems == ()
    assert data == build_export("Contoso", WEBSITE_ID, reversed(rows))


def test_a_new_export_without_a_website_row_gets_one_from_the_name():
    export = read_export(build_export("Contoso", WEBSITE_ID.upper(), []))
    assert (export.name, export.website_id) == ("Contoso", WEBSITE_ID)


@cache
def everything() -> tuple[bytes, dict[tuple[str, str], Row]]:
    data = build_export("Contoso", WEBSITE_ID, a_row_of_every_kind())
    return data, by_key(data)


@pytest.mark.parametrize("table", [kind.table for kind in KINDS])
def test_one_changed_column_of_any_kind_is_the_only_difference(table):
    data, rows = everything()
    [key] = [key for key in rows if key[0] == table]
    for column in rows[key].columns:
        value = guid(999) if (rows[key].columns[column] or "").startswith("2000") else "x: 'y'\n z"
        row = replace(rows[key], columns={**rows[key].columns, column: value})
        assert by_key(write_export(data, [row])) == {**rows, key: row}


def test_a_list_that_was_a_single_record_becomes_a_list():
    alone = f"adx_description: >-\n  one\n\n  two\nadx_webroleid: {guid(20)}\n"
    data = small(**{"webrole.yml": alone})
    before = by_key(data)
    written = write_export(data, [], created=[Row("adx_webrole", guid(21), {"adx_name": "B"})])
    assert by_key(written) == {
        **before,
        ("adx_webrole", guid(21)): Row("adx_webrole", guid(21), {"adx_name": "B"}),
    }
