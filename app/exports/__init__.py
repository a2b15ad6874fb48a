"""Reading and writing the files in which a site's configuration travels."""

from app.exports.building import build_export
from app.exports.members import Limits, Tell, unheard
from app.exports.opening import Opened, open_export, read_export, write_export
from app.exports.result import Written, without_a_place, write_result
from app.exports.site import ExportRefused, Layout, Problem, Row, SiteExport
from app.exports.snapshot import build_snapshot

__all__ = [
    "ExportRefused",
    "Layout",
    "Limits",
    "Opened",
    "Problem",
    "Row",
    "SiteExport",
    "Tell",
    "Written",
    "build_export",
    "build_snapshot",
    "open_export",
    "read_export",
    "unheard",
    "without_a_place",
    "write_export",
    "write_result",
]
