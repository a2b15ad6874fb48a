"""Our own layout: what was read comes back exactly, and what was tampered with does not."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from app.exports import (
    ExportRefused,
    Layout,
    Limits,
    Row,
    build_snapshot,
    read_export,
    write_export,
)
from tests.exports.samples import WEBSITE_ID, a_row_of_every_kind, guid, unzipped, zipped

META = {"version": 'W/"12"', "modifiedon": "2026-01-12T09:45:01Z", "createdby": guid(77)}
PAGE = Row("adx_webpage", guid(1), {"adx_name": "Home", "adx_copy": None, "adx_odd": " a\r\n é "})
FILE = Row(
    "adx_webfile",
    guid(2),
    {"adx_name": "logo.png"},
    content=b"\x89PNG\n",
    meta={"note_id": guid(3)},
)
ACCESS = Row(
    "adx_websiteaccess", guid(4), {"adx_name": "All"},
    {"adx_websiteaccess_webrole": frozenset({guid(6), guid(5)}), "empty": frozenset()}, meta=META,
)  # fmt: skip
SITE = Row("adx_website", WEBSITE_ID, {"adx_name": "Contoso"})
PAGES = "tables/adx_webpage.jsonl"
ROWS = [SITE, PAGE, FILE, ACCESS]


def built(*rows: Row, **meta: str) -> bytes:
    return build_snapshot("Contoso", WEBSITE_ID, rows or ROWS, meta)


def by_key(data: bytes) -> dict[tuple[str, str], Row]:
    return {(row.table, row.id): replace(row, paths=()) for row in read_export(data).rows}


def with_member(name: str, content: bytes | str, *, data: bytes | None = None) -> bytes:
    return zipped({**unzipped(data or built()), name: content})


def changed_head(**values: object) -> bytes:
    head = json.loads(unzipped(built())["snapshot.json"])
    return with_member("snapshot.json", json.dumps({**head, **values}))


def line(**values: object) -> str:
    """One record as it lies in the file of its table, but for these values."""
    return json.dumps({"id": PAGE.id, "columns": {}, **values}) + "\n"


def refusal(data: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(ExportRefused) as refused:
        read_export(data, limits)
    return refused.value.code, refused.value.subject


def test_rows_come_back_as_they_were_with_all_that_is_known_beside_them():
    export = read_export(built(organization="https://contoso.crm4.dynamics.com"))
    assert (export.layout, export.name) == (Layout.SNAPSHOT, "Contoso")
    assert (export.website_id, export.problems) == (WEBSITE_ID, ())
    assert export.meta == {"organization": "https://contoso.crm4.dynamics.com"}
    assert by_key(built()) == {(row.table, row.id): row for row in ROWS}


def test_every_kind_of_row_of_the_other_layout_can_be_held():
    rows = a_row_of_every_kind()
    assert by_key(built(*rows)) == {(row.table, row.id): row for row in rows}


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come():
    assert built(*ROWS, a="1", b="2") == build_snapshot(
        "Contoso", WEBSITE_ID, reversed(ROWS), {"b": "2", "a": "1"}
    )


def test_a_file_is_stored_under_its_id_and_a_table_is_read_with_any_tool():
    members = unzipped(built())
    assert members[f"files/{FILE.id}"] == FILE.content
    [written] = members[PAGES].splitlines()
    assert json.loads(written)["columns"] == dict(PAGE.columns)


def test_a_web_file_without_its_bytes_is_a_problem_and_stays_without():
    export = read_export(built(SITE, replace(FILE, content=None)))
    assert [(p.code, p.subject) for p in export.problems] == [("missing_content", "logo.png")]
    assert by_key(built(SITE, replace(FILE, content=None)))["adx_webfile", FILE.id].content is None


@pytest.mark.parametrize(
    "row",
    [
        Row("adx_webpage", guid(1).upper(), {}),
        Row("adx_webpage", "x", {}),
        Row("../adx_webpage", guid(1), {}),
        Row("adx_webpage", guid(1), {}, content=b"no file"),
        replace(PAGE, columns={}),
    ],
)
def test_what_cannot_be_a_row_is_not_written(row):
    with pytest.raises(ValueError, match=r"snapshot|twice"):
        built(SITE, PAGE, row)


def test_a_snapshot_without_its_website_is_not_written():
    with pytest.raises(ValueError, match="website"):
        built(PAGE)


def test_writing_changes_only_what_is_said_and_keeps_what_is_known_beside_it():
    access = Row("adx_websiteaccess", ACCESS.id, {"adx_new": "1"}, {"empty": frozenset({guid(5)})})
    file = Row("adx_webfile", FILE.id, {}, content=b"new")
    new = Row("adx_sitesetting", guid(9), {"adx_name": "New"})
    after = by_key(
        write_export(built(), [access, file], removed=[("adx_webpage", PAGE.id)], created=[new])
    )
    assert after.keys() == {
        *((r.table, r.id) for r in (SITE, FILE, ACCESS)), ("adx_sitesetting", new.id),
    }  # fmt: skip
    written = after["adx_websiteaccess", ACCESS.id]
    assert written.columns == {"adx_name": "All", "adx_new": "1"}
    assert written.links == {**ACCESS.links, "empty": frozenset({guid(5)})}
    assert written.meta == META
    assert after["adx_webfile", FILE.id].content == b"new"


def test_writing_nothing_gives_the_same_bytes():
    data = built()
    assert write_export(data, ROWS) == data


def test_rows_that_are_not_there_are_neither_changed_nor_taken_out():
    for changes, removed in (([Row("adx_webpage", guid(8), {})], []), ([], [("adx_ad", guid(8))])):
        with pytest.raises(LookupError):
            write_export(built(), changes, removed)
    with pytest.raises(LookupError):
        write_export(built(), [], [("adx_website", WEBSITE_ID)])
    with pytest.raises(ValueError, match="already"):
        write_export(built(), [], created=[PAGE])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("snapshot.json", "{"),
        ("snapshot.json", "[]"),
        (PAGES, "not json\n"),
        (PAGES, ""),
        (PAGES, line(id="x")),
        (PAGES, line(columns={"a": 1})),
        (PAGES, line(more={})),
        (PAGES, line(links={"a": ["x"]})),
        (PAGES, line() * 2 + "{}"),
        (PAGES, line()[:-3] + "[" * 50_000),
        (f"files/{FILE.id}", b"other bytes"),
    ],
)
def test_what_was_changed_after_it_was_written_is_refused_as_a_whole(name, content):
    code, subject = refusal(with_member(name, content))
    assert code == "broken_snapshot"
    assert subject == name


@pytest.mark.parametrize(
    "values",
    [
        {"version": 2},
        {"format": "another"},
        {"website_id": "x"},
        {"tables": {"adx_webpage": 2, "adx_website": 1}},
        {"tables": {"adx_gone": 1}},
        {"tables": {"../../etc/passwd": 1}},
        {"more": 1},
    ],
)
def test_a_head_that_is_not_ours_is_refused(values):
    assert refusal(changed_head(**values))[0] == "broken_snapshot"


def test_a_snapshot_without_its_website_is_no_site():
    assert refusal(changed_head(website_id=guid(50)))[0] == "no_site"


def test_files_that_nobody_knows_are_told_and_never_opened():
    export = read_export(with_member("setup.exe", b"MZ"))
    [problem] = export.problems
    assert (problem.code, problem.subject) == ("unknown_file", "setup.exe")


def test_the_limits_of_every_export_hold_here_too():
    assert refusal(built(), Limits(archive_bytes=100))[0] == "too_large"
    assert refusal(built(), Limits(files=3))[0] == "too_many_files"
    assert refusal(built(), Limits(yaml_nodes=5))[0] == "too_large"
    assert refusal(built(), Limits(file_bytes=30))[0] == "too_large"


def test_a_path_that_leaves_the_archive_is_refused():
    data = built().replace(f"files/{FILE.id}".encode(), f"../../{FILE.id}".encode())
    assert refusal(data)[0] == "unsafe_path"


def test_meta_that_nobody_knows_is_left_out():
    data = with_member(PAGES, line(meta={"version": "1", "evil": "<b>"}))
    assert by_key(data)["adx_webpage", PAGE.id].meta == {"version": "1"}


def test_a_damaged_archive_is_no_snapshot():
    data = bytearray(built())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        at = archive.getinfo("snapshot.json").header_offset
    data[at + 40] ^= 0xFF
    assert refusal(bytes(data))[0] == "not_a_zip"
