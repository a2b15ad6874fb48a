"""A Dataverse solution that carries a site of the enhanced data model, read as rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from app.exports.components import COMPONENT, LANGUAGE, SITE, TABLES, Found, read_found
from app.exports.json_text import json_object
from app.exports.keys import STATE, STATUS, as_text, full, is_column
from app.exports.kinds import ASSOCIATIONS, BY_TABLE, NOT_COLUMNS, WEB_FILE, WEBSITE
from app.exports.members import Members
from app.exports.site import GUID, ExportRefused, Layout, Problem, Row, SiteExport

_SITES: Final = f"Assets/{SITE}s.xml"
_LANGUAGES: Final = f"Assets/{LANGUAGE}s.xml"
_OWN: Final = ("solution.xml", "customizations.xml", "[Content_Types].xml", _SITES, _LANGUAGES)
_SHOWN = 50

Key = tuple[str, str]


def is_solution(archive: Members) -> bool:
    return any(name.endswith(_SITES) for name in archive.names)


def read_solution(archive: Members) -> SiteExport:
    """Read the zip of a solution with a site in it, as `read_export` reads a pac folder.

    - A component is a row of the table that its type stands for; what its JSON says gets the names
      that pac gives it, numbers and booleans as they are written, and the platform's own state
      only where it is not active.
    - What is empty is left out of the JSON. A long text that is not there is None, any other key
      that is not there is not in `columns`: not every version knows every column.
    - A component without a name and content is only referred to by the solution: `empty_file`.
      One of a type we do not know, or of another site, is `unknown_file`.

    Raises ExportRefused for what is broken, or that we dare not read.
    """
    reader = _Solution(archive)
    rows = tuple(reader.rows[key] for key in sorted(reader.rows))
    return SiteExport(Layout.SOLUTION, reader.name, reader.website.id, rows, tuple(reader.problems))


class _Solution:
    def __init__(self, archive: Members) -> None:
        self._archive = archive
        self._budget = archive.budget()
        self.rows: dict[Key, Row] = {}
        self.problems: list[Problem] = []
        self._root = _root(archive)
        self._encoded = {unquote(name): name for name in archive.names if "/filecontent/" in name}
        self.website = self._the_site()
        self.name = self.website.values.get("name") or self.website.id
        self._unknown = [name for name in archive.names if not self._is_component(name)]
        self._keep(self._row(WEBSITE.table, self.website, self._root + _SITES))
        self._read_languages()
        self._read_components()
        self._report_unknown()

    def _the_site(self) -> Found:
        path = self._root + _SITES
        sites = read_found(self._archive.xml(path), path, SITE)
        if not sites or not GUID.fullmatch(sites[0].id):
            raise ExportRefused("no_site", path)
        if len(sites) > 1:
            raise ExportRefused("several_sites", sites[0].id, also=sites[1].id)
        return sites[0]

    def _read_languages(self) -> None:
        """One row in the enhanced model, two in the standard one, both with its id."""
        path = self._root + _LANGUAGES
        if path not in self._archive:
            return
        for found in read_found(self._archive.xml(path), path, LANGUAGE):
            if self._is_of_this_site(found) and self._has_id(found, "adx_websitelanguage", path):
                for row in _languages(found, self._content(found, path), path):
                    self._keep(row)

    def _read_components(self) -> None:
        for path in self._archive.names:
            if path.startswith(self._root) and path.endswith(f"/{COMPONENT}.xml"):
                for found in read_found(self._archive.xml(path), path, COMPONENT):
                    self._read(found, path)

    def _read(self, found: Found, path: str) -> None:
        table = TABLES.get(found.reference(f"{COMPONENT}type"))
        if not found.values.get("name") and not found.values.get("content"):
            self.problems.append(Problem("empty_file", path))
        elif table is None or not self._is_of_this_site(found):
            self._unknown.append(path)
        elif self._has_id(found, table, path):
            self._keep(self._row(table, found, path))

    def _is_of_this_site(self, found: Found) -> bool:
        return found.reference(f"{SITE}id") in ("", self.website.id)

    def _has_id(self, found: Found, table: str, path: str) -> bool:
        if GUID.fullmatch(found.id):
            return True
        self.problems.append(Problem("no_id", path, {"table": table}))
        return False

    def _keep(self, row: Row) -> None:
        key = row.table, row.id
        if key in self.rows:
            about = {"table": row.table, "kept": self.rows[key].paths[0], "also": row.paths[0]}
            self.problems.append(Problem("duplicate_id", row.id, about))
        else:
            self.rows[key] = row

    def _content(self, found: Found, path: str) -> Mapping[str, object]:
        text = found.values.get("content", "")
        return json_object(text, path, self._budget) if text.strip() else {}

    def _row(self, table: str, found: Found, path: str) -> Row:
        kind = BY_TABLE[table]
        said = Said({kind.title: found.values.get("name") or None})
        for name, value in self._named(table, found, path):
            if not said.add(name, value):
                self.problems.append(Problem("unread_column", path, {"column": name}))
        if kind.language and (language := found.reference(f"{LANGUAGE}id")):
            said.columns.setdefault(kind.language, language)
        content, files = self._bytes(found, path)
        for column in kind.texts:
            said.columns.setdefault(column, None)
            if column in NOT_COLUMNS and content is not None:
                said.columns[column] = _decoded(content, files[-1]) or None
        is_file = table == WEB_FILE.table
        if is_file and content is None:
            self.problems.append(Problem("missing_content", path))
        said.columns.update(_state(found))
        shown = content if is_file else None
        return Row(table, found.id, said.columns, said.links, shown, (path, *files))

    def _named(self, table: str, found: Found, path: str) -> Iterator[tuple[str, object]]:
        """What the JSON says of the site: neither the website that a row is of, nor its file."""
        for key, value in self._content(found, path).items():
            name = full(key, table, with_state=False)
            is_membership = name == WEBSITE.id_column and value == self.website.id
            if name not in NOT_COLUMNS and not is_membership:
                yield name, value

    def _bytes(self, found: Found, path: str) -> tuple[bytes | None, tuple[str, ...]]:
        """The file that lies beside a component, if it says that it has one.

        Blanks and the like in its name are encoded in the zip, and often only there.
        """
        file = found.values.get("filecontent", "").strip()
        name = f"{path.rpartition('/')[0]}/filecontent/{file}"
        if file and name not in self._archive:
            name = self._encoded.get(unquote(name), name)
        if not file or name not in self._archive:
            return None, ()
        return self._archive.read(name), (name,)

    def _is_component(self, name: str) -> bool:
        inside = name.removeprefix(self._root)
        return name.endswith("/") or inside in _OWN or inside.endswith(f"/{COMPONENT}.xml")

    def _report_unknown(self) -> None:
        known = {path for row in self.rows.values() for path in row.paths}
        unknown = [name for name in self._unknown if name not in known]
        if unknown:
            about = {"count": str(len(unknown)), "paths": "\n".join(unknown[:_SHOWN])}
            self.problems.append(Problem("unknown_file", unknown[0], about))


def _root(archive: Members) -> str:
    found = [name.removesuffix(_SITES) for name in archive.names if name.endswith(_SITES)]
    folders = [name for name in archive.names if name.rpartition("/")[2] == WEBSITE.ending]
    if len(found) > 1 or folders:
        also = (folders or found[1:])[0]
        raise ExportRefused("several_sites", found[0] + _SITES, also=also)
    return found[0]


@dataclass
class Said:
    """What the JSON of one record says."""

    columns: dict[str, str | None]
    links: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, name: str, value: object) -> bool:
        """False for a value of a shape that no column of a record has."""
        if not is_column(name):
            return False
        match value:
            case None | str() | bool():
                self.columns[name] = _text(name, value)
            case list() if all(isinstance(one, str) for one in value):
                self._add_list(name, value)
            case _:
                return False
        return True

    def _add_list(self, name: str, items: list[str]) -> None:
        """Links, or several choices in one text."""
        if name in ASSOCIATIONS or (items and all(GUID.fullmatch(one) for one in items)):
            self.links[name] = frozenset(one.lower() for one in items if GUID.fullmatch(one))
        else:
            self.columns[name] = ",".join(items) or None


def _text(name: str, value: object) -> str | None:
    """Booleans as pac writes them."""
    text = str(value).lower() if isinstance(value, bool) else value
    return as_text(name, text) if isinstance(text, str) and text else None


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ExportRefused("broken_text", path) from error


def _state(found: Found) -> dict[str, str]:
    if not found.is_inactive():
        return {}
    return {name: found.values.get(name, "").strip() for name in (STATE, STATUS)}


def _languages(found: Found, content: Mapping[str, object], path: str) -> Iterator[Row]:
    said = {key: found.values.get(key, "").strip() or None for key in ("languagecode", "lcid")}
    state = content.get("publishingstate")
    system = content.get("systemlanguage")
    name = found.values.get("name") or None
    yield Row(
        "adx_websitelanguage",
        found.id,
        {
            "adx_name": name,
            "adx_portallanguageid": found.id,
            "adx_publishingstate": state if isinstance(state, str) else None,
            **_state(found),
        },
        paths=(path,),
    )
    yield Row(
        "adx_portallanguage",
        found.id,
        {
            "adx_displayname": found.values.get("displayname") or None,
            "adx_languagecode": said["languagecode"],
            "adx_lcid": said["lcid"],
            "adx_name": name,
            "adx_systemlanguage": system if isinstance(system, str) else None,
        },
        paths=(path,),
    )
