"""Which pages and files only some visitors may read: rules that restrict, and what lies below."""

from collections import defaultdict
from typing import Final

from app.merge.faults import is_active
from app.merge.snapshot import Record, Snapshot
from app.merge.tables import target_id

RULE: Final = "adx_webpageaccesscontrolrule"
PAGE: Final = "adx_webpage"
WEB_FILE: Final = "adx_webfile"
PLACES: Final = frozenset(("adx_parentpageid", "adx_rootwebpageid"))
_RESTRICTS: Final = "2"
_WITHOUT_FILES: Final = ("2", "756150001")


class Shelter:
    """The rules of one snapshot that restrict reading, and what they cover."""

    def __init__(self, snapshot: Snapshot, *elsewhere: Snapshot) -> None:
        """`elsewhere` knows pages that are not in the snapshot, but whose parents may be."""
        self._snapshots = (snapshot, *elsewhere)
        self._rules: dict[str, set[str]] = defaultdict(set)
        self._files_too: set[str] = set()
        for (name, record_id), record in snapshot.records.items():
            if name == RULE and restricts(record):
                self._rules[target_id(record.text("adx_webpageid"))].add(record_id)
                if record.text("adx_scope") not in _WITHOUT_FILES:
                    self._files_too.add(record_id)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def of(self, record: Record) -> frozenset[str]:
        """The rules that keep visitors away from a page or a file; none for other records."""
        if not self._rules or record.table not in (PAGE, WEB_FILE):
            return frozenset()
        root = record.text("adx_rootwebpageid") if record.table == PAGE else ""
        above = target_id(root or record.text("adx_parentpageid"))
        found = self._rules.get(record.id, set()) | self.of_page(above)
        if record.table == WEB_FILE:
            direct = self._rules.get(above, set()) - self._files_too
            found -= direct
        return frozenset(found)

    def of_page(self, page_id: str) -> set[str]:
        found: set[str] = set()
        seen: set[str] = set()
        while page_id and page_id not in seen:
            seen.add(page_id)
            found |= self._rules.get(page_id, set())
            page = next((p for s in self._snapshots if (p := s.records.get((PAGE, page_id)))), None)
            above = ("adx_rootwebpageid", "adx_parentpageid") if page else ()
            page_id = next((target_id(v) for c in above if page and (v := page.text(c))), "")
        return found


def restricts(record: Record) -> bool:
    """Whether a rule is active and keeps visitors away who have none of its roles."""
    return is_active(record) and record.text("adx_right") == _RESTRICTS
