"""Archives made to hurt: refused by name, quickly, and without the memory they ask for."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from contextlib import suppress

import pytest

from app.exports import ExportRefused, Limits, Row, read_export, write_export
from tests.exports.samples import SMALL, guid, small, zipped

MIB = 1024 * 1024


def refusal(data: bytes, limits: Limits | None = None) -> ExportRefused:
    with pytest.raises(ExportRefused) as refused:
        read_export(data, limits)
    return refused.value


def with_entry(entry: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in SMALL.items():
            archive.writestr(name, text)
        archive.writestr(entry, content)
    return buffer.getvalue()


def renamed(wanted: str) -> bytes:
    """An archive with a member of a name that the library would not write as it is."""
    stand_in = "Q" * len(wanted.encode())
    return with_entry(zipfile.ZipInfo(stand_in)).replace(stand_in.encode(), wanted.encode())


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../outside.yml",
        "web-files/../../outside",
        "web-files/..",
        "./website.yml",
        "a//b",
        "C:/windows/system.ini",
        "c:evil",
        "web-files\\..\\outside",
        "web-files/a\x00.png",
        "web-files/a\nb",
        "web-files/" + "a" * 1100,
    ],
)
def test_a_path_that_leaves_the_folder_or_hides_something_is_refused(name):
    assert refusal(renamed(name)).code == "unsafe_path"


@pytest.mark.parametrize("name", ["SiteSetting.yml", "sitesetting.yml/", "WEB-FILES/LOGO.PNG"])
def test_two_members_that_are_one_file_on_some_system_are_refused(name):
    found = refusal(with_entry(zipfile.ZipInfo(name), b""))
    assert (found.code, found.details["reason"]) == ("unsafe_path", "duplicate")


def test_two_spellings_of_one_letter_are_one_file():
    """As on a Mac, where both would be written into the same place."""
    once = zipfile.ZipInfo("web-files/caf\u00e9.png")
    buffer = io.BytesIO(with_entry(once))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("web-files/cafe\u0301.png", b"x")
    found = refusal(buffer.getvalue())
    assert (found.code, found.details["reason"]) == ("unsafe_path", "duplicate")


def test_a_folder_that_holds_bytes_is_refused():
    found = refusal(with_entry(zipfile.ZipInfo("web-files/odd/"), b"bytes"))
    assert (found.code, found.details["reason"]) == ("unsafe_path", "folder")


@pytest.mark.parametrize("kind", [0o120777, 0o020666, 0o060666, 0o010666, 0o140777])
def test_links_and_special_files_are_refused(kind):
    entry = zipfile.ZipInfo("web-files/link")
    entry.create_system = 3
    entry.external_attr = kind << 16
    assert refusal(with_entry(entry, b"/etc/passwd")).code == "link"


def test_a_junction_of_windows_is_refused():
    entry = zipfile.ZipInfo("web-files/junction")
    entry.create_system = 0
    entry.external_attr = 0x400
    assert refusal(with_entry(entry, b"C:/windows")).code == "link"


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000], ids=["encrypted", "strongly", "headers"])
def test_an_encrypted_member_is_refused(flag):
    data = bytearray(small())
    at = data.find(b"PK\x01\x02") + 8
    data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] | flag)
    assert refusal(bytes(data)).code == "encrypted"


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7 " * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(data):
    assert refusal(data).code == "not_a_zip"


def test_bytes_behind_the_end_or_a_comment_cut_short_are_refused():
    for data in (small() + b"more", small()[:-2] + b"\x05\x00more"):
        found = refusal(data)
        assert (found.code, found.details["reason"]) == ("not_a_zip", "directory")
    commented = small()[:-2] + b"\x04\x00more"
    assert read_export(commented).rows == read_export(small()).rows


@pytest.mark.parametrize("field", [4, 6, 8], ids=["this disk", "first disk", "entries here"])
def test_a_part_of_an_archive_over_several_disks_is_refused(field):
    data = bytearray(small())
    data[data.rfind(b"PK\x05\x06") + field] ^= 1
    found = refusal(bytes(data))
    assert (found.code, found.details["reason"]) == ("not_a_zip", "directory")


def test_a_cut_or_a_flipped_byte_gives_an_export_or_a_refusal_and_nothing_else():
    whole = small()
    for at in range(0, len(whole), 7):
        for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            with suppress(ExportRefused):
                read_export(broken)


def test_an_unknown_compression_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("website.yml", "x")
    assert refusal(buffer.getvalue()).details["reason"] == "compression"


@pytest.mark.parametrize("claimed", [5, 0xFFFF])
def test_a_hundred_thousand_entries_are_refused_fast(claimed):
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *[0] * 11, 6, *[0] * 6)
    directory = b"".join(entry + b"%06d" % number for number in range(100_000))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, claimed, claimed, len(directory), 0, 0)
    started = time.process_time()
    assert refusal(directory + end).code == "too_many_files"
    assert refusal(directory + b"PK\x06\x07" + bytes(16) + end).details["reason"] == "zip64"
    assert time.process_time() - started < 1


def test_a_count_that_lies_about_the_entries_is_found_out():
    many = {str(number): b"" for number in range(60)}
    data = bytearray(zipped({**SMALL, **many}))
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<2H", data, end + 8, 5, 5)
    assert refusal(bytes(data), Limits(files=20)).code == "too_many_files"
    assert refusal(bytes(data)).code == "not_a_zip"


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = small(**{"web-files/a.bin": bytes(30 * MIB)})
    tracemalloc.start()
    found = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.code == "too_compressed"
    assert peak < 2 * MIB


def test_many_middling_members_are_refused_by_their_sum():
    files = {f"web-files/{number}": bytes(500_000) for number in range(10)}
    assert refusal(small(**files), Limits(total_bytes=3 * MIB)).code == "too_large"
    assert refusal(small(**files), Limits(file_bytes=400_000)).code == "too_large"
    assert refusal(small(**files), Limits(archive_bytes=1000)).code == "too_large"


@pytest.mark.parametrize("claimed", [10, 0, 29 * MIB])
def test_a_size_that_lies_is_found_out_with_bounded_memory(claimed):
    data = bytearray(zipped({**SMALL, "web-files/logo.png": bytes(30 * MIB)}))
    for header, field in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(header)
        while b"web-files/logo.png" not in data[at : at + 46 + 18]:
            at = data.find(header, at + 4)
        struct.pack_into("<L", data, at + field, claimed)
    tracemalloc.start()
    found = refusal(bytes(data), Limits(ratio=100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.code, found.details["reason"]) == ("not_a_zip", "damaged")
    assert peak < 2 * claimed + 4 * MIB


def test_a_size_that_lies_is_found_out_even_with_a_matching_check_sum():
    data = bytearray(small())
    short = zlib.crc32(b"\x89PNG")
    at = data.find(b"PK\x01\x02")
    while b"web-files/logo.png" not in data[at : at + 46 + 18]:
        at = data.find(b"PK\x01\x02", at + 4)
    struct.pack_into("<L", data, at + 16, short)
    struct.pack_into("<L", data, at + 24, 4)
    assert refusal(bytes(data)).details["reason"] == "damaged"


@pytest.mark.parametrize(("field", "value"), [(16, 0xBAD), (24, 5), (24, 20_000), (20, 5)])
def test_a_member_that_is_not_what_the_directory_says_is_found_out(field, value):
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            archive.writestr("website.yml", SMALL["website.yml"])
        data = bytearray(buffer.getvalue())
        struct.pack_into("<L", data, data.find(b"PK\x01\x02") + field, value)
        assert refusal(bytes(data)).details["reason"] == "damaged"


def test_two_names_for_one_member_are_found_out():
    data = small()
    at = data.find(b"sitesetting.yml")
    assert refusal(data[:at] + b"Sitesetting" + data[at + 11 :]).details["reason"] == "damaged"


def test_an_archive_in_the_archive_is_just_a_file():
    rows = read_export(small(**{"web-files/inner.zip": small()})).rows
    assert not any("inner" in path for row in rows for path in row.paths)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("adx_name: [unclosed\n", "syntax"),
        ("a: b: c\n", "syntax"),
        ("a: \x07\n", "syntax"),
        ("- &x {a: b}\n- *x\n", "alias"),
        ("- a: *missing\n", "alias"),
        ("- a: &own [*own]\n", "alias"),
        ("- &x a: b\n  *x : c\n", "alias"),
        ("- a: !!python/object/apply:os.system [id]\n", "tag"),
        ("- a: !x y\n", "tag"),
        ("- a: b\n  a: c\n", "duplicate_key"),
        ("- a: " + "[" * 5000 + "]" * 5000 + "\n", "depth"),
        ("- a: " + "{b: " * 5000 + "\n", "depth"),
        ("- text\n", "shape"),
        ("text\n", "shape"),
        ("- ? [a]\n  : b\n", "shape"),
        ("- a: b\n---\n- c: d\n", "documents"),
    ],
)
def test_broken_or_dangerous_yaml_is_refused(text, reason):
    found = refusal(small(**{"sitesetting.yml": text}))
    assert (found.code, found.subject) == ("broken_yaml", "sitesetting.yml")
    assert found.details["reason"] == reason


def test_text_that_is_not_utf_8_is_refused():
    for name in (
        "sitesetting.yml",
        "content-snippets/footer/Footer.en-US.contentsnippet.value.html",
    ):
        found = refusal(small(**{name: "adx_name: Prüfung".encode("utf-16")}))
        assert (found.code, found.subject) == ("broken_text", name)


def test_more_records_than_any_site_has_are_refused_with_bounded_memory():
    text = "".join(f"- a{number}:\n" for number in range(400_000))
    data = small(**{"sitesetting.yml": text})
    tracemalloc.start()
    found = refusal(data, Limits(yaml_nodes=20_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.code, found.details["reason"]) == ("too_large", "records")
    assert peak < 40 * MIB


def test_a_yaml_file_may_be_smaller_than_other_files():
    assert refusal(small(), Limits(yaml_bytes=100)).code == "too_large"


def test_writing_refuses_what_reading_refuses():
    with pytest.raises(ExportRefused):
        write_export(renamed("../outside.yml"), [])


def test_new_files_never_leave_the_folder():
    names = ["../../evil", "/etc/passwd", "C:\\x", "..", ".", "", "a\x00b", "x" * 5000, "a/../b"]
    rows = [
        Row(table, guid(1000 + number), {"adx_name": name})
        for number, name in enumerate(names)
        for table in ("adx_webtemplate", "adx_pagetemplate", "adx_webfile", "adx_webpage")
    ]
    written = read_export(write_export(small(), [], created=rows))
    assert len(written.rows) == len(read_export(small()).rows) + len(rows)
