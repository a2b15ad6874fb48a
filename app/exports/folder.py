"""An export on a disk: a zip, or the folder itself, which is zipped in memory.

A folder is held to what a zip is held to, before any file of it is read: how many files, how
large, and nothing that leads out of it.
"""

from collections.abc import Iterator
from pathlib import Path

from app.exports.archive import Limits, pack
from app.exports.site import ExportRefused


def read_packed(path: Path, limits: Limits | None = None) -> bytes:
    """The bytes of a zip, or of the folder as a zip. Raises ExportRefused and OSError."""
    limits = limits or Limits()
    if path.is_dir():
        found = list(_files(path, limits))
        return pack((name, file.read_bytes()) for name, file in found)
    if not path.is_file() and path.exists():
        raise ExportRefused("link", path.name)
    if path.stat().st_size > limits.archive_bytes:
        raise ExportRefused("too_large", path.name)
    return path.read_bytes()


def _files(folder: Path, limits: Limits) -> Iterator[tuple[str, Path]]:
    """Without what git keeps beside them."""
    total = 0
    inside = (path for path in sorted(folder.rglob("*")) if ".git" not in path.parts)
    for count, path in enumerate(inside, start=1):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise ExportRefused("link", name)
        if count > limits.files:
            raise ExportRefused("too_many_files", count=str(count))
        if path.is_dir():
            continue
        size = path.stat().st_size
        total += size
        if size > limits.file_bytes or total > limits.total_bytes:
            raise ExportRefused("too_large", name, size=str(size))
        yield name, path
