"""Writing an export back: what was touched is written anew, everything else stays as it was."""

from codecs import BOM_UTF8
from collections import defaultdict
from typing import Final

from app.exports.edit import Columns, Written, new_entry, rewrite
from app.exports.kinds import (
    KINDS,
    MULTI_CHOICE,
    NOT_COLUMNS,
    WEB_FILE,
    WEBSITE,
    Kind,
    is_host_manifest,
)
from app.exports.members import Tell, unheard
from app.exports.naming import Names, files_of
from app.exports.note import note_of
from app.exports.reading import Site
from app.exports.sheets import Place
from app.exports.site import GUID, ExportRefused, Key, Row

_DELETIONS: Final = ".portalconfig/manifest.yml"
_ORDER = {kind.table: number for number, kind in enumerate(KINDS)}


def creation_order(row: Row) -> tuple[int, bool, str]:
    """Parents first, root pages before their content pages: names are taken from them."""
    return _ORDER.get(row.table, 0), bool(row.columns.get("adx_rootwebpageid")), row.id


class Edit:
    """The changes to one site, collected by file."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._new_rows: dict[Key, Row] = {}
        self._files: dict[str, bytes | None] = {}
        self._changes: defaultdict[str, dict[int, Columns | None]] = defaultdict(dict)
        self._added: defaultdict[str, list[tuple[str, Columns]]] = defaultdict(list)
        paths = {key: places[0].sheet.path for key, places in site.places.items()}
        self._names = Names(site.tree, site.paths(), paths, self._find)

    @property
    def touched(self) -> bool:
        return bool(self._files or self._changes or self._added)

    def change(self, row: Row) -> None:
        key = row.table, row.id
        if key not in self._site.rows:
            raise LookupError(f"{row.table} {row.id} is not in the export")
        place, before = self._site.places[key][0], self._site.rows[key]
        texts = self._changed_texts(row, before, place)
        differing = [
            column
            for column, value in row.columns.items()
            if column not in texts and _differs(column, value, before) and column not in NOT_COLUMNS
        ]
        linked = [name for name, ids in row.links.items() if ids != before.links.get(name)]
        keys = place.keys_of([*differing, *linked])
        columns: dict[str, Written] = {
            keys[column]: _written(column, row.columns[column])
            for column in differing
            if column != place.sheet.kind.id_column
        }
        for name in linked:
            columns[keys[name]] = _ordered(row.links[name], place.entry.get(keys[name]))
        if columns:
            self._changes[place.sheet.path][place.index] = columns
        if row.content is not None and row.content != before.content:
            path = self._site.content_file(place.sheet) or place.sheet.stem
            self._files[path] = row.content

    def remove(self, key: Key) -> None:
        if key not in self._site.rows or key[0] == WEBSITE.table:
            raise LookupError(f"{key[0]} {key[1]} is nothing to take out of the export")
        for place in self._site.places[key]:
            if place.sheet.kind.many:
                self._changes[place.sheet.path][place.index] = None
            else:
                for file in files_of(place.sheet.path, place.sheet.kind):
                    if path := self._site.spelled_here(file):
                        self._files[path] = None

    def create(self, row: Row) -> None:
        key = row.table, row.id
        kind = self._site.kind_of_new(row.table)
        is_id = GUID.fullmatch(row.id) and row.id == row.id.lower()
        if kind is None:
            raise ExportRefused("not_written", row.table, reason="table")
        if kind is WEBSITE or not is_id:
            msg = f"an export cannot hold {row.table} {row.id}"
            raise ValueError(msg)
        if key in self._site.rows or key in self._new_rows:
            msg = f"{row.table} {row.id} is in the export already"
            raise ValueError(msg)
        self._new_rows[key] = row
        path = self._names.give(row, kind)
        columns = self._site.spelled(_columns(row, kind), kind)
        if kind.many:
            self._added[path].append((row.id, columns))
        else:
            self._files.update(_new_files(row, kind, path, columns))

    def packed(self, tell: Tell = unheard) -> bytes:
        site = self._site
        files: dict[str, bytes | None] = {**self._files, **self._rewritten()}
        if self.touched:
            files |= {path: None for path in site.paths() if is_host_manifest(path)}
            if self._old(_DELETIONS).removeprefix(BOM_UTF8).strip() not in (b"", b"{}"):
                files[_DELETIONS] = b"{}\n"
        return site.archive.changed({site.root + path: files[path] for path in files}, tell)

    def _rewritten(self) -> dict[str, bytes | None]:
        """The YAML files with changed records; None for a list that has become empty."""
        files: dict[str, bytes | None] = {}
        for path in {*self._changes, *self._added} - self._files.keys():
            sheet, changes, added = (
                self._site.sheets.get(path),
                self._changes[path],
                self._added[path],
            )
            gone = sum(change is None for change in changes.values())
            if sheet is None:
                added.sort(key=lambda one: one[0])
                text = "".join(new_entry(columns, listed=True) for _, columns in added)
            elif gone == len(sheet.document.entries) and not added:
                text = ""
            else:
                column = sheet.kind.id_column
                text = rewrite(sheet.document, changes, added, id_column=column, path=path)
            files[path] = self._encoded(path, text) if text else None
        return files

    def _encoded(self, path: str, text: str) -> bytes:
        """With a byte order mark where the file has one."""
        return (BOM_UTF8 if self._old(path).startswith(BOM_UTF8) else b"") + text.encode()

    def _old(self, path: str) -> bytes:
        return self._site.archive.read(self._site.root + path) if self._site.has(path) else b""

    def _changed_texts(self, row: Row, before: Row, place: Place) -> set[str]:
        """Write the long texts that lie in files of their own; returns their columns."""
        files = self._site.text_files(place.sheet)
        texts = set()
        for column, ending in place.sheet.kind.texts.items():
            if place.keys_of([column])[column] in place.entry and column not in files:
                continue  # this file holds it as an ordinary key
            texts.add(column)
            value = row.columns.get(column, before.columns.get(column))
            if (value or None) != before.columns.get(column):
                path = files.get(column, place.sheet.stem + ending)
                self._files[path] = self._encoded(path, value or "")
        return texts

    def _find(self, key: Key) -> Row | None:
        return self._new_rows.get(key) or self._site.rows.get(key)


def new_files(row: Row, kind: Kind, path: str) -> dict[str, bytes | None]:
    """The files of a record that has a file of its own, in the classic layout."""
    return _new_files(row, kind, path, _columns(row, kind))


def _new_files(row: Row, kind: Kind, path: str, columns: Columns) -> dict[str, bytes | None]:
    stem = path.removesuffix(kind.ending)
    texts = {
        stem + ending: (row.columns[column] or "").encode()
        for column, ending in kind.texts.items()
        if column in row.columns
    }
    files: dict[str, bytes | None] = {path: new_entry(columns, listed=False).encode()}
    files.update(texts)
    if kind.table == WEB_FILE.table and row.content is not None:
        files[stem] = row.content
    return files


def _columns(row: Row, kind: Kind) -> Columns:
    columns: dict[str, Written] = {
        column: _written(column, value)
        for column, value in row.columns.items()
        if column not in kind.texts and column not in NOT_COLUMNS
    }
    columns |= {name: sorted(ids) for name, ids in row.links.items()}
    if kind.table == WEB_FILE.table and row.content is not None:
        columns |= note_of(row)
    columns[kind.id_column] = row.id
    return columns


def _written(column: str, value: str | None) -> Written:
    if column in MULTI_CHOICE:
        return value.split(",") if value else []
    return value


def _differs(column: str, value: str | None, before: Row) -> bool:
    return column not in before.columns or (value or None) != before.columns[column]


def _ordered(ids: frozenset[str], before: object) -> list[str]:
    """Links in the order they stood in, new ones after them."""
    kept = [one for one in before if one.lower() in ids] if isinstance(before, tuple) else []
    return [*kept, *sorted(ids - {one.lower() for one in kept})]
