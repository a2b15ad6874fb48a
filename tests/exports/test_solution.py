"""A solution with a site of the enhanced model: the rows that pac gives for the same site."""

import json
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from app.exports import ExportRefused, Layout, open_export, read_export, write_export
from app.exports.components import TABLES
from app.exports.kinds import BY_TABLE
from app.exports.result import write_result
from tests.exports.samples import WEBSITE_ID, by_key, guid, zipped
from tests.exports.test_real_sites import SITES as SETS
from tests.exports.test_real_sites import STUB, load

ENGLISH = guid(2)
HEAD = {
    "solution.xml": "<ImportExportXml/>",
    "customizations.xml": "<ImportExportXml/>",
    "[Content_Types].xml": "<Types/>",
    "Assets/powerpagesites.xml": (
        f'<powerpagesites><powerpagesite powerpagesiteid="{WEBSITE_ID.upper()}"><content>'
        f'{{"defaultlanguage": "{ENGLISH}", "website_language": 1033}}</content>'
        "<name>Contoso</name><statecode>0</statecode></powerpagesite></powerpagesites>"
    ),
    "Assets/powerpagesitelanguages.xml": (
        f'<powerpagesitelanguages><powerpagesitelanguage powerpagesitelanguageid="{ENGLISH}">'
        f'<content>{{"publishingstate": "{guid(3)}", "systemlanguage": 1033}}</content>'
        "<displayname>English</displayname><languagecode>en-US</languagecode><lcid>1033</lcid>"
        "<name>English</name></powerpagesitelanguage></powerpagesitelanguages>"
    ),
}


def component(number, kind, name, content, more="", *, site=WEBSITE_ID, state="0"):
    text = content if isinstance(content, str) else json.dumps(content)
    return {
        f"powerpagecomponents/{guid(number)}/powerpagecomponent.xml": (
            f'<powerpagecomponent powerpagecomponentid="{guid(number).upper()}">'
            f"<content>{escape(text)}</content><name>{escape(name)}</name>"
            f"<powerpagecomponenttype>{kind}</powerpagecomponenttype>"
            f"<powerpagesiteid>\n  <powerpagesiteid>{site}</powerpagesiteid>\n</powerpagesiteid>"
            f"{more}<statecode>{state}</statecode><statuscode>{int(state) + 1}</statuscode>"
            "</powerpagecomponent>"
        )
    }


def solution(*components, folder="", **more):
    members = dict(HEAD)
    for one in components:
        members.update(one)
    return zipped({**members, **more}, folder)


def only(data, table):
    [row] = [row for row in read_export(data).rows if row.table == table]
    return replace(row, paths=())


def test_the_site_and_its_languages_are_rows():
    export = read_export(solution())
    assert (export.layout, export.name, export.website_id, export.problems) == (
        Layout.SOLUTION,
        "Contoso",
        WEBSITE_ID,
        (),
    )
    rows = by_key(solution())
    assert rows["adx_website", WEBSITE_ID].columns == {
        "adx_name": "Contoso",
        "adx_defaultlanguage": ENGLISH,
        "adx_website_language": "1033",
    }
    assert rows["adx_websitelanguage", ENGLISH].columns == {
        "adx_name": "English",
        "adx_portallanguageid": ENGLISH,
        "adx_publishingstate": guid(3),
    }
    assert rows["adx_portallanguage", ENGLISH].columns == {
        "adx_displayname": "English",
        "adx_languagecode": "en-US",
        "adx_lcid": "1033",
        "adx_name": "English",
        "adx_systemlanguage": "1033",
    }


def test_values_are_as_they_are_written():
    content = (
        '{"type": 756150000, "isoffline": false, "ratio": 1.50, "big": 123456789012345678901,'
        f' "value": "<b>&amp; \\r\\n é", "pageid": "{guid(9).upper()}", "empty": "", "none": null}}'
    )
    language = (
        "<powerpagesitelanguageid>"
        f"<powerpagesitelanguageid>{ENGLISH}</powerpagesitelanguageid></powerpagesitelanguageid>"
    )
    row = only(solution(component(10, 7, "A & B", content, language)), "adx_contentsnippet")
    assert row.id == guid(10)
    assert row.columns == {
        "adx_name": "A & B",
        "adx_type": "756150000",
        "adx_isoffline": "false",
        "adx_ratio": "1.50",
        "adx_big": "123456789012345678901",
        "adx_value": "<b>&amp; \r\n é",
        "adx_pageid": guid(9),
        "adx_empty": None,
        "adx_none": None,
        "adx_contentsnippetlanguageid": ENGLISH,
    }


