"""Bring a snapshot to other ids: in lookups, links, and wherever a known id stands in a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.merge.change import website_of
from app.merge.files import text_of, with_text
from app.merge.natural_keys import RecordKey
from app.merge.snapshot import NotRead, Record, Snapshot, Value
from app.merge.table_list import ASSOCIATIONS
from app.merge.tables import LOOKUPS, target_id

_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_WEBSITE = "adx_website"
_MIDDLE = re.compile(r"-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-")


def ids_in(text: str) -> set[str]:
    """All ids that stand in a text, in lower case."""
    if not _MIDDLE.search(text):  # much faster than to look for whole ids
        return set()
    return {found.lower() for found in _GUID.findall(text)}


def rewritten(snapshot: Snapshot, ids: Mapping[RecordKey, str]) -> Snapshot:
    """The snapshot with each record (and every mention of it) under its new id."""
    if all(record_id == new for (_, record_id), new in ids.items()):
        return snapshot
    rewriter = _Rewriter(ids)
    return Snapshot.of([rewriter.record(record) for record in snapshot.records.values()])


def brought_home(site: Snapshot, others: Iterable[Snapshot]) -> dict[RecordKey, str]:
    """New ids for websites that are in no snapshot, but that records of the others belong to.

    Such a record is a copy from another site, and becomes this site's like all the others. A
    website that the site's own records name stays what it is.
    """
    own = website_of(site)
    named = {website for other in others for website in _websites(other)} - _websites(site)
    known = {key[1] for one in (site, *others) for key in one.records if key[0] == _WEBSITE}
    return {(_WEBSITE, website): own for website in named - known} if own else {}


def _websites(snapshot: Snapshot) -> set[str]:
    found = (record.columns.get(f"{_WEBSITE}id") for record in snapshot.records.values())
    return {target_id(website) for website in found if website}


class _Rewriter:
    def __init__(self, ids: Mapping[RecordKey, str]) -> None:
        self._ids = ids
        anywhere: dict[str, set[str]] = {}
        for (_, old), new in ids.items():
            anywhere.setdefault(old.lower(), set()).add(new)
        self._anywhere = {old: new.pop() for old, new in anywhere.items() if len(new) == 1}

    def record(self, record: Record) -> Record:
        return replace(
            record,
            id=self._ids.get(record.key, record.id),
            columns={c: self._value(c, v) for c, v in record.columns.items()},
            links={a: frozenset(self._end(a, i) for i in e) for a, e in record.links.items()},
            content=self._content(record),
        )

    def _value(self, column: str, value: Value) -> Value:
        if not value:
            return value
        if column in LOOKUPS:
            found = self._ids.get((LOOKUPS[column], target_id(value)))
            if found:
                return found
        return self._in_text(value)

    def _end(self, association: str, record_id: str) -> str:
        far = ASSOCIATIONS.get(association.lower())
        if far:
            return self._ids.get((far, record_id.lower()), record_id)
        return self._anywhere.get(record_id.lower(), record_id)

    def _in_text(self, text: str) -> str:
        return _GUID.sub(self._instead, text)

    def _instead(self, found: re.Match[str]) -> str:
        old = found.group()
        new = self._anywhere.get(old.lower(), old)
        return new.upper() if old.isupper() else new

    def _content(self, record: Record) -> bytes | NotRead | None:
        text = text_of(record)
        return record.content if text is None else with_text(record, self._in_text(text))
