"""Every reader against what is made to hurt: XML, JSON and YAML that grow, nest or fetch."""

import io
import os
import struct
import time
import tracemalloc
import zipfile

import pytest

from app.exports import ExportRefused, Limits, read_export
from app.exports.folder import open_members
from tests.exports.samples import WEBSITE_ID, guid, unzipped, zipped
from tests.exports.test_git_layout import site
from tests.exports.test_migration_writing import DATA, SCHEMA
from tests.exports.test_solution import component, solution

MIB = 1024 * 1024
EXPORTS = {
    "git": site(),
    "solution": solution(component(9, 9, "A", {"value": "x"})),
    "migration": zipped({"data.xml": DATA, "data_schema.xml": SCHEMA}),
}
every_layout = pytest.mark.parametrize("layout", EXPORTS)


def refusal(data):
    """What it is refused with; it takes neither long nor much memory to find out."""
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(ExportRefused) as refused:
        read_export(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - started < 10
    assert peak < 40 * MIB
    return refused.value


def with_member(layout, name, content=b"x", mode=0o100644):
    buffer = io.BytesIO(EXPORTS[layout])
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("Q" * len(name.encode()))
        entry.create_system, entry.external_attr = 3, mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, content)
    return buffer.getvalue().replace(b"Q" * len(name.encode()), name.encode())


@every_layout
@pytest.mark.parametrize(
    "name", ["../out.yml", "/etc/passwd", "C:/x", "a\\..\\b", "a\x00.xml", "a//b", "./a"]
)
def test_a_path_that_leads_out_is_refused(layout, name):
    assert refusal(with_member(layout, name)).code == "unsafe_path"


@every_layout
@pytest.mark.parametrize("kind", [0o120777, 0o010666])
def test_links_and_special_files_are_refused(layout, kind):
    assert refusal(with_member(layout, "a.xml", mode=kind)).code == "link"


@every_layout
def test_one_name_twice_is_refused(layout):
    name = next(iter(unzipped(EXPORTS[layout])))
    assert refusal(with_member(layout, name.upper())).code == "unsafe_path"


@every_layout
def test_a_bomb_is_refused(layout):
    assert refusal(with_member(layout, "a.bin", bytes(30 * MIB))).code == "too_compressed"


@every_layout
def test_a_hundred_thousand_members_are_refused(layout):
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *[0] * 11, 6, *[0] * 6)
    data = EXPORTS[layout]
    at = data.rfind(b"PK\x05\x06")
    size, offset = struct.unpack_from("<2L", data, at + 12)
    more = b"".join(entry + b"%06d" % number for number in range(100_000))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, size + len(more), offset, 0)
    assert refusal(data[:at] + more + end).code == "too_many_files"


@every_layout
def test_a_cut_archive_and_an_encrypted_one_are_refused(layout):
    data = EXPORTS[layout]
    assert refusal(data[: len(data) // 2]).code == "not_a_zip"
    locked = bytearray(data)
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)).code == "encrypted"


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or chr(97)};" * 10}">' for n in range(1, 10))
    + "]>"
)
BROKEN_XML = {
    "entities": LAUGHS + "<x>&a9;</x>",
    "outside": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    "parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><x/>',
    "unknown entity": "<x>&b;</x>",
    "deep": "<x>" * 100_000,
    "cut": "<x><y",
    "no letters": b"<x>\xff\xfe</x>",
    "half letters": b"<x>\xed\xa0\x80</x>",
    "a NUL": b"<x>\x00</x>",
    "unknown encoding": b'<?xml version="1.0" encoding="klingon"?><x/>',
    "odd encoding": b'<?xml version="1.0" encoding="utf-7"?><x/>',
    "wide letters": b'<?xml version="1.0" encoding="shift_jis"?><x/>',
    "many attributes": "<x " + " ".join(f'a{n}=""' for n in range(200_000)) + "/>",
    "nothing": "",
}
PARTS = {
    "migration": ("data.xml", "data_schema.xml"),
    "solution": (
        "Assets/powerpagesites.xml",
        "Assets/powerpagesitelanguages.xml",
        f"powerpagecomponents/{guid(9)}/powerpagecomponent.xml",
    ),
}


@pytest.mark.parametrize("broken", BROKEN_XML)
@pytest.mark.parametrize(
    ("layout", "part"), [(layout, part) for layout, parts in PARTS.items() for part in parts]
)
def test_broken_xml_is_refused_by_its_file(layout, part, broken):
    members = {**unzipped(EXPORTS[layout]), part: BROKEN_XML[broken]}
    found = refusal(zipped(members))
    assert (found.code, found.subject) == ("broken_xml", part)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 500_000,
        '{"a":' * 100_000,
        '{"a": [' + "[],".join([""] * 400_000) + "[]]}",
        '{"a": {' + ",".join(f'"{n}":1' for n in range(300_000)) + "}}",
        '"' + "\\" * 99_999,
        '{"a": "\\udc00"}',
        '{"a": 1e99999, "b": -Infinity}',
        '{"a": tru}',
        "\ufeff{}",
        "{} {}",
    ],
)
def test_broken_json_is_refused(content):
    found = refusal(solution(component(9, 9, "A", content)))
    assert found.code in ("broken_json", "too_large", "too_compressed")


def test_a_number_of_any_length_is_text():
    rows = read_export(solution(component(9, 9, "A", '{"value": ' + "9" * 50_000 + "}"))).rows
    assert {len(row.columns.get("adx_value") or "") for row in rows} == {0, 50_000}


def test_a_file_larger_than_a_record_can_be_is_refused():
    noise = os.urandom(5 * MIB).hex()
    assert refusal(solution(component(9, 9, "A", f'{{"value": "{noise}"}}'))).code == "too_large"


def test_more_values_than_a_site_has_are_refused():
    fields = '<field name="a" value="" />' * 60_000
    data = f'<entities><entity name="adx_website"><records><record id="{WEBSITE_ID}">{fields}'
    data += "</record></records></entity></entities>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.xml", data)
        archive.writestr("data_schema.xml", SCHEMA)
    tracemalloc.start()
    with pytest.raises(ExportRefused) as refused:
        read_export(buffer.getvalue(), Limits(yaml_nodes=20_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == "too_large"
    assert peak < 4 * len(data)


@pytest.mark.parametrize(
    "text",
    [
        "id: x\nname: *a\n",
        "id: !!python/object:os.system x\n",
        "a: " + "[" * 50_000,
        "id: 1\nid: 2\n",
        "- id: 1\n- id: 2\n",
        "id: 'x\n",
        b"id: \xff\n",
        "id: \x00\n",
    ],
)
def test_broken_yaml_of_the_git_layout_is_refused(text):
    found = refusal(site(**{"web-roles/a.webrole.yml": text}))
    assert found.code in ("broken_yaml", "broken_text")


def test_the_folder_reader_refuses_a_pipe_and_does_not_wait_for_it(tmp_path):
    (tmp_path / "website.yml").write_text(f"id: {WEBSITE_ID}\n")
    os.mkfifo(tmp_path / "pipe.yml")
    with pytest.raises(ExportRefused) as refused:
        open_members(tmp_path)
    assert (refused.value.code, refused.value.subject) == ("link", "pipe.yml")


def test_a_pipe_or_a_folder_in_place_of_a_zip_is_refused(tmp_path):
    os.mkfifo(tmp_path / "site.zip")
    with pytest.raises(ExportRefused) as refused:
        open_members(tmp_path / "site.zip")
    assert refused.value.code == "link"