def test_lists_are_links_or_choices_and_the_website_goes_without_saying():
    content = {
        "adx_entitypermission_webrole": [guid(8).upper()],
        "websiteid": WEBSITE_ID,
        "read": True,
    }
    row = only(solution(component(11, 18, "Orders", content)), "adx_entitypermission")
    assert row.links == {"adx_entitypermission_webrole": frozenset({guid(8)})}
    assert row.columns == {"adx_entityname": "Orders", "adx_read": "true"}
    choices = only(
        solution(component(12, 29, "C", {"permissions": ["1", "2"]})), "adx_columnpermission"
    )
    assert choices.columns["adx_permissions"] == "1,2"


def test_a_long_text_that_is_not_there_is_empty():
    row = only(solution(component(13, 2, "Home", {"isroot": True})), "adx_webpage")
    assert {row.columns[column] for column in BY_TABLE["adx_webpage"].texts} == {None}


def test_the_state_is_said_of_what_is_not_active():
    row = only(solution(component(14, 30, "old", {"statuscode": 302}, state="1")), "adx_redirect")
    assert row.columns == {
        "adx_name": "old",
        "adx_statuscode": "302",
        "statecode": "1",
        "statuscode": "2",
    }


def test_the_bytes_of_a_file_lie_beside_it():
    part = component(
        15, 3, "logo.png", {"filecontent": guid(1)}, "<filecontent>logo.png</filecontent>"
    )
    path = f"powerpagecomponents/{guid(15)}/filecontent/logo.png"
    data = solution(part, **{path: b"\x89PNG"})
    row = only(data, "adx_webfile")
    assert (row.content, row.columns) == (b"\x89PNG", {"adx_name": "logo.png"})
    assert read_export(data).problems == ()
    assert [one.code for one in read_export(solution(part)).problems] == ["missing_content"]


@pytest.mark.parametrize(
    ("said", "named"),
    [("A 1 (ä).mp4", "A%201%20(%C3%A4).mp4"), ("A%201.png", "A%201.png"), ("A 1.png", "A 1.png")],
)
def test_the_name_of_a_file_is_encoded_in_the_zip_or_not(said, named):
    part = component(15, 3, said, {}, f"<filecontent>{said}</filecontent>")
    path = f"powerpagecomponents/{guid(15)}/filecontent/{named}"
    data = solution(part, **{path: b"\x00"})
    assert only(data, "adx_webfile").content == b"\x00"
    assert read_export(data).problems == ()


def test_what_is_odd_is_told():
    bare = {
        f"powerpagecomponents/{guid(20)}/powerpagecomponent.xml": (
            f'<powerpagecomponent powerpagecomponentid="{guid(20)}"/>'
        )
    }
    data = solution(
        bare,
        component(21, 99, "New", {}),
        component(22, 9, "Other site", {}, site=guid(50)),
        component(23, 9, "Nested", {"value": {"a": 1}}),
        **{"readme.txt": "x", "Assets/botcomponents.xml": "<x/>"},
    )
    found = {problem.code: problem for problem in read_export(data).problems}
    assert found.keys() == {"empty_file", "unknown_file", "unread_column"}
    assert found["unread_column"].details == {"column": "adx_value"}
    assert set(found["unknown_file"].details["paths"].split("\n")) == {
        f"powerpagecomponents/{guid(21)}/powerpagecomponent.xml",
        f"powerpagecomponents/{guid(22)}/powerpagecomponent.xml",
        "readme.txt",
        "Assets/botcomponents.xml",
    }


