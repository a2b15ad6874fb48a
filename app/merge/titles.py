"""What a record is called when it is shown to a person."""

from app.merge.snapshot import Record, Snapshot
from app.merge.table_list import table
from app.merge.tables import target_id

_LANGUAGES = ("adx_webpagelanguageid", "adx_contentsnippetlanguageid", "adx_websitelanguageid")


_PAGE_OF = {
    "adx_webpage": "adx_parentpageid",
    "adx_webfile": "adx_parentpageid",
    "adx_webpageaccesscontrolrule": "adx_webpageid",
    "adx_weblink": "adx_pageid",
    "adx_sitemarker": "adx_pageid",
    "adx_shortcut": "adx_parentpage_webpageid",
}
_DEEPEST = 20  # a site may hold pages that are each other's parents


class Titles:
    """Titles of records of several snapshots under the same ids; the first that knows one wins."""

    def __init__(self, *snapshots: Snapshot) -> None:
        self._snapshots = snapshots
        self._codes: dict[str, str] = {}  # by the id of a language
        self._paths: dict[str, tuple[Record, str]] = {}  # by the id of a root page

    def of(self, record: Record, language: str | None = None) -> str:
        """Its name, and the language it is in, which is looked up unless it is given."""
        name = record.text(table(record.table).title) or record.text("adx_name") or record.id
        if language is None:
            language = self.language(record)
        return f"{name} ({language})" if language else name

    def language(self, record: Record) -> str:
        """The code of the language it is in; empty where it is in none."""
        for column in _LANGUAGES:
            language_id = record.columns.get(column)
            if not language_id:
                continue
            if language_id not in self._codes:
                self._codes[language_id] = self._code(language_id)
            if code := self._codes[language_id]:
                return code
        return ""

    def path(self, record: Record) -> str:
        """The path of the page it is, or belongs to; empty where there is none."""
        if record.table not in _PAGE_OF:
            return ""
        if record.table == "adx_webpage":
            return self._path_of(self._root(record))
        page = self._page(record)
        if page is None:
            return ""
        if record.table == "adx_webfile":
            return self._path(self._root(page), [record.text("adx_partialurl")])
        return self._path_of(self._root(page))

    def _path_of(self, root: Record) -> str:
        """The path of a page with its own place, worked out once."""
        known, path = self._paths.get(root.id, (None, ""))
        if known is not root:
            path = self._path(root, [])
            self._paths[root.id] = root, path
        return path

    def _path(self, root: Record, parts: list[str]) -> str:
        for _ in range(_DEEPEST):
            parts.append(root.text("adx_partialurl"))
            above = self._page(root)
            if above is None:
                break
            root = self._root(above)
        return "/" + "/".join(named for part in reversed(parts) if (named := part.strip("/")))

    def _page(self, record: Record) -> Record | None:
        return self._find("adx_webpage", record.text(_PAGE_OF[record.table]))

    def _root(self, page: Record) -> Record:
        """A page's text in one language lies under its root page, which has the place."""
        if _is_root(page):
            return page
        return self._find("adx_webpage", page.text("adx_rootwebpageid")) or page

    def by_id(self, table_name: str, record_id: str) -> str:
        record = self._find(table_name, record_id)
        return self.of(record) if record else record_id

    def _code(self, language_id: str) -> str:
        language = self._find("adx_websitelanguage", language_id)
        if not language:
            return ""
        code = self._find("adx_portallanguage", language.text("adx_portallanguageid"))
        found = code.text("adx_languagecode") if code else ""
        return found or language.text("adx_name")

    def _find(self, table_name: str, record_id: str) -> Record | None:
        key = (table_name, target_id(record_id))
        for snapshot in self._snapshots:
            if found := snapshot.records.get(key):
                return found
        return None


def _is_root(page: Record) -> bool:
    return page.text("adx_isroot").lower() == "true"
