"""What a site holds once writes are done."""

from collections.abc import Iterable
from dataclasses import replace

from app.merge.plan import CREATES, Operation, Write
from app.merge.snapshot import NOT_READ, Record, Snapshot


def replayed(site: Snapshot, writes: Iterable[Write]) -> Snapshot:
    """The site after these writes, as far as it was read."""
    records = dict(site.records)
    for write in writes:
        if write.operation is Operation.DELETE:
            records.pop(write.key, None)
        else:
            records[write.key] = _after(records.get(write.key), write)
    return Snapshot(records)


def _after(record: Record | None, write: Write) -> Record:
    if write.operation in CREATES or record is None:
        record = record or Record(write.table, write.record_id, {})
    if write.association:
        return replace(record, links={**record.links, write.association: _ends(record, write)})
    columns = {c.column: c.after for c in write.columns}
    content = record.content if write.content_after is NOT_READ else write.content_after
    return replace(record, columns={**record.columns, **columns}, content=content)


def _ends(record: Record, write: Write) -> frozenset[str]:
    ends = record.links.get(write.association, frozenset())
    end = frozenset([write.far_end])
    return ends | end if write.operation is Operation.LINK else ends - end
