"""The made-up site on a disk, twice: as pac writes it, and as git wants it to merge records."""

import io
import re
import shutil
import zipfile
from pathlib import Path

from bench_site import WEBSITE, rows, sides

from app.exports import build_export
from app.exports.site import Row
from app.exports.trees import kind_of

NAMES = ("base", "site", "template")
_LISTED = re.compile(rb"^- ", re.MULTILINE)


def write_exports(folder: Path) -> None:
    """`base`, `site` and `template` as pac folders; in `git/` the same, a file for each record."""
    base = rows()
    for name, one in zip(NAMES, (base, *sides(base)), strict=True):
        _write(folder, name, one)


def _write(folder: Path, name: str, rows: list[Row]) -> None:
    shutil.rmtree(folder / name, ignore_errors=True)
    shutil.rmtree(folder / "git" / name, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(build_export("Contoso", WEBSITE, rows))) as packed:
        for path in packed.namelist():
            content = packed.read(path)
            _lay(folder / name / path, content)
            for part, text in _records(path, content):
                _lay(folder / "git" / name / part, text)


def _records(path: str, content: bytes) -> list[tuple[str, bytes]]:
    """A list file as a file for each of its records, any other as it is."""
    if not path.endswith(".yml") or not content.startswith(b"- "):
        return [(path, content)]
    starts = [found.start() for found in _LISTED.finditer(content)]
    ends = [*starts[1:], len(content)]
    parts = [content[start:end] for start, end in zip(starts, ends, strict=True)]
    kind = kind_of(path)
    column = kind.id_column.encode() if kind else b""
    named = [re.search(column + rb": ([0-9a-f-]{36})$", part, re.MULTILINE) for part in parts]
    return [
        (f"{path}.d/{found[1].decode()}.yml", part)
        for found, part in zip(named, parts, strict=True)
        if found
    ]


def _lay(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def size(folder: Path) -> tuple[int, int]:
    """How many files there are in it, and how many bytes they hold."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)
