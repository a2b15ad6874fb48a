"""Which values of a site are secrets: masked on pages, sealed where they are stored."""

import re

from app.merge.snapshot import Record, Snapshot

SECRET_NAME = re.compile(
    r"^authentication/|secret|password|passwd|credential|connectionstring|(api|access|account|shared)[\s/_-]?key|token",
    re.IGNORECASE,
)


def is_secret(record: Record) -> bool:
    """A site setting whose name says that its value opens a door."""
    if record.table != "adx_sitesetting":
        return False
    name = record.value("adx_name")
    return isinstance(name, str) and bool(SECRET_NAME.search(name))


def secret_ids(*snapshots: Snapshot | None) -> frozenset[str]:
    """The ids of all records, on any side, whose values are never shown."""
    return frozenset(
        record.id
        for snapshot in snapshots
        if snapshot
        for record in snapshot.records.values()
        if is_secret(record)
    )
