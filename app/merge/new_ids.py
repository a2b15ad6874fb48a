"""Ids for the records that a plan creates: the same ones every time the same thing is created."""

from collections.abc import Iterable, Mapping
from uuid import NAMESPACE_URL, uuid5

from app.merge.content_hash import content_hash
from app.merge.natural_keys import NaturalKeys, RecordKey
from app.merge.snapshot import Record, Snapshot


def new_ids(
    environment_id: str, created: Iterable[Record], result: Snapshot, site: Snapshot
) -> Mapping[RecordKey, str]:
    """From the ids that the created records have in `result` to those they get in the site.

    A repeat after a lost answer then meets its own row and makes no second one.
    """
    keys = NaturalKeys(result)
    ids: dict[RecordKey, str] = {}
    taken = {record_id for _, record_id in site.records}
    for record in sorted(created, key=lambda r: (r.table, content_hash(r), r.id)):
        name = f"{environment_id}/{record.table}/{keys.of(record) or content_hash(record)}"
        number = 1
        while (new := _made(name, number)) in taken:
            number += 1
        taken.add(new)
        ids[record.key] = new
    return ids


def _made(name: str, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, name if number == 1 else f"{name}#{number}"))
