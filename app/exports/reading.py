"""From the members of a site folder to its rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from app.exports.alike import Alike
from app.exports.keys import id_key_of, own_id_key, spelled_bare
from app.exports.kinds import WEB_FILE, WEBSITE, Kind, is_bookkeeping
from app.exports.members import Members, Tell, same_name, unheard
from app.exports.root import find_root
from app.exports.sheets import Place, Said, Sheet
from app.exports.site import ExportRefused, Key, Problem, Row, SiteExport
from app.exports.trees import CLASSIC, GIT, Tree, is_of_git_only, kind_of

_SHOWN = 50
_DELETED = "-deleted"

T = TypeVar("T")


class Site:
    """The folder that `pac pages download` makes, with the places its rows came from.

    In the classic and in the git layout, which give the same rows:

    - Every scalar is text as the file has it, whatever YAML would make of it; empty is None; a key
      that the file does not mention is not in `columns`. The record's own id is in `Row.id` only.
    - Long texts lie in files of their own. A missing file means empty (older pac leaves empty ones
      out), unless no record of that table has such a file in this export: then the column was not
      exported, and is not in `columns`. Line ends are kept; a byte order mark is no part of it.
    - Several choices are one text, joined by commas. Lists of ids are links.
    - The note that holds a web file's bytes (annotation id, file name, type) is not read into
      columns: its id changes with every upload.
    - A file that belongs to another one is found whatever the case of its name: where pac runs,
      case is not told apart, and a site in git can have both after a page was renamed.
    - A child whose file does not name its parent gets it from the folder it lies in.
    - A copy of a site that lies inside its folder is another site: files we do not know.
    - Two records with one id: the problem `duplicate_id` names both. One that is not marked as
      deleted is kept before one that is, a web file with its bytes before one without; then the
      first by path.
    - Files we do not know, and values of an odd shape, are problems; `write_export` carries them.
    - Rows are sorted by table and id.

    Raises ExportRefused for anything that is no such export or that we dare not read.
    """

    def __init__(self, archive: Members, alike: Alike | None = None, tell: Tell = unheard) -> None:
        self.archive = archive
        self._alike = Alike() if alike is None else alike
        self._root = find_root(archive)
        self.root = self._root.folder
        self._budget = archive.budget()
        self.sheets: dict[str, Sheet] = {}
        self.places: dict[Key, list[Place]] = {}
        self.rows: dict[Key, Row] = {}
        self.problems: list[Problem] = []
        self._first: dict[str, Place] = {}
        self._found: defaultdict[Key, list[tuple[Place, Said]]] = defaultdict(list)
        paths = self.paths()
        for number, path in enumerate(paths, start=1):
            if (kind := kind_of(path)) and not self.spelled_here(path + WEB_FILE.ending):
                self.sheets[path] = self._sheet(path, kind)
            tell(number, len(paths))
        self._by_folder: defaultdict[tuple[str, str], list[Sheet]] = defaultdict(list)
        for sheet in self.sheets.values():
            folder = same_name(_folder(sheet.path))
            self._by_folder[folder, sheet.kind.ending].append(sheet)
        self._exported_texts = {
            (sheet.kind.table, column)
            for sheet in self.sheets.values()
            for column in self.text_files(sheet)
        }
        for path in sorted(self.sheets):
            self._read(self.sheets[path])
        for key, found in self._found.items():
            self._keep(key, sorted(found, key=self._is_left_behind))
        self._found.clear()
        self._report_unknown_files()

    @cached_property
    def export(self) -> SiteExport:
        rows = tuple(self.rows[key] for key in sorted(self.rows))
        return SiteExport(self.tree.layout, self.name, self.website_id, rows, tuple(self.problems))

    @property
    def website_id(self) -> str:
        return next(row.id for row in self.rows.values() if row.table == WEBSITE.table)

    @cached_property
    def tree(self) -> Tree:
        """The layout in which the site lies, and new files are put."""
        website = self.places[WEBSITE.table, self.website_id][0]
        in_git = website.names or any(is_of_git_only(one.kind) for one in self.sheets.values())
        return GIT if in_git else CLASSIC

    def kind_of_new(self, table: str) -> Kind | None:
        """Where a new record goes: to its like; without any, where the layout puts it."""
        like = self._first.get(table)
        return like.sheet.kind if like else self.tree.by_table.get(table)

    def spelled(self, columns: Mapping[str, T], kind: Kind) -> Mapping[str, T]:
        """A new record as its like is spelled, with prefixes or without."""
        like = self._first.get(kind.table)
        if kind.bare and not (like or self.tree.is_git):
            return spelled_bare(columns, kind.id_column, own_id_key(kind.id_column))
        like = like or self._first[WEBSITE.table]
        if like.names is None:
            return columns
        return spelled_bare(columns, kind.id_column, id_key_of(like.entry, kind.id_column))

    @property
    def name(self) -> str:
        row = self.rows[WEBSITE.table, self.website_id]
        return row.columns.get("adx_name") or self.root.rstrip("/").rpartition("/")[2]

    def paths(self) -> list[str]:
        """All files of the site, seen from its folder; not those of a site that lies inside."""
        inside = (name for name in self.archive.names if self._root.holds(name))
        return [name.removeprefix(self.root) for name in inside if not name.endswith("/")]

    def has(self, path: str) -> bool:
        return self.root + path in self.archive

    def spelled_here(self, path: str) -> str:
        """The file as it is spelled in this export; empty if there is none."""
        return path if self.has(path) else self._spelled.get(same_name(path), "")

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        return {same_name(path): path for path in self.paths()}

    def text_files(self, sheet: Sheet) -> dict[str, str]:
        """The files of a record's long texts that there are, by column."""
        files = {
            column: self.spelled_here(sheet.stem + ending)
            for column, ending in sheet.kind.texts.items()
        }
        return {column: path for column, path in files.items() if path}

    def content_file(self, sheet: Sheet) -> str:
        """The file with the bytes of a web file; empty if there is none."""
        return self.spelled_here(sheet.stem) if sheet.kind.table == WEB_FILE.table else ""

    def _sheet(self, path: str, kind: Kind) -> Sheet:
        name = self.root + path
        text = self.archive.yaml(name)
        return Sheet(path, kind, self._alike.document(text, name, self._budget))

    def _read(self, sheet: Sheet) -> None:
        entries = sheet.document.entries
        if not entries and not sheet.kind.many:
            self.problems.append(Problem("empty_file", sheet.path))
        if len(entries) > 1 and not sheet.kind.many:
            raise ExportRefused("broken_yaml", self.root + sheet.path, reason="shape")
        for index in range(len(entries)):
            said = self._alike.said(sheet, index)
            if said.identity is None:
                self.problems.append(Problem("no_id", sheet.path, {"table": sheet.kind.table}))
            else:
                key = sheet.kind.table, said.identity
                self._found[key].append((Place(sheet, index, said.names), said))

    def _keep(self, key: Key, found: list[tuple[Place, Said]]) -> None:
        places = [place for place, _ in found]
        self.places[key] = places
        self._first.setdefault(key[0], places[0])
        self.rows[key] = self._row(places[0].sheet, found[0][1], key[1])
        for place in places[1:]:
            about = {"table": key[0], "kept": places[0].sheet.path, "also": place.sheet.path}
            self.problems.append(Problem("duplicate_id", key[1], about))

    def _is_left_behind(self, found: tuple[Place, Said]) -> tuple[bool, bool]:
        """The studio renames what it deletes; a file that was renamed took its bytes along."""
        (place, said), kind = found, found[0].sheet.kind
        title = said.columns.get(kind.title) or ""
        is_without = kind.table == WEB_FILE.table and not self.content_file(place.sheet)
        return title.endswith(_DELETED), is_without

    def _row(self, sheet: Sheet, said: Said, identity: str) -> Row:
        unread = (Problem("unread_column", sheet.path, {"column": name}) for name in said.unread)
        self.problems += unread
        columns = dict(said.columns)
        self._add_parent(sheet, columns)
        files = self._add_texts(sheet, columns)
        content = self._content(sheet, files)
        paths = tuple(self.root + path for path in (sheet.path, *files))
        return Row(sheet.kind.table, identity, columns, said.links, content, paths)

    def _add_texts(self, sheet: Sheet, columns: dict[str, str | None]) -> list[str]:
        files = self.text_files(sheet)
        for column in sheet.kind.texts:
            if column in files:
                text = self.archive.text(self.root + files[column]).removeprefix("\ufeff")
                columns[column] = self._alike.text(text) or None
            elif (sheet.kind.table, column) in self._exported_texts:
                columns.setdefault(column, None)
        return list(files.values())

    def _content(self, sheet: Sheet, files: list[str]) -> bytes | None:
        if sheet.kind.table != WEB_FILE.table:
            return None
        path = self.content_file(sheet)
        if not path:
            self.problems.append(Problem("missing_content", sheet.path))
            return None
        files.append(path)
        return self._alike.content(self.archive.read(self.root + path))

    def _add_parent(self, sheet: Sheet, columns: dict[str, str | None]) -> None:
        if not sheet.kind.parent or columns.get(sheet.kind.parent):
            return
        if parent := self._parent(sheet):
            identity = next(parent.identities())
            if isinstance(identity, str):
                columns[sheet.kind.parent] = self._alike.text(identity.lower())

    def _parent(self, sheet: Sheet) -> Sheet | None:
        """The file beside it that says the parent; else the only one in a folder above."""
        ending = sheet.kind.parent_ending
        if (parent := self.sheets.get(sheet.stem + ending)) and parent.document.entries:
            return parent
        for folder in _folders_above(sheet.path):
            if found := self._by_folder.get((same_name(folder), ending)):
                return found[0] if len(found) == 1 and found[0].document.entries else None
        return None

    def _report_unknown_files(self) -> None:
        known = {self.root + path for path in self.sheets}
        known.update(path for row in self.rows.values() for path in row.paths)
        unknown = [
            name
            for name in self.archive.names
            if name not in known
            and not name.endswith("/")
            and not is_bookkeeping(name.removeprefix(self.root))
        ]
        if unknown:
            about = {"count": str(len(unknown)), "paths": "\n".join(unknown[:_SHOWN])}
            self.problems.append(Problem("unknown_file", unknown[0], about))


def _folders_above(path: str) -> Iterator[str]:
    while path := _folder(path):
        yield path


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
