"""Zip archives from strangers: everything is checked before anything is unpacked.

The directory of the archive is read here and not by a library, because the questions are ours: how
many members, how large, which names. A library answers them after it has already built the list.
Nothing is ever written to disk.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from typing_extensions import override

from app.exports.members import Limits, Members, Tell, check_new, checked_name, unheard
from app.exports.packing import DEFLATED, STORED, Packed, packed
from app.exports.site import ExportRefused

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LENGTHS = struct.Struct("<3H")
_LENGTHS_AT = 28
_ZIP64_LOCATOR = b"PK\x06\x07"
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_REPARSE_POINT = 0x400
_RATIO_COUNTS_FROM = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class Archive(Members):
    """The members of a zip, by name, in the archive's order. Raises ExportRefused when unsafe."""

    def __init__(self, packed: bytes, limits: Limits) -> None:
        super().__init__(limits)
        self._packed = packed
        self._members: dict[str, _Member] = {}
        if len(packed) > limits.archive_bytes:
            raise ExportRefused("too_large", size=str(len(packed)))
        self._list()

    @property
    @override
    def names(self) -> list[str]:
        return list(self._members)

    @override
    def __contains__(self, name: str) -> bool:
        return name in self._members and not name.endswith("/")

    @override
    def size(self, name: str) -> int:
        return self._members[name].size

    @override
    def read(self, name: str) -> bytes:
        """The bytes of one member; never more than its directory entry promised."""
        return self._unpacked(self._members[name])[0]

    @override
    def member(self, name: str) -> Packed:
        """As it is packed, once it was seen to be whole and nothing else."""
        member = self._members[name]
        content, is_all = self._unpacked(member)
        if name.endswith("/") or not is_all:
            return packed(content)
        return Packed(member.method, member.crc, member.size, self._stored(member))

    @override
    def zipped(self, tell: Tell = unheard) -> bytes:
        """The very same bytes."""
        return self._packed

    def _unpacked(self, member: _Member) -> tuple[bytes, bool]:
        """The content, and whether its packed bytes hold it and nothing after it."""
        stored, is_all = self._stored(member), True
        if member.method == STORED:
            content = bytes(stored)
        else:
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = inflate.decompress(stored, member.size + 1)
            except zlib.error as error:
                raise ExportRefused("not_a_zip", member.name, reason="damaged") from error
            is_all = inflate.eof and not inflate.unused_data
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise ExportRefused("not_a_zip", member.name, reason="damaged")
        return content, is_all

    def _list(self) -> None:
        total = 0
        seen: set[str] = set()
        for name, member in self._directory():
            total += member.size
            self._check_size(member, total)
            check_new(name, seen)
            self._members[name] = member

    def _directory(self) -> Iterator[tuple[str, _Member]]:
        count, position, end = self._end()
        self._check_number(position, end)
        found = 0
        while position < end:
            found += 1
            member, length = self._entry(position, end)
            position += length
            yield member.name, member
        if position != end or found != count:
            raise ExportRefused("not_a_zip", reason="directory")

    def _check_number(self, position: int, end: int) -> None:
        """Count the entries, whatever number is claimed, before anything is made of them."""
        found = 0
        while position + _ENTRY.size <= end:
            found += 1
            if found > self.limits.files:
                raise ExportRefused("too_many_files", count=str(found))
            position += _ENTRY.size + sum(
                _LENGTHS.unpack_from(self._packed, position + _LENGTHS_AT)
            )

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
        return checked_name(raw.decode("utf-8" if flags & _UTF8 else "cp437"))
    except UnicodeDecodeError as error:
        raise ExportRefused("unsafe_path", reason="name") from error


def _check_kind(name: str, flags: int, method: int, attributes: int) -> None:
    if flags & _ENCRYPTED:
        raise ExportRefused("encrypted", name)
    mode = stat.S_IFMT(attributes >> 16)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR) or attributes & _REPARSE_POINT:
        raise ExportRefused("link", name)
    if method not in (STORED, DEFLATED):
        raise ExportRefused("not_a_zip", name, reason="compression")
