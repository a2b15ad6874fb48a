"""An export of any kind that can be read: told apart by what is in the zip."""

from app.exports.archive import Archive, Limits
from app.exports.migration import is_migration, read_migration
from app.exports.reading import read_export
from app.exports.site import SiteExport


def open_export(data: bytes, limits: Limits | None = None) -> SiteExport:
    """A pac folder in the classic layout, or a zip of the Configuration Migration tool.

    Raises ExportRefused for everything else.
    """
    limits = limits or Limits()
    if is_migration(Archive(data, limits)):
        return read_migration(data, limits)
    return read_export(data, limits)
