"""Ids in texts of the result that lead nowhere and that the site did not mention before.

Ids are found in either case, in braces, in quotes and percent-encoded. An id without hyphens is
neither followed nor reported: 32 hex digits are as well a hash or a key, and the platform writes
none of its references like that.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from app.merge.draft import Draft
from app.merge.files import text_of
from app.merge.outcome import Note
from app.merge.rewrite import ids_in
from app.merge.snapshot import Record, Snapshot
from app.merge.table_list import table
from app.merge.titles import Titles

_OF_SOLUTIONS: Final = frozenset(
    ("adx_view", "adx_views", "adx_filter_definition", "adx_odata_view", "adx_calendar_views")
)
"""They name views and dashboards, which solutions bring and no site holds."""
_NAMES_VIEWS: Final = ("view", "dashboard", "chart", "visualization", "savedquery")
_LONGEST_KEY: Final = 60


def unknown_ids(
    site: Snapshot, result: Snapshot, drafts: Iterable[Draft], titles: Titles
) -> list[Note]:
    """A note per id, record and column; what belongs to a solution has a code of its own."""
    found = list(_new_in(drafts))
    if not found:
        return []
    known = {record_id for _, record_id in result.records} | {r for _, r in site.records}
    known |= _mentioned(site, {one for *_, one in found} - known)
    return [
        Note(
            "id_of_a_solution" if _is_of_a_solution(record, column, one) else "id_leads_nowhere",
            titles.of(record),
            {"table": record.table, "record_id": record.id, "column": column, "name": one},
        )
        for record, column, one in found
        if one not in known
    ]


def _new_in(drafts: Iterable[Draft]) -> Iterator[tuple[Record, str, str]]:
    for draft in drafts:
        before, after = draft.entity.site, draft.result
        if after is None or after is before:
            continue
        rules = table(after.table)
        for column, text in sorted(_texts(after).items()):
            old = _texts(before).get(column, "") if before else ""
            if text != old and not rules.skips(column):
                yield from ((after, column, one) for one in sorted(_brought(text, old)))


def _brought(text: str, old: str) -> set[str]:
    found = ids_in(text)
    return found - ids_in(old) if found else found


def _texts(record: Record) -> dict[str, str]:
    texts = {column: value for column, value in record.columns.items() if value}
    content = text_of(record)
    return {**texts, "content": content} if content else texts


def _mentioned(site: Snapshot, wanted: set[str]) -> set[str]:
    """Which of these ids some text of the site mentions already."""
    found: set[str] = set()
    for record in site.records.values() if wanted else ():
        for text in _texts(record).values():
            if len(text) >= _SHORTEST:
                found |= ids_in(text) & wanted
    return found


_SHORTEST: Final = 36


def _is_of_a_solution(record: Record, column: str, one: str) -> bool:
    if column in _OF_SOLUTIONS:
        return True
    text = _texts(record)[column]
    at = text.lower().find(one)
    key = text[max(0, at - _LONGEST_KEY) : at].lower()
    key = key[max(key.rfind(mark) for mark in (",", "{", ";", "\n")) + 1 :]
    return any(name in key for name in _NAMES_VIEWS)
