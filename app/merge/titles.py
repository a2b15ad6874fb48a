"""What a record is called when it is shown to a person."""

from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.table_list import table
from app.merge.tables import target_id

_LANGUAGES = ("adx_webpagelanguageid", "adx_contentsnippetlanguageid", "adx_websitelanguageid")


class Titles:
    """Titles of records of several snapshots under the same ids; the first that knows one wins."""

    def __init__(self, *snapshots: Snapshot) -> None:
        self._snapshots = snapshots

    def of(self, record: Record) -> str:
        name = _text(record, table(record.table).title) or _text(record, "adx_name") or record.id
        language = next((c for x in _LANGUAGES if (c := self._language(record, x))), "")
        return f"{name} ({language})" if language else name

    def by_id(self, table_name: str, record_id: str) -> str:
        record = self._find(table_name, record_id)
        return self.of(record) if record else record_id

    def _language(self, record: Record, column: str) -> str:
        language = self._find("adx_websitelanguage", _text(record, column))
        if not language:
            return ""
        code = self._find("adx_portallanguage", _text(language, "adx_portallanguageid"))
        found = _text(code, "adx_languagecode") if code else ""
        return found or _text(language, "adx_name")

    def _find(self, table_name: str, record_id: str) -> Record | None:
        key = (table_name, target_id(record_id))
        return next((r for s in self._snapshots if (r := s.records.get(key))), None)


def _text(record: Record, column: str) -> str:
    value = record.value(column)
    return "" if value is NOT_READ or value is None else value.strip()
