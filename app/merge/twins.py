"""Records that say the same, as many on either side: which is which makes no difference.

Only where nothing points to any of them. Two that look alike are not the same to whoever points to
one of the two.
"""

from collections.abc import Iterable, Iterator, Set

from app.merge.files import text_of
from app.merge.rewrite import ids_in
from app.merge.snapshot import Record, Snapshot


def pointed_to(snapshots: Iterable[Snapshot], ids: Set[str]) -> set[str]:
    """Those of the ids (in lower case) that stand anywhere but in the record of that id."""
    found: set[str] = set()
    for snapshot in snapshots:
        for record in snapshot.records.values():
            for text in _texts(record):
                found |= (ids_in(text) & ids) - {record.id.lower()}
    return found


def _texts(record: Record) -> Iterator[str]:
    yield from (value for value in record.columns.values() if value)
    for ends in record.links.values():
        yield from ends
    yield text_of(record) or ""
