"""Exports of every layout that is written, with rows changed, taken out and put in."""

from app.exports.changes import Rows
from app.exports.members import Members, Tell, unheard
from app.exports.migration import Migration
from app.exports.migration_writing import write_migration
from app.exports.reading import Site
from app.exports.site import ExportRefused, Layout, SiteExport
from app.exports.snapshot import rewrite_snapshot
from app.exports.writing import Edit, creation_order


def written_back(
    members: Members, read: Site | Migration | SiteExport, rows: Rows, tell: Tell
) -> bytes | None:
    """A zip; None when all stays as it is. A solution is refused: it is for reading only."""
    match read:
        case Site():
            return write_pac(read, rows, tell)
        case Migration():
            return write_migration(members, read, rows, tell)
        case SiteExport(layout=Layout.SNAPSHOT):
            return rewrite_snapshot(read, rows)
    raise ExportRefused("not_written", reason="solution")


def write_pac(site: Site, rows: Rows, tell: Tell = unheard) -> bytes | None:
    """The same folder with rows changed, taken out and put in; None when it stays as it is.

    - Untouched members keep their bytes, names and order; in a touched YAML file every untouched
      key keeps its characters. New files come last. Times in the zip are fixed.
    - Once anything is touched, the manifest of the host it came from is left out (its check sums
      would be wrong; an upload is then a full one), and deletions noted in `manifest.yml` are
      emptied, because an upload would repeat them in every environment.
    """
    edit = Edit(site)
    for row in rows.changed:
        edit.change(row)
    for key in sorted(rows.removed):
        edit.remove(key)
    for row in sorted(rows.created, key=creation_order):
        edit.create(row)
    return edit.packed(tell) if edit.touched else None
