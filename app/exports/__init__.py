"""Reading and writing the files in which a site's configuration travels."""

from app.exports.archive import Limits
from app.exports.building import build_export
from app.exports.opening import read_export, write_export
from app.exports.result import Written, write_result
from app.exports.site import ExportRefused, Layout, Problem, Row, SiteExport
from app.exports.snapshot import build_snapshot

__all__ = [
    "ExportRefused",
    "Layout",
    "Limits",
    "Problem",
    "Row",
    "SiteExport",
    "Written",
    "build_export",
    "build_snapshot",
    "read_export",
    "write_export",
    "write_result",
]
