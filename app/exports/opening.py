"""The one way in and out: exports of every kind, told apart by what is in the zip."""

from collections.abc import Callable, Iterable
from typing import Final

from app.exports.archive import Archive, Limits
from app.exports.migration import is_migration, read_migration
from app.exports.migration_writing import write_migration
from app.exports.reading import Key, read_pac
from app.exports.site import ExportRefused, Row, SiteExport
from app.exports.snapshot import is_snapshot, read_snapshot, rewrite_snapshot
from app.exports.solution import is_solution, read_solution
from app.exports.writing import write_pac

_READERS: Final[tuple[tuple[Callable[[Archive], bool], Callable[[Archive], SiteExport]], ...]] = (
    (is_snapshot, read_snapshot),
    (is_solution, read_solution),
    (is_migration, read_migration),
)


def read_export(data: bytes, limits: Limits | None = None) -> SiteExport:
    """Read a site from a zip of any layout there is.

    A pac folder in the classic or git layout, a snapshot, a solution of Dataverse, or a zip of the
    Configuration Migration tool. What they have in common: every scalar is text, empty is None,
    what is not mentioned is not in `columns`, and rows are sorted by table and id.

    Raises ExportRefused for anything that is no such export or that we dare not read.
    """
    archive = Archive(data, limits or Limits())
    for is_it, read in _READERS:
        if is_it(archive):
            return read(archive)
    return read_pac(archive)


def write_export(
    original: bytes,
    changed: Iterable[Row],
    removed: Iterable[Key] = (),
    created: Iterable[Row] = (),
    limits: Limits | None = None,
) -> bytes:
    """The original zip with these rows changed, taken out and put in.

    - Only what a row says differently is written. A column that is not in `Row.columns`, an
      association that is not in `Row.links` and a `content` of None stay as they are in the file.
    - With nothing to write, the same bytes come back. How much else stays: `write_pac`,
      `write_migration`. A snapshot is written anew as a whole: it has no other style than ours.
    - Taking out a row does not take out its children: name them too.

    Raises LookupError for a row to change or take out that is not there, ValueError for one to
    create that cannot be written, ExportRefused when the original cannot be read, or cannot hold
    the result (`not_written`): a solution is for reading only.
    """
    archive = Archive(original, limits or Limits())
    if is_snapshot(archive):
        written = rewrite_snapshot(archive, changed, removed, created)
    elif is_solution(archive):
        raise ExportRefused("not_written", reason="solution")
    elif is_migration(archive):
        written = write_migration(archive, changed, removed, created)
    else:
        written = write_pac(archive, changed, removed, created)
    return written or original
