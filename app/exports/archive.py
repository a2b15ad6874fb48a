"""Zip archives from strangers: everything is checked before anything is unpacked.

The directory of the archive is read here and not by a library, because the questions are ours: how
many members, how large, which names. A library answers them after it has already built the list.
Nothing is ever written to disk.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.exports.site import ExportRefused

_MIB = 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ZIP64_LOCATOR = b"PK\x06\x07"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_REPARSE_POINT = 0x400
_LONGEST_NAME = 1024
_RATIO_COUNTS_FROM = _MIB
_UNSAFE = re.compile(r"^[A-Za-z]:|[\x00-\x1f\x7f\\]|(?:^|/)(?:\.{0,2})(?:/|$)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an export may hold. A real site is 60 to 800 rows; one of 20,000 is read, too."""

    archive_bytes: int = 128 * _MIB
    files: int = 90_000
    file_bytes: int = 32 * _MIB
    total_bytes: int = 192 * _MIB
    yaml_bytes: int = 8 * _MIB
    yaml_nodes: int = 2_000_000
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class Archive:
    """The members of a zip, by name, in the archive's order. Raises ExportRefused when unsafe."""

    def __init__(self, packed: bytes, limits: Limits) -> None:
        self._packed = packed
        self.limits = limits
        self.folders: set[str] = set()
        self._members: dict[str, _Member] = {}
        if len(packed) > limits.archive_bytes:
            raise ExportRefused("too_large", size=str(len(packed)))
        self._list()

    @property
    def names(self) -> list[str]:
        """Every member in order, folders included (they end with a slash)."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members and name not in self.folders

    def read(self, name: str) -> bytes:
        """The bytes of one member; never more than its directory entry promised."""
        member = self._members[name]
        packed = self._stored(member)
        if member.method == _STORED:
            content = bytes(packed)
        else:
            try:
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
            except zlib.error as error:
                raise ExportRefused("not_a_zip", name, reason="damaged") from error
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise ExportRefused("not_a_zip", name, reason="damaged")
        return content

    def text(self, name: str) -> str:
        try:
            return self.read(name).decode("utf-8")
        except UnicodeDecodeError as error:
            raise ExportRefused("broken_text", name) from error

    def yaml(self, name: str) -> str:
        """The text of a YAML file, which has to be smaller than other files may be."""
        if self._members[name].size > self.limits.yaml_bytes:
            raise ExportRefused("too_large", name, size=str(self._members[name].size))
        return self.text(name)

    def xml(self, name: str) -> bytes:
        """The bytes of an XML file with one record or a list; held to what a YAML file is."""
        if self._members[name].size > self.limits.yaml_bytes:
            raise ExportRefused("too_large", name, size=str(self._members[name].size))
        return self.read(name)

    def _list(self) -> None:
        total = 0
        seen: set[str] = set()
        for name, member in self._directory():
            total += member.size
            self._check_size(member, total)
            same = unicodedata.normalize("NFC", name).casefold().rstrip("/")
            if same in seen:
                raise ExportRefused("unsafe_path", name, reason="duplicate")
            seen.add(same)
            self._members[name] = member
            if name.endswith("/"):
                self.folders.add(name)

    def _directory(self) -> Iterator[tuple[str, _Member]]:
        count, position, end = self._end()
        found = 0
        while position < end:
            found += 1
            if found > self.limits.files:
                raise ExportRefused("too_many_files", count=str(found))
            member, length = self._entry(position, end)
            position += length
            yield member.name, member
        if position != end or found != count:
            raise ExportRefused("not_a_zip", reason="directory")

    def _end(self) -> tuple[int, int, int]:
        """Number of members; first and last byte of the directory."""
        at = self._packed.rfind(b"PK\x05\x06", max(0, len(self._packed) - 65_557))
        if at < 0 or at + _END.size > len(self._packed):
            raise ExportRefused("not_a_zip")
        _, disk, start_disk, here, count, size, offset, comment = _END.unpack_from(self._packed, at)
        if self._packed[max(0, at - 20) : at][:4] == _ZIP64_LOCATOR:
            raise ExportRefused("too_large", reason="zip64")
        whole = at + _END.size + comment == len(self._packed)
        if disk or start_disk or here != count or not whole or offset + size != at:
            raise ExportRefused("not_a_zip", reason="directory")
        return count, offset, at

    def _entry(self, position: int, end: int) -> tuple[_Member, int]:
        if position + _ENTRY.size > end:
            raise ExportRefused("not_a_zip", reason="directory")
        fields = _ENTRY.unpack_from(self._packed, position)
        signature, flags, method = fields[0], fields[5], fields[6]
        crc, packed, size, name_length, extra, comment = fields[9:15]
        attributes, offset = fields[17], fields[18]
        length = _ENTRY.size + name_length + extra + comment
        if signature != b"PK\x01\x02" or position + length > end:
            raise ExportRefused("not_a_zip", reason="directory")
        start = position + _ENTRY.size
        name = _name(self._packed[start : start + name_length], flags)
        _check_kind(name, flags, method, attributes)
        return _Member(name, method, crc, packed, size, offset), length

    def _check_size(self, member: _Member, total: int) -> None:
        if member.size > self.limits.file_bytes or total > self.limits.total_bytes:
            raise ExportRefused("too_large", member.name, size=str(member.size))
        large = member.size > _RATIO_COUNTS_FROM
        if large and member.size > self.limits.ratio * max(member.packed, 1):
            raise ExportRefused("too_compressed", member.name)
        if member.name.endswith("/") and member.size:
            raise ExportRefused("unsafe_path", member.name, reason="folder")

    def _stored(self, member: _Member) -> memoryview:
        """The packed bytes of a member, after its own header agreed with the directory."""
        header = self._packed[member.offset : member.offset + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise ExportRefused("not_a_zip", member.name, reason="damaged")
        fields = _LOCAL.unpack(header)
        flags, name_length, extra = fields[2], fields[9], fields[10]
        start = member.offset + _LOCAL.size
        own_name = self._packed[start : start + name_length]
        begin = start + name_length + extra
        if _name(own_name, flags) != member.name or begin + member.packed > len(self._packed):
            raise ExportRefused("not_a_zip", member.name, reason="damaged")
        return memoryview(self._packed)[begin : begin + member.packed]


def _name(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError as error:
        raise ExportRefused("unsafe_path", reason="name") from error
    path = name.removesuffix("/")
    if len(name) > _LONGEST_NAME or not path or _UNSAFE.search(path):
        raise ExportRefused("unsafe_path", name[:200].encode("unicode_escape").decode("ascii"))
    return name


def _check_kind(name: str, flags: int, method: int, attributes: int) -> None:
    if flags & _ENCRYPTED:
        raise ExportRefused("encrypted", name)
    mode = stat.S_IFMT(attributes >> 16)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR) or attributes & _REPARSE_POINT:
        raise ExportRefused("link", name)
    if method not in (_STORED, _DEFLATED):
        raise ExportRefused("not_a_zip", name, reason="compression")


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip with these members in this order; the same members give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            folder = name.endswith("/")
            entry.external_attr = (0o40755 << 16 | 0x10) if folder else 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if folder else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
