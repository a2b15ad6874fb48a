"""What tells the records of one site apart without their ids.

Ids differ when one template is provisioned twice; names, paths and languages do not. A reference
is part of a key by the record it points to: as a known pair where one was found already, else by
that record's own key. So a renamed page does not cut its children off.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from app.merge.snapshot import Record, Snapshot
from app.merge.table_list import TABLES
from app.merge.tables import LOOKUPS, Table, target_id

RecordKey = tuple[str, str]
Known = Callable[[RecordKey], str | None]
KeyOf = Callable[[Record], str | None]
_BETWEEN = "\x1f"
_TRUE, _FALSE = ("true", "1"), ("false", "0")


class NaturalKeys:
    """The keys of one snapshot; `known` names the records that were paired already."""

    def __init__(self, snapshot: Snapshot, known: Known = lambda _: None) -> None:
        self._records = snapshot.records
        self._known = known
        self._keys: dict[RecordKey, str | None] = {}

    def of(self, record: Record) -> str | None:
        """The key of a record, None if nothing tells it apart."""
        key = record.key
        if key not in self._keys:
            self._keys[key] = record.id  # what a cycle back to here sees
            self._keys[key] = self._worked_out(record)
        return self._keys[key]

    def with_ties(self, record: Record) -> str | None:
        """The key, longer where the table has columns for that."""
        key = self.of(record)
        ties = TABLES[record.table].tie_breakers if record.table in TABLES else ()
        if key is None or not ties:
            return None
        return _BETWEEN.join([key, *(self._part(record, column) for column in ties)])

    def _worked_out(self, record: Record) -> str | None:
        if record.table == "adx_webpage":
            return _BETWEEN.join(self._page(record))
        if record.table == "adx_webfile":
            return _BETWEEN.join(self._parts(record, ("adx_parentpageid", "adx_partialurl")))
        if record.table == "adx_websitelanguage":
            return self._language(record)
        table = TABLES.get(record.table, Table(record.table))
        parts = self._parts(record, table.key)
        return _BETWEEN.join(parts) if any(parts) or not table.key else None

    def _page(self, record: Record) -> list[str]:
        root, is_root = record.text("adx_rootwebpageid"), record.text("adx_isroot").lower()
        if root and is_root not in _TRUE:
            return ["content", *self._parts(record, ("adx_rootwebpageid", "adx_webpagelanguageid"))]
        place = self._parts(record, ("adx_parentpageid", "adx_partialurl"))
        stray = is_root in _FALSE  # content that has lost its root page, at any address
        return ["stray" if stray else "root", *place, self._part(record, "adx_webpagelanguageid")]

    def _language(self, record: Record) -> str:
        portal_language = ("adx_portallanguage", target_id(record.text("adx_portallanguageid")))
        known = portal_language in self._records or self._known(portal_language)
        return self._part(record, "adx_portallanguageid" if known else "adx_name")

    def _parts(self, record: Record, columns: tuple[str, ...]) -> list[str]:
        return [self._part(record, column) for column in columns]

    def _part(self, record: Record, column: str) -> str:
        value = record.text(column)
        if column not in LOOKUPS or not value:
            return value.casefold()
        target = (LOOKUPS[column], target_id(value))
        if known := self._known(target):
            return f"#{known}"
        found = self._records.get(target)
        return f"({self.of(found) or found.id})" if found else target_id(value)


def by_keys(records: Iterable[Record], key_of: KeyOf) -> dict[RecordKey, list[Record]]:
    """The records that have a key, by table and key."""
    index: dict[RecordKey, list[Record]] = defaultdict(list)
    for record in records:
        key = key_of(record)
        if key is not None:
            index[record.table, key].append(record)
    return index
