"""What is not touched goes into a new zip as it was packed; what is touched does not."""

import io
import struct
import zipfile
import zlib

import pytest

from app.exports import ExportRefused, Limits, Row, read_export, write_export
from app.exports.archive import Archive
from app.exports.packing import DEFLATED, joined, pack
from tests.exports.samples import guid, small, unzipped

SETTING = Row("adx_sitesetting", guid(5), {"adx_value": "true"})


def stored(data: bytes) -> dict[str, bytes]:
    """The packed bytes of each member."""
    archive = Archive(data, Limits())
    return {name: bytes(archive.member(name).data) for name in archive.names}


def test_an_untouched_member_keeps_its_packed_bytes_and_a_touched_one_its_new_content():
    before, written = small(), write_export(small(), [SETTING])
    same = stored(before).keys() & stored(written).keys() - {"sitesetting.yml"}
    assert {stored(before)[name] == stored(written)[name] for name in same} == {True, False}
    differing = [name for name in same if stored(before)[name] != stored(written)[name]]
    assert differing == [".portalconfig/manifest.yml"]
    assert b"adx_value: true" in unzipped(written)["sitesetting.yml"]
    assert zipfile.ZipFile(io.BytesIO(written)).testzip() is None


def test_the_same_members_give_the_same_zip_which_others_can_read():
    members = {"folder/": b"", "a.txt": b"a" * 1000, "ü.txt": b"\x00\x01", "empty": b""}
    assert pack(members.items()) == pack(members.items())
    assert unzipped(pack(members.items())) == members
    archive = Archive(pack(members.items()), Limits())
    assert {name: archive.read(name) for name in archive.names} == members


def test_a_member_with_something_behind_its_content_is_packed_anew():
    """What lies there is in no file; it would be carried along unseen."""
    hidden = _with_bytes_behind(b"<p>" * 500, b"HIDDEN")
    archive = Archive(hidden, Limits())
    assert archive.read("a.txt") == b"<p>" * 500
    again = joined((name, archive.member(name)) for name in archive.names)
    assert b"HIDDEN" in hidden
    assert b"HIDDEN" not in again
    assert unzipped(again) == {"a.txt": b"<p>" * 500}


def test_a_damaged_member_is_not_carried_along():
    data = bytearray(small())
    at = data.index(struct.pack("<L", zlib.crc32(b"\x89PNG\x00\x01")))
    while at >= 0:
        data[at] ^= 1
        at = data.find(struct.pack("<L", zlib.crc32(b"\x89PNG\x00\x01")))
    with pytest.raises(ExportRefused):
        read_export(bytes(data))
    archive = Archive(bytes(data), Limits())
    with pytest.raises(ExportRefused):
        archive.member("web-files/logo.png")


def _with_bytes_behind(content: bytes, more: bytes) -> bytes:
    member = Archive(pack([("a.txt", content)]), Limits()).member("a.txt")
    assert member.method == DEFLATED
    longer = type(member)(member.method, member.crc, member.size, bytes(member.data) + more)
    return joined([("a.txt", longer)])
