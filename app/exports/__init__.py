"""Reading and writing the files in which a site's configuration travels."""

from app.exports.archive import Limits
from app.exports.building import build_export
from app.exports.reading import read_export
from app.exports.site import ExportRefused, Layout, Problem, Row, SiteExport
from app.exports.snapshot import build_snapshot
from app.exports.writing import write_export

__all__ = [
    "ExportRefused",
    "Layout",
    "Limits",
    "Problem",
    "Row",
    "SiteExport",
    "build_export",
    "build_snapshot",
    "read_export",
    "write_export",
]
