"""The made-up site on a disk, as pac writes it: the base, the customer's site, the new template."""

from pathlib import Path

from bench_site import WEBSITE, rows, sides

from app.exports import Limits, build_export, write_export
from app.exports.archive import Archive
from app.exports.site import Row

NAMES = ("base", "site", "template")


def write_exports(folder: Path) -> None:
    """`base`, `site` and `template` as folders in `folder`."""
    base = rows()
    packed = build_export("Contoso", WEBSITE, base)
    _write(folder / "base", packed)
    known = {row.id: row for row in base}
    for name, side in zip(NAMES[1:], sides(base), strict=True):
        new = [row for row in side if row.id not in known]
        changed: list[Row] = [r for r in side if known.get(r.id, r) is not r]
        _write(folder / name, write_export(packed, changed, created=new))


def _write(folder: Path, packed: bytes) -> None:
    archive = Archive(packed, Limits())
    for place in {(folder / name).parent for name in archive.names}:
        place.mkdir(parents=True, exist_ok=True)
    for name in archive.names:
        (folder / name).write_bytes(archive.read(name))


def size(folder: Path) -> tuple[int, int]:
    """How many files there are in it, and how many bytes they hold."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)
