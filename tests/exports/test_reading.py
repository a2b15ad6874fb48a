"""What is read from a pac folder, and what is not."""

import pytest

from app.exports import ExportRefused, Problem, Row, read_export
from tests.exports.samples import SMALL, WEBSITE_ID, by_key, guid, small, zipped

SETTING = "adx_sitesetting"


def test_every_scalar_is_the_text_of_the_file():
    values = ["no", "Yes", "0x1F", "1_000", "12:30:00", "2021-01-20", "~", "null", "1.10"]
    settings = "".join(
        f"- adx_sitesettingid: {guid(number)}\n  adx_value: {value}\n"
        for number, value in enumerate(values)
    )
    rows = by_key(small(**{"sitesetting.yml": settings}))
    found = [rows[SETTING, guid(number)].columns["adx_value"] for number in range(len(values))]
    assert found == values


def test_empty_is_none_and_an_absent_key_is_absent():
    rows = by_key(small())
    assert rows[SETTING, guid(6)].columns == {"adx_name": "Empty", "adx_value": None}
    assert rows[SETTING, guid(7)].columns == {"adx_name": "oddly"}


def test_the_site_may_lie_in_any_folder():
    export = read_export(zipped(SMALL, "some/contoso---site/"))
    assert (export.name, export.website_id) == ("Contoso - contoso", WEBSITE_ID)
    assert export.problems == ()
    footer = next(row for row in export.rows if row.table == "adx_contentsnippet")
    assert footer.paths == (
        "some/contoso---site/content-snippets/footer/Footer.en-US.contentsnippet.yml",
        "some/contoso---site/content-snippets/footer/Footer.en-US.contentsnippet.value.html",
    )


def test_ids_are_lower_case_and_values_that_look_like_ids_are_left_alone():
    setting = (
        f"- adx_sitesettingid: {guid(5)}\n  adx_value: {guid(10).upper()}\n"
        f"  adx_pageid: {guid(10).upper()}\n"
    )
    rows = by_key(small(**{"sitesetting.yml": setting}))
    columns = rows[SETTING, guid(5)].columns
    assert columns == {"adx_value": guid(10).upper(), "adx_pageid": guid(10)}
    assert ("adx_contentsnippet", guid(3)) in rows


def test_a_long_text_keeps_its_line_ends():
    assert by_key(small())["adx_contentsnippet", guid(3)].columns["adx_value"] == "One\r\nTwo"


def test_a_missing_text_file_means_empty_when_others_of_the_table_have_one():
    assert by_key(small())["adx_contentsnippet", guid(4)].columns["adx_value"] is None


def test_a_missing_text_file_means_not_exported_when_no_record_of_the_table_has_one():
    members = {name: text for name, text in SMALL.items() if not name.endswith(".value.html")}
    rows = by_key(zipped(members))
    assert "adx_value" not in rows["adx_contentsnippet", guid(3)].columns


def test_a_web_file_has_its_bytes_and_none_of_its_note():
    row = by_key(small())["adx_webfile", guid(10)]
    assert row.content == b"\x89PNG\x00\x01"
    assert row.columns == {"adx_name": "logo.png", "adx_partialurl": "logo.png"}


def test_a_web_file_without_bytes_is_a_problem():
    members = {name: text for name, text in SMALL.items() if name != "web-files/logo.png"}
    export = read_export(zipped(members))
    assert export.problems == (Problem("missing_content", "web-files/logo.png.webfile.yml"),)


def test_lists_of_ids_are_links_and_several_choices_are_one_text():
    profile = f"adx_columnpermissionprofileid: {guid(20)}\nadx_profilename: P\n"
    permission = (
        f"- adx_columnpermissionid: {guid(21)}\n  adx_permissions:\n  - 746610000\n  - 746610001\n"
    )
    folder = "column-permission-profiles/p/P.columnpermissionprofile"
    rows = by_key(small(**{f"{folder}.yml": profile, f"{folder}.columnpermission.yml": permission}))
    assert rows["adx_columnpermission", guid(21)].columns == {
        "adx_permissions": "746610000,746610001",
        "adx_columnpermissionprofileid": guid(20),
    }
    permission_row = rows["adx_entitypermission", guid(9)]
    assert permission_row.links == {"adx_entitypermission_webrole": frozenset({guid(8)})}


@pytest.mark.parametrize("value", ["", " []"])
def test_an_association_without_value_is_an_empty_set(value):
    text = f"adx_entitypermission_webrole:{value}\nadx_entitypermissionid: {guid(9)}\n"
    rows = by_key(small(**{"table-permissions/Orders.tablepermission.yml": text}))
    links = rows["adx_entitypermission", guid(9)].links
    assert links == {"adx_entitypermission_webrole": frozenset()}


def test_a_child_gets_its_parent_from_its_folder():
    rows = by_key(small())
    assert rows["adx_weblink", guid(13)].columns["adx_weblinksetid"] == guid(12)


def test_a_step_gets_its_form_from_the_folder_above():
    form = f"adx_name: Order\nadx_webformid: {guid(30)}\n"
    step = f"adx_name: Items\nadx_webformstepid: {guid(31)}\n"
    metadata = f"- adx_webformmetadataid: {guid(32)}\n"
    steps = "advanced-forms/order/advanced-form-steps/items/Items.advancedformstep"
    rows = by_key(
        small(
            **{
                "advanced-forms/order/Order.advancedform.yml": form,
                f"{steps}.yml": step,
                f"{steps}.advancedformmetadata.yml": metadata,
                f"{steps}.custom_javascript.js": "alert(1)",
            }
        )
    )
    step_columns = rows["adx_webformstep", guid(31)].columns
    assert step_columns["adx_webform"] == guid(30)
    assert step_columns["adx_registerstartupscript"] == "alert(1)"
    assert rows["adx_webformmetadata", guid(32)].columns == {"adx_webformstep": guid(31)}


