"""What a run has written, in numbers, and what of it is not there afterwards."""

from collections.abc import Mapping, Sequence

from app.merge.proof import not_as_written
from app.merge.snapshot import Snapshot
from app.sites.writing import Entry
from app.store.site_tables import SKIPPED, VERIFIED

_LISTED = 20


def written_numbers(
    entries: Sequence[Entry], expected: Snapshot, site: Snapshot
) -> Mapping[str, object]:
    """How much was written, and what of it is not there now."""
    writes = [entry.as_applied for entry in entries if entry.state == VERIFIED]
    unlike = not_as_written(expected, site, writes)
    return {
        "written": len(writes),
        "already_so": sum(entry.state == SKIPPED for entry in entries),
        "compared": len({write.key for write in writes}),
        "unlike": [list(one) for one in unlike[:_LISTED]],
        "unlike_count": len(unlike),
    }
