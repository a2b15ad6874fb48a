"""Between files and the merge: rows of an export become records, a result becomes rows again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.exports.site import Layout, Row, SiteExport
from app.merge.omitted import with_omitted_as_empty, without_added_empties
from app.merge.snapshot import NOT_READ, NotRead, Record, Snapshot

WEB_FILE = "adx_webfile"
# What is empty is told apart from what was not exported: a snapshot says both, and the other has
# a schema that lists what was exported. pac and solutions leave out what is empty.
_WHOLE = frozenset({Layout.SNAPSHOT, Layout.CONFIGURATION_MIGRATION})
DATES = ("createdon", "modifiedon")


def snapshot_of(export: SiteExport) -> Snapshot:
    """The records of an export, where what it leaves out because it is empty counts as empty.

    A web file whose bytes are not in the export was not read.
    """
    written = as_written(export)
    return written if export.layout in _WHOLE else with_omitted_as_empty(written)


def dated(export: SiteExport, snapshot: Snapshot) -> Snapshot:
    """With the dates that a snapshot knows beside its rows: without a base, they tell which rows
    nobody touched. For comparing only; `undated` takes them out of a result again.
    """
    dates = {(row.table, row.id): _dates(row) for row in export.rows}
    return Snapshot.of(
        [
            replace(record, columns={**dates.get(record.key, {}), **record.columns})
            for record in snapshot.records.values()
        ]
    )


def undated(result: Snapshot, site: Snapshot) -> Snapshot:
    """The result without the dates that the rows of this site do not have.

    What the template brings keeps what it says.
    """
    return Snapshot.of([_undated(record, site) for record in result.records.values()])


def _undated(record: Record, site: Snapshot) -> Record:
    written = site.records.get(record.key)
    if written is None:
        return record
    added = {name for name in DATES if name in record.columns and name not in written.columns}
    if not added:
        return record
    columns = {name: value for name, value in record.columns.items() if name not in added}
    plain = replace(record, columns=columns)
    return written if plain == written else plain


def _dates(row: Row) -> dict[str, str]:
    return {name: row.meta[name] for name in DATES if name in row.meta}


def as_written(export: SiteExport) -> Snapshot:
    """The records of an export with exactly the columns that its files mention."""
    return Snapshot.of([_record(row) for row in export.rows])


def _record(row: Row) -> Record:
    content: bytes | NotRead = NOT_READ if row.content is None else row.content
    return Record(row.table, row.id, row.columns, row.links, content)


def touched(result: Snapshot, merged: Snapshot) -> Snapshot:
    """The records of a result that are not simply those that went into the merge."""
    before = merged.records
    return Snapshot({k: r for k, r in result.records.items() if before.get(k) is not r})


@dataclass(frozen=True, slots=True)
class Edits:
    """What has to be written into the site's export to make it the result."""

    changed: tuple[Row, ...]
    created: tuple[Row, ...]
    removed: tuple[tuple[str, str], ...]


def edits(site: Snapshot, whole: Snapshot, merged: Snapshot | None = None) -> Edits:
    """The rows that differ between the site as written and the result, and nothing else.

    `merged` is the site as it went into the merge; what came out untouched is not looked at.
    """
    part = touched(whole, merged) if merged else whole
    result = without_added_empties(part, site)
    return Edits(
        changed=tuple(
            _rows(result, (key for key in result.records if _differs(site, result, key)))
        ),
        created=tuple(_rows(result, (key for key in result.records if key not in site.records))),
        removed=tuple(key for key in site.records if key not in whole.records),
    )


def _differs(site: Snapshot, result: Snapshot, key: tuple[str, str]) -> bool:
    return key in site.records and site.records[key] != result.records[key]


def _rows(snapshot: Snapshot, keys: Iterator[tuple[str, str]]) -> Iterator[Row]:
    for key in keys:
        record = snapshot.records[key]
        content = record.content if isinstance(record.content, bytes) else None
        yield Row(record.table, record.id, record.columns, record.links, content)