def test_a_solution_may_lie_in_a_folder():
    assert by_key(solution(component(9, 9, "A", {}), folder="unpacked/")) == by_key(
        solution(component(9, 9, "A", {}))
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"Assets/powerpagesites.xml": "<powerpagesites/>"}, "no_site"),
        ({"Assets/powerpagesites.xml": "<powerpagesites>"}, "broken_xml"),
        (component(9, 9, "A", "[1]"), "broken_json"),
        (component(9, 9, "A", "{"), "broken_json"),
        (component(9, 9, "A", '{"value": "\\ud800"}'), "broken_json"),
        (component(9, 9, "A", '{"a": 1, "a": 2}'), "broken_json"),
        (component(9, 9, "A", '{"value": ' + "[" * 100_000 + "]" * 100_000 + "}"), "broken_json"),
        (component(9, 9, "A", '{"value": NaN}'), "broken_json"),
        ({"website.yml": f"adx_websiteid: {WEBSITE_ID}\n"}, "several_sites"),
        ({"other/Assets/powerpagesites.xml": "<powerpagesites/>"}, "several_sites"),
    ],
)
def test_what_is_broken_is_refused(more, code):
    with pytest.raises(ExportRefused) as refused:
        read_export(solution(**more))
    assert refused.value.code == code


def test_a_solution_without_a_site_is_none():
    with pytest.raises(ExportRefused) as refused:
        read_export(zipped({"solution.xml": "<x/>", "customizations.xml": "<x/>"}))
    assert refused.value.code == "no_site"


def test_every_type_of_component_has_a_table_that_an_export_can_hold():
    assert set(TABLES.values()) <= set(BY_TABLE)


def test_a_solution_is_not_written():
    with pytest.raises(ExportRefused) as refused:
        write_export(solution(), [])
    assert (refused.value.code, refused.value.details["reason"]) == ("not_written", "solution")


def test_a_result_is_a_pac_folder_with_every_row():
    data = solution(component(9, 9, "A", {"value": "1"}), component(10, 9, "B", {}))
    rows = by_key(data)
    changed = replace(rows["adx_sitesetting", guid(9)], columns={"adx_name": "A", "adx_value": "2"})
    new = replace(changed, id=guid(11))
    made = write_result(open_export(data), [changed], [("adx_sitesetting", guid(10))], [new])
    assert (made.layout, made.instead) == (Layout.PAC_CLASSIC, "solution")
    assert read_export(made.data).layout is Layout.PAC_CLASSIC
    expected = {key: row for key, row in rows.items() if key[1] != guid(10)}
    expected["adx_sitesetting", guid(9)] = changed
    expected["adx_sitesetting", guid(11)] = new
    assert by_key(made.data) == expected


@pytest.mark.skipif(not SETS.is_dir(), reason=STUB)
@pytest.mark.parametrize(
    ("folder", "packed"),
    [
        ("gcweb/v1-2025-08-21-d270ed4", "gcweb/solutions/1.0.0.0-unmanaged"),
        ("gcweb/v2-2025-08-21-586295c", "gcweb/solutions/1.0.0.1-unmanaged"),
        ("gcweb/v3-2025-08-21-91318fe", "gcweb/solutions/1.0.0.2-unmanaged"),
    ],
)
def test_one_site_gives_the_same_rows_as_a_folder_and_as_a_solution(folder, packed):
    """But for line ends, which git changed in the folder, and one column that pac leaves out."""
    ours, theirs = by_key(load(packed)), by_key(load(folder))
    assert ours.keys() == theirs.keys()
    for key, row in theirs.items():
        columns = {
            name: value and value.replace("\r\n", "\n")
            for name, value in ours[key].columns.items()
            if name != "adx_isofflinecached"
        }
        content = ours[key].content or b""
        assert columns == {n: v and v.replace("\r\n", "\n") for n, v in row.columns.items()}
        assert ours[key].links == row.links
        if row.content and not row.content.startswith(b"STUB"):  # large ones are not in the set
            assert content.replace(b"\r\n", b"\n") == row.content.replace(b"\r\n", b"\n")


@pytest.mark.skipif(not SETS.is_dir(), reason=STUB)
@pytest.mark.parametrize(
    ("name", "count"),
    [("ms-311-portal/1.0.0.1-unmanaged", 165), ("ms-311-portal/1.0.0.2-unmanaged", 169)],
)
def test_every_component_of_a_real_solution_is_read(name, count):
    export = read_export(load(name))
    assert len(export.rows) == count
    assert [problem.code for problem in export.problems] == ["empty_file"]
