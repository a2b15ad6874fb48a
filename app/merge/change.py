"""One record that is to change: what of it is there, and what shall be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.merge.natural_keys import RecordKey
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.table_list import ASSOCIATIONS, NEVER_LINKED, table
from app.merge.tables import LOOKUPS, target_id


@dataclass(frozen=True, slots=True)
class Change:
    """Only what differs: both sides hold the same columns; None where there is no row.

    Of a row that appears, or goes away, the other side holds all that was read.
    """

    title: str
    reason: str
    before: Record | None
    after: Record | None
    conflicts: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        record = self.after or self.before
        if record is None:
            raise ValueError("a change has at least one side")
        return record

    @property
    def key(self) -> RecordKey:
        return self.record.key

    @property
    def creates(self) -> bool:
        return self.before is None

    @property
    def deletes(self) -> bool:
        return self.after is None


def difference(before: Record | None, after: Record | None) -> tuple[Record | None, Record | None]:
    """Both records with nothing in them but what differs; bookkeeping never does."""
    if before is None or after is None:
        return (before and _whole(before)), (after and _whole(after))
    rules = table(after.table)
    columns = [
        column
        for column, new in after.columns.items()
        if not rules.skips(column)
        and (old := before.columns.get(column)) != new
        and (old or new)
        and column in before.columns
    ]
    links = [n for n, ends in after.links.items() if before.links.get(n, frozenset()) != ends]
    links = [name for name in links if name.lower() not in NEVER_LINKED]
    content = NOT_READ not in (before.content, after.content) and before.content != after.content
    return _part(before, columns, links, content=content), _part(
        after, columns, links, content=content
    )


def is_empty(record: Record | None) -> bool:
    """Whether nothing of an existing record is to change."""
    return record is not None and not (
        record.columns or record.links or record.content is not NOT_READ
    )


def refers_to(record: Record) -> Iterator[tuple[str, RecordKey]]:
    """What a record points to: each lookup and link, with the column (or `links:...`) it is in."""
    rules = table(record.table)
    for column, value in sorted(record.columns.items()):
        if value and column in LOOKUPS and not rules.skips(column):
            yield column, (LOOKUPS[column], target_id(value))
    for name, ends in sorted(record.links.items()):
        far = ASSOCIATIONS.get(name.lower())
        if far:
            yield from ((f"links:{name}", (far, target_id(end))) for end in sorted(ends))


def website_of(site: Snapshot) -> str | None:
    """The id of the one website of a site, None when that is not clear."""
    found = [record_id for name, record_id in site.records if name == "adx_website"]
    return found[0] if len(found) == 1 else None


def _whole(record: Record) -> Record:
    rules = table(record.table)
    return Record(
        record.table,
        record.id,
        {c: v for c, v in record.columns.items() if v and not rules.skips(c)},
        {n: e for n, e in record.links.items() if e and n.lower() not in NEVER_LINKED},
        record.content,
    )


def _part(record: Record, columns: list[str], links: list[str], *, content: bool) -> Record:
    ends: Mapping[str, frozenset[str]] = {
        name: record.links.get(name, frozenset()) for name in links
    }
    return Record(
        record.table,
        record.id,
        {column: record.columns[column] for column in columns},
        ends,
        record.content if content else NOT_READ,
    )
