"""The one way in and out: exports of every kind, told apart by what is in them."""

from collections.abc import Iterable

from app.exports.alike import Alike
from app.exports.archive import Archive
from app.exports.changes import Rows
from app.exports.layouts import read_layout
from app.exports.members import Limits, Members, Tell, unheard
from app.exports.site import Key, Row, SiteExport
from app.exports.writing_back import written_back


class Opened:
    """An export of any layout there is: read once, it can be written back.

    The files are those of a zip or of a folder: a pac folder in the classic or git layout, a
    snapshot, a solution of Dataverse, or what the Configuration Migration tool makes. Exports that
    are read with one `alike` share what they have in common; `tell` hears how far the reading is.

    Raises ExportRefused for anything that is no such export or that we dare not read.
    """

    def __init__(self, members: Members, alike: Alike | None = None, tell: Tell = unheard) -> None:
        self.members = members
        self._read = read_layout(members, alike, tell)

    @property
    def export(self) -> SiteExport:
        return self._read if isinstance(self._read, SiteExport) else self._read.export

    def written(
        self,
        changed: Iterable[Row],
        removed: Iterable[Key] = (),
        created: Iterable[Row] = (),
        tell: Tell = unheard,
    ) -> bytes:
        """A zip of it with these rows changed, taken out and put in, as `write_export` does."""
        rows = Rows(list(changed), set(removed), list(created))
        made = written_back(self.members, self._read, rows, tell)
        return self.members.zipped(tell) if made is None else made


def open_export(data: bytes, limits: Limits | None = None) -> Opened:
    """The export in a zip, to be read and written back."""
    return Opened(Archive(data, limits or Limits()))


def read_export(data: bytes, limits: Limits | None = None) -> SiteExport:
    """Read a site from a zip of any layout there is.

    What they have in common: every scalar is text, empty is None, what is not mentioned is not in
    `columns`, and rows are sorted by table and id.

    Raises ExportRefused for anything that is no such export or that we dare not read.
    """
    return open_export(data, limits).export


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
    return open_export(original, limits).written(changed, removed, created)
