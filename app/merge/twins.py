"""Records that say the same, as many on either side: which is which makes no difference.

Only where nothing points to any of them. Two that look alike are not the same to whoever points to
one of the two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.merge.files import text_of
from app.merge.rewrite import ids_in
from app.merge.snapshot import Record, Snapshot

ByKey = Mapping[tuple[str, str], list[Record]]
Group = tuple[int, int, list[Record], list[Record]]
"""Two sides, and the records of each."""


def alike(index: Sequence[ByKey], pairs: Iterable[tuple[int, int]]) -> list[Group]:
    """What two sides have more than once under one key, and equally often."""
    return [
        (left, right, records, index[right][key])
        for left, right in pairs
        for key, records in index[left].items()
        if len(records) == len(index[right].get(key, [])) > 1
    ]


def pointed_to(snapshots: Iterable[Snapshot], groups: Iterable[Group]) -> set[str]:
    """Those of their ids (in lower case) that stand anywhere but in the record of that id."""
    ids = {record.id.lower() for *_, one, other in groups for record in (*one, *other)}
    found: set[str] = set()
    for snapshot in snapshots if ids else ():
        for record in snapshot.records.values():
            for text in _texts(record):
                found |= (ids_in(text) & ids) - {record.id.lower()}
    return found


def _texts(record: Record) -> Iterator[str]:
    yield from (value for value in record.columns.values() if value)
    for ends in record.links.values():
        yield from ends
    yield text_of(record) or ""
