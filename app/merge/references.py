"""Names that texts refer to (templates, snippets, settings, pages) and whether they exist."""

import re
from collections.abc import Iterator
from typing import Final

from app.merge.files import text_of
from app.merge.outcome import Note
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.table_list import table
from app.merge.tables import target_id
from app.merge.titles import Titles

_LIQUID: Final = (
    ("adx_webtemplate", re.compile(r"\{%-?\s*(?:include|extends)\s*['\"]([^'\"]+)['\"]")),
    ("adx_contentsnippet", re.compile(r"\bsnippets\[\s*['\"]([^'\"]+)['\"]\s*\]")),
    ("adx_sitesetting", re.compile(r"\bsettings\[\s*['\"]([^'\"]+)['\"]\s*\]")),
    ("adx_sitemarker", re.compile(r"\bsitemarkers\[\s*['\"]([^'\"]+)['\"]\s*\]")),
    ("adx_weblinkset", re.compile(r"\bweblinks\[\s*['\"]([^'\"]+)['\"]\s*\]")),
)
_LINK = re.compile(r"\b(?:href|src)\s*=\s*['\"](/[^'\"{}?#]*)")
_PLATFORM = ("/_", "/account/", "/signin", "/signout", "/register", "/xrm-")
LONGEST_FILE = 200_000  # longer ones are libraries, which refer to nothing of the site

Reference = tuple[str, str, str, str]  # table and id that refer, table and name referred to


def new_dangling_names(before: Snapshot, after: Snapshot, titles: Titles) -> list[Note]:
    """A note per name that resolved (or was not mentioned) before and leads nowhere after."""
    known = set(_unresolved(before))
    return [
        Note(
            "name_leads_nowhere",
            titles.by_id(table_name, record_id),
            {"table": table_name, "record_id": record_id, "target": target, "name": name},
        )
        for table_name, record_id, target, name in sorted(set(_unresolved(after)) - known)
    ]


def _unresolved(snapshot: Snapshot) -> Iterator[Reference]:
    names = {(r.table, _name(r)) for r in snapshot.records.values()}
    paths = set(_paths(snapshot))
    for record in snapshot.records.values():
        for text in _texts(record):
            for target, pattern in _LIQUID:
                for name in pattern.findall(text):
                    if (target, name.strip().casefold()) not in names:
                        yield (*record.key, target, name)
            for path in _LINK.findall(text):
                if not path.lower().startswith(_PLATFORM) and _plain_path(path) not in paths:
                    yield (*record.key, "path", path)


def _texts(record: Record) -> Iterator[str]:
    yield from (v for v in record.columns.values() if v and ("[" in v or "{%" in v or "<" in v))
    content = text_of(record)
    if content and len(content) < LONGEST_FILE:
        yield content


def _paths(snapshot: Snapshot) -> Iterator[str]:
    for record in snapshot.records.values():
        if record.table in ("adx_webpage", "adx_webfile"):
            yield _plain_path(_path(snapshot, record))
        elif record.table in ("adx_redirect", "adx_shortcut"):
            yield _plain_path(_text(record, "adx_inboundurl") or _text(record, "adx_name"))


def _path(snapshot: Snapshot, record: Record) -> str:
    parts: list[str] = []
    seen: set[tuple[str, str]] = set()
    current: Record | None = record
    while current is not None and current.key not in seen:
        seen.add(current.key)
        parts.append(_text(current, "adx_partialurl"))
        parent = target_id(_text(current, "adx_parentpageid"))
        current = snapshot.records.get(("adx_webpage", parent))
    return "/".join(reversed(parts))


def _plain_path(path: str) -> str:
    return "/".join(part for part in path.casefold().split("/") if part)


def _name(record: Record) -> str:
    return _text(record, table(record.table).title).casefold()


def _text(record: Record, column: str) -> str:
    value = record.value(column)
    return "" if value is NOT_READ or value is None else value.strip()
