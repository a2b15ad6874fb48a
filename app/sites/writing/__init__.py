"""Writing to a live site: looked at before, journalled, guarded, read back after."""

from app.sites.writing.journal import Entry, Journal, applied, entry_of
from app.sites.writing.kept_base import NewBase, base_id, take_back_bases
from app.sites.writing.planned import plan_of, told
from app.sites.writing.writing_out import Target, write_out

__all__ = [
    "Entry",
    "Journal",
    "NewBase",
    "Target",
    "applied",
    "base_id",
    "entry_of",
    "plan_of",
    "take_back_bases",
    "told",
    "write_out",
]
