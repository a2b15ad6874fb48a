"""Names that texts refer to (templates, snippets, settings, pages) and whether they exist."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from app.merge.files import text_of
from app.merge.outcome import Note
from app.merge.snapshot import ByTable, Record, Snapshot, Value
from app.merge.table_list import table
from app.merge.tables import target_id
from app.merge.titles import Titles

_PATH: Final = "path"
_INCLUDE: Final = r"\{%-?\s*(?:include|extends)\s*['\"]([^'\"]+)['\"]"
_KEYED: Final = r"\[\s*['\"]([^'\"]+)['\"]\s*\]"
_LINK: Final = r"\s*=\s*['\"](/[^'\"{}?#]*)"


def _after(word: str, form: str) -> re.Pattern[str]:
    """The form after a whole word. What begins with letters is found far faster than a `\\b`."""
    return re.compile(rf"{word}(?<!\w{word}){form}")


_MENTIONS: Final = (  # what is mentioned, and how
    ("adx_webtemplate", re.compile(_INCLUDE)),
    ("adx_contentsnippet", _after("snippets", _KEYED)),
    ("adx_sitesetting", _after("settings", _KEYED)),
    ("adx_sitemarker", _after("sitemarkers", _KEYED)),
    ("adx_weblinkset", _after("weblinks", _KEYED)),
    (_PATH, _after("href", _LINK)),
    (_PATH, _after("src", _LINK)),
)
_PLATFORM = ("/_", "/account/", "/signin", "/signout", "/register", "/xrm-")
LONGEST_FILE = 200_000  # longer ones are libraries, which refer to nothing of the site

_PLACED: Final = ("adx_webpage", "adx_webfile", "adx_redirect", "adx_shortcut")
_PLACING: Final = ("adx_parentpageid", "adx_partialurl", "adx_inboundurl", "adx_name")

Name = tuple[str, str]  # the table (or `path`), and the name
Reference = tuple[str, str, str, str]  # table and id that refer, table and name referred to


def new_dangling_names(before: Snapshot, after: Snapshot, titles: Titles) -> list[Note]:
    """A note per name that resolved (or was not mentioned) before and leads nowhere after.

    Texts are searched only where they changed, or for what is no longer there.
    """
    had, has = _names(before, after)
    lost = had - has
    found: set[Reference] = set()
    for key, record in after.records.items():
        old = before.records.get(key)
        if old is record or old == record:
            if lost:
                found.update(
                    (*key, *name) for name in _mentioned(record, lost) if _plain(name) in lost
                )
            continue
        now = {name for name in set(_mentioned(record)) if _plain(name) not in has}
        if old and now:
            now -= {name for name in set(_mentioned(old)) if _plain(name) not in had}
        found.update((*key, *name) for name in now)
    return [
        Note(
            "name_leads_nowhere",
            titles.by_id(table_name, record_id),
            {"table": table_name, "record_id": record_id, "target": target, "name": name},
        )
        for table_name, record_id, target, name in sorted(found)
    ]


def _names(before: Snapshot, after: Snapshot) -> tuple[set[Name], set[Name]]:
    """All that texts can refer to: records by table and name, and paths."""
    had = {(_PATH, path) for path in _paths(before)}
    has = {(_PATH, path) for path in _paths(after)} if _moved(before, after) else had
    return had | _named(before.by_table()), has | _named(after.by_table())


def _named(tables: ByTable) -> set[Name]:
    return {
        (target, record.text(table(target).title).casefold())
        for target, _ in _MENTIONS
        for record in tables.get(target, ())
    }


def _moved(before: Snapshot, after: Snapshot) -> bool:
    """Whether anything that makes paths is another."""
    old, new = before.records, after.records
    other = (key for key in old.keys() | new.keys() if old.get(key) is not new.get(key))
    return any(key[0] in _PLACED and _place(old.get(key)) != _place(new.get(key)) for key in other)


def _place(record: Record | None) -> list[Value] | None:
    return None if record is None else [record.columns.get(column) for column in _PLACING]


def _mentioned(record: Record, only: Collection[Name] = ()) -> Iterator[Name]:
    """The names that the texts of a record mention; `only` says which are of interest."""
    kinds = {kind for kind, _ in only}
    for text in _texts(record):
        for target, form in _MENTIONS:
            if not only or target in kinds:
                yield from ((target, name) for name in form.findall(text) if _ours(target, name))


def _ours(target: str, name: str) -> bool:
    return target != _PATH or not name.lower().startswith(_PLATFORM)


def _plain(name: Name) -> Name:
    target, written = name
    return target, _plain_path(written) if target == _PATH else written.strip().casefold()


def _texts(record: Record) -> Iterator[str]:
    yield from (v for v in record.columns.values() if v and ("[" in v or "{%" in v or "<" in v))
    content = text_of(record)
    if content and len(content) < LONGEST_FILE:
        yield content


def _paths(snapshot: Snapshot) -> Iterator[str]:
    known: dict[tuple[str, str], str] = {}
    for record in snapshot.records.values():
        if record.table in ("adx_webpage", "adx_webfile"):
            yield _plain_path(_path(snapshot, record, known))
        elif record.table in ("adx_redirect", "adx_shortcut"):
            yield _plain_path(record.text("adx_inboundurl") or record.text("adx_name"))


def _path(snapshot: Snapshot, record: Record, known: dict[tuple[str, str], str]) -> str:
    """Its partial URL below that of the page above; `known` are pages whose path was found."""
    up: list[Record] = []
    seen: set[tuple[str, str]] = set()
    current: Record | None = record
    while current is not None and current.key not in seen and current.key not in known:
        seen.add(current.key)
        up.append(current)
        parent = target_id(current.text("adx_parentpageid"))
        current = snapshot.records.get(("adx_webpage", parent))
    is_loop = current is not None and current.key in seen
    path = known.get(current.key, "") if current else ""
    for one in reversed(up):
        path = f"{path}/{one.text('adx_partialurl')}"
        if one.table == "adx_webpage" and not is_loop:
            known[one.key] = path
    return path


def _plain_path(path: str) -> str:
    return "/".join(part for part in path.casefold().split("/") if part)
