"""An export on a disk: a zip, or the folder itself.

A folder is held to what a zip is held to, before any file of it is read: how many files, how
large, and nothing that leads out of it.
"""

import os
from pathlib import Path
from typing import Final

from typing_extensions import override

from app.exports.archive import Archive
from app.exports.members import Limits, Members, check_new, checked_name
from app.exports.site import ExportRefused

_READ: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_BESIDE: Final = ".git"  # what git keeps beside the files is no part of them


class Folder(Members):
    """The files of a folder, by their paths in it. Raises ExportRefused when unsafe, and OSError.

    A file that grew since it was seen is refused, not read.
    """

    def __init__(self, place: Path, limits: Limits) -> None:
        super().__init__(limits)
        self._place = f"{place}{os.sep}"
        sizes: dict[str, int] = {}
        self._find(place, "", sizes, [0, 0, 0])
        seen: set[str] = set()
        for name in sizes:
            check_new(checked_name(name), seen)
        self._sizes = {name: sizes[name] for name in sorted(sizes, key=lambda one: one.split("/"))}

    @property
    @override
    def names(self) -> list[str]:
        return list(self._sizes)

    @override
    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    @override
    def size(self, name: str) -> int:
        return self._sizes[name]

    @override
    def read(self, name: str) -> bytes:
        handle = os.open(self._place + name, _READ)
        try:
            content = os.read(handle, self._sizes[name] + 1)
        finally:
            os.close(handle)
        if len(content) > self._sizes[name]:
            raise ExportRefused("too_large", name, size=str(len(content)))
        return content

    def _find(self, place: Path | str, before: str, sizes: dict[str, int], seen: list[int]) -> None:
        """Fill in names and sizes; `seen` counts files, folders and bytes so far."""
        with os.scandir(place) as entries:
            for entry in entries:
                name = before + entry.name
                if entry.name == _BESIDE:
                    continue
                is_folder = entry.is_dir(follow_symlinks=False)
                if not is_folder and not entry.is_file(follow_symlinks=False):
                    raise ExportRefused("link", name)
                seen[is_folder] += 1
                if seen[is_folder] > self.limits.files:
                    raise ExportRefused("too_many_files", count=str(seen[is_folder]))
                if is_folder:
                    self._find(entry.path, f"{name}/", sizes, seen)
                    continue
                size = entry.stat(follow_symlinks=False).st_size
                seen[2] += size
                if size > self.limits.file_bytes or seen[2] > self.limits.total_bytes:
                    raise ExportRefused("too_large", name, size=str(size))
                sizes[name] = size


def open_members(path: Path, limits: Limits | None = None) -> Members:
    """The files of a zip or of a folder. Raises ExportRefused and OSError."""
    limits = limits or Limits()
    if path.is_dir():
        return Folder(path, limits)
    if not path.is_file() and path.exists():
        raise ExportRefused("link", path.name)
    if path.stat().st_size > limits.archive_bytes:
        raise ExportRefused("too_large", path.name)
    return Archive(path.read_bytes(), limits)