def test_two_records_with_one_id_are_reported_and_the_first_is_kept():
    again = f"adx_contentsnippetid: {guid(3)}\nadx_name: Old footer\n"
    export = read_export(small(**{"content-snippets/old/Old.contentsnippet.yml": again}))
    assert export.problems == (
        Problem(
            "duplicate_id",
            guid(3),
            {
                "table": "adx_contentsnippet",
                "kept": "content-snippets/footer/Footer.en-US.contentsnippet.yml",
                "also": "content-snippets/old/Old.contentsnippet.yml",
            },
        ),
    )
    names = [row.columns["adx_name"] for row in export.rows if row.id == guid(3)]
    assert names == ["Footer"]


def test_of_two_files_with_one_id_the_one_in_use_is_kept():
    gone = f"adx_contentsnippetid: {guid(3)}\nadx_name: Footer-deleted\n"
    bare = f"adx_name: old.png\nadx_webfileid: {guid(10)}\n"
    data = small(
        **{
            "content-snippets/a/A.contentsnippet.yml": gone,
            "web-files/a.png.webfile.yml": bare,
        }
    )
    rows = {row.id: row for row in read_export(data).rows}
    assert rows[guid(3)].columns["adx_name"] == "Footer"
    assert (rows[guid(10)].columns["adx_name"], rows[guid(10)].content) == (
        "logo.png",
        b"\x89PNG\x00\x01",
    )
    told = [(one.code, one.details["also"]) for one in read_export(data).problems]
    assert told == [
        ("duplicate_id", "content-snippets/a/A.contentsnippet.yml"),
        ("duplicate_id", "web-files/a.png.webfile.yml"),
    ]


def test_unknown_files_are_one_problem():
    export = read_export(small(**{"notes.txt": "x", "web-pages/shop/Shop.webpage.ts": "x"}))
    about = {"count": "2", "paths": "notes.txt\nweb-pages/shop/Shop.webpage.ts"}
    assert export.problems == (Problem("unknown_file", "notes.txt", about),)


def test_records_without_an_id_and_odd_values_are_problems():
    text = f"- adx_name: x\n- adx_sitesettingid: {guid(5)}\n  adx_value:\n    deep: 1\n"
    export = read_export(small(**{"sitesetting.yml": text, "web-pages/a/A.webpage.yml": ""}))
    assert set(map(repr, export.problems)) == {
        repr(Problem("no_id", "sitesetting.yml", {"table": SETTING})),
        repr(Problem("unread_column", "sitesetting.yml", {"column": "adx_value"})),
        repr(Problem("empty_file", "web-pages/a/A.webpage.yml")),
    }


def test_rows_come_sorted_whatever_the_order_of_the_archive():
    backwards = zipped(dict(reversed(SMALL.items())))
    assert read_export(backwards) == read_export(small())


def test_bookkeeping_of_the_host_and_the_tool_is_neither_row_nor_problem():
    history = f"- adx_urlhistoryid: {guid(40)}\n"
    more = {"urlhistory.yml": history, ".portalconfig/websitebinding.yml": history}
    assert read_export(small(**more)) == read_export(small())


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    windows = {
        name: "\ufeff" + text.replace("\n", "\r\n")
        if isinstance(text, str) and name.endswith(".yml")
        else text
        for name, text in SMALL.items()
    }
    assert read_export(zipped(windows)) == read_export(small())


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.txt": "x"}, "no_site"),
        ({"website.yml": ""}, "no_site"),
        ({"website.yml": "adx_name: x\n"}, "no_site"),
        ({"website.yml": "[]"}, "no_site"),
        ({"a/website.yml": "adx_websiteid: x\n", "b/website.yml": "x: y\n"}, "several_sites"),
    ],
)
def test_what_is_no_single_site_is_refused(members, code):
    with pytest.raises(ExportRefused) as refused:
        read_export(zipped(members))
    assert refused.value.code == code


def test_a_website_without_a_real_id_is_no_site():
    with pytest.raises(ExportRefused) as refused:
        read_export(zipped({"website.yml": "adx_websiteid: 12\nadx_name: x\n"}))
    assert refused.value.code == "no_site"


def test_a_page_called_website_is_not_taken_for_the_site():
    assert isinstance(by_key(small(**{"web-files/website.yml": "x"})), dict)
    assert all(isinstance(row, Row) for row in by_key(small()).values())


def test_a_child_that_names_its_parent_keeps_it_wherever_it_lies():
    link = f"- adx_name: Home\n  adx_weblinkid: {guid(13)}\n  adx_weblinksetid: {guid(77)}\n"
    rows = by_key(small(**{"weblink-sets/main/Main.weblinkset.weblink.yml": link}))
    assert rows["adx_weblink", guid(13)].columns["adx_weblinksetid"] == guid(77)


def test_a_child_in_a_folder_with_two_parents_belongs_to_neither():
    link = f"- adx_name: Odd\n  adx_weblinkid: {guid(30)}\n"
    odd = {"weblink-sets/main/Odd.weblinkset.weblink.yml": link}
    assert by_key(small(**odd))["adx_weblink", guid(30)].columns["adx_weblinksetid"] == guid(12)
    second = f"adx_name: Other\nadx_weblinksetid: {guid(31)}\n"
    rows = by_key(small(**odd, **{"weblink-sets/main/Other.weblinkset.yml": second}))
    assert "adx_weblinksetid" not in rows["adx_weblink", guid(30)].columns
    assert rows["adx_weblink", guid(13)].columns["adx_weblinksetid"] == guid(12)
