"""Whether a site holds what was written to it."""

from collections.abc import Iterable

from app.merge.plan import Write
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.table_list import table
from app.merge.values import same


def not_as_written(
    expected: Snapshot, now: Snapshot, writes: Iterable[Write]
) -> list[tuple[str, str]]:
    """The title of each record that differs, and the column; no column where it is the row."""
    titles = {write.key: write.title for write in writes}
    found: list[tuple[str, str]] = []
    for key, title in titles.items():
        wanted, there = expected.records.get(key), now.records.get(key)
        if wanted is None or there is None:
            found += [] if wanted is there else [(title, "")]
        else:
            found += [(title, column) for column in _unlike(wanted, there)]
    return sorted(found)


def _unlike(wanted: Record, there: Record) -> list[str]:
    rules = table(wanted.table)
    columns = [
        column
        for column in sorted(wanted.columns.keys() & there.columns.keys())
        if not rules.skips(column)
        and not same(rules.kind(column), wanted.columns[column], there.columns[column], column)
    ]
    links = [
        f"links:{name}"
        for name in sorted(wanted.links.keys() & there.links.keys())
        if wanted.links[name] != there.links[name]
    ]
    unread = NOT_READ in (wanted.content, there.content)
    content = [] if unread or wanted.content == there.content else ["content"]
    return [*columns, *links, *content]
