"""Which records of a Configuration Migration export are of its website.

The tool exports whole tables. A deleted website leaves some of its records behind, which are then
of none, and a filter may let through the records of another one.
"""

from collections.abc import Collection, Sequence
from typing import Final

from app.exports.data_xml import Record
from app.exports.kinds import KINDS, WEBSITE
from app.exports.site import GUID, ExportRefused, Key

MEMBERSHIP: Final = "adx_websiteid"


def website_of(records: Sequence[Record]) -> Record:
    """The one website; where its own record was not exported, the one that all others name."""
    found = [one for one in records if one.table == WEBSITE.table]
    if not found:
        named = {one.values.get(MEMBERSHIP) or "" for one in records} - {""}
        found = [Record(WEBSITE.table, one, {}) for one in sorted(named)]
    if not found or not GUID.fullmatch(found[0].id):
        raise ExportRefused("no_site")
    if len(found) > 1:
        raise ExportRefused("several_sites", found[0].id, also=found[1].id)
    return found[0]


def strangers(records: Sequence[Record], website_id: str) -> Collection[Key]:
    """The records that are not of this website, with what is a part of them.

    A record may be of no website where no record of its table is of any. What a record of the site
    points to is not left out.
    """
    sorted_in = {one.table for one in records if one.values.get(MEMBERSHIP) == website_id}
    known = [one for one in records if one.table in sorted_in]
    own = [one for one in known if one.values.get(MEMBERSHIP) == website_id]
    pointed_to = {value for one in own for value in one.values.values()}
    apart = {(one.table, one.id) for one in known if one.id not in pointed_to}
    apart -= {(one.table, one.id) for one in own}
    for kind in KINDS:  # parents first
        ids = {record_id for _, record_id in apart} if kind.parent else set()
        if ids:
            parts = (one for one in records if one.table == kind.table)
            apart |= {(p.table, p.id) for p in parts if p.values.get(kind.parent) in ids}
    return apart
