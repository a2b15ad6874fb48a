"""Exports leave out what is empty; older ones leave whole columns out.

A column that some record of a table shows was read for all of them: where it is missing, it is
empty. A column that no record of the table shows was not read, and stays so.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from app.merge.snapshot import Record, Snapshot, Value
from app.merge.tables import STATE

_NOTHING: Final = frozenset[str]()


def with_omitted_as_empty(snapshot: Snapshot) -> Snapshot:
    """For exports that leave out empty values and the state of active rows."""
    columns: dict[str, set[str]] = defaultdict(lambda: set(STATE))
    links: dict[str, set[str]] = defaultdict(set)
    for record in snapshot.records.values():
        columns[record.table].update(record.columns)
        links[record.table].update(record.links)
    empty: dict[str, dict[str, Value]] = {
        name: dict.fromkeys(sorted(found)) for name, found in columns.items()
    }
    loose = {name: dict.fromkeys(sorted(found), _NOTHING) for name, found in links.items()}
    records = snapshot.records.values()
    return Snapshot.of([_filled(one, empty[one.table], loose[one.table]) for one in records])


def _filled(record: Record, columns: dict[str, Value], links: dict[str, frozenset[str]]) -> Record:
    return Record(
        record.table,
        record.id,
        {**columns, **record.columns},
        {**links, **record.links} if links else record.links,
        record.content,
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
