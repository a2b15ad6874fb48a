"""Exports leave out what is empty; older ones leave whole columns out.

A column that some record of a table shows was read for all of them: where it is missing, it is
empty. A column that no record of the table shows was not read, and stays so.
"""

from collections import defaultdict
from dataclasses import replace

from app.merge.snapshot import Snapshot
from app.merge.tables import STATE


def with_omitted_as_empty(snapshot: Snapshot) -> Snapshot:
    """For exports that leave out empty values and the state of active rows."""
    columns: dict[str, set[str]] = defaultdict(lambda: set(STATE))
    links: dict[str, set[str]] = defaultdict(set)
    for record in snapshot.records.values():
        columns[record.table].update(record.columns)
        links[record.table].update(record.links)
    return Snapshot.of(
        [
            replace(
                record,
                columns={**dict.fromkeys(sorted(columns[record.table])), **record.columns},
                links={
                    **{name: frozenset[str]() for name in sorted(links[record.table])},
                    **record.links,
                },
            )
            for record in snapshot.records.values()
        ]
    )


def without_added_empties(result: Snapshot, original: Snapshot) -> Snapshot:
    """The result as the site's own export would hold it: what it left out stays out if empty."""
    records = []
    for key, record in result.records.items():
        before = original.records.get(key)
        columns = before.columns if before else {}
        links = before.links if before else {}
        records.append(
            replace(
                record,
                columns={c: v for c, v in record.columns.items() if v or c in columns},
                links={name: ends for name, ends in record.links.items() if ends or name in links},
            )
        )
    return Snapshot.of(records)
