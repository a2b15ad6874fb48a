"""Names for new files of an export, after the ones that pac gives.

Names mean nothing to whoever reads the files: the id inside counts. So the rules only have to give
paths that are safe everywhere, free, and where a person would look for them.
"""

import hashlib
import re
from collections.abc import Callable, Mapping

from app.exports.kinds import KINDS, STEP, WEB_FILE, WEB_PAGE, Kind
from app.exports.site import Row
from app.exports.trees import Tree

_NOT_IN_NAMES = re.compile(r'[\s/"<>\\:*?|\x00-\x1f\x7f]|[.]+$')
_LONGEST = 80
_TABLE_BY_ENDING = {kind.ending: kind.table for kind in KINDS}

Key = tuple[str, str]


class Names:
    """Gives out paths, seen from the site's folder. `paths` are the main files of known rows."""

    def __init__(
        self,
        tree: Tree,
        taken: list[str],
        paths: Mapping[Key, str],
        row: Callable[[Key], Row | None],
    ) -> None:
        self._in_git = tree.is_git
        self._taken = {path.casefold() for path in taken}
        self._paths = dict(paths)
        self._row = row

    def give(self, row: Row, kind: Kind) -> str:
        """The path for a new record's YAML file, or of the list that it goes into."""
        path = self._shared(row, kind) if kind.many or kind.exact else self._own(row, kind)
        self._taken.update(one.casefold() for one in files_of(path, kind))
        self._paths[row.table, row.id] = path
        return path

    def _shared(self, row: Row, kind: Kind) -> str:
        """A list file: at a fixed place, or beside the parent's file."""
        if kind.exact:
            return kind.ending
        parent = _parent(row, kind) or "without-parent"
        name = safe(parent)
        above = self._paths.get((_TABLE_BY_ENDING[kind.parent_ending], parent))
        stem = above.removesuffix(kind.parent_ending) if above else f"{kind.folder}/{name}/{name}"
        return stem + kind.ending

    def _own(self, row: Row, kind: Kind) -> str:
        name = safe(row.columns.get(kind.title) or row.id)
        suffix = "_" + hashlib.sha256(row.id.encode()).hexdigest()[:8].upper()
        for candidate in (name, name + suffix, safe(row.id)):
            path = self._path(row, kind, candidate)
            if not any(one.casefold() in self._taken for one in files_of(path, kind)):
                return path
        msg = f"no free file name for {row.table} {row.id}"
        raise ValueError(msg)

    def _path(self, row: Row, kind: Kind, name: str) -> str:
        language = self._language(row, kind)
        below = f"{language}/" if language and self._in_git else ""
        ending = f".{language}{kind.ending}" if language and not self._in_git else kind.ending
        if kind is WEB_PAGE and (root := self._root_page(row)):
            folder, _, file = root.rpartition("/")
            same_name = file.removesuffix(kind.ending)
            unsuffixed = safe(row.columns.get(kind.title) or row.id)
            name = same_name + name.removeprefix(unsuffixed)
            return f"{folder}/content-pages/{below}{name}{ending}"
        return f"{self._folder(row, kind, name)}/{below}{name}{ending}"

    def _folder(self, row: Row, kind: Kind, name: str) -> str:
        """One of its own, or the one of the table; a child's is in its parent's, or is that."""
        above = self._paths.get((_TABLE_BY_ENDING.get(kind.parent_ending, ""), _parent(row, kind)))
        if above and kind is STEP:
            return f"{above.rpartition('/')[0]}/advanced-form-steps/{name.lower()}"
        if above:
            return above.rpartition("/")[0]
        return f"{kind.folder}/{name.lower()}" if kind.own_folder else kind.folder

    def _root_page(self, row: Row) -> str:
        return self._paths.get((row.table, row.columns.get("adx_rootwebpageid") or ""), "")

    def _language(self, row: Row, kind: Kind) -> str:
        """The language code in the file name, as far as the site tells it."""
        identity = row.columns.get(kind.language) if kind.language else None
        if not identity:
            return ""
        language = self._row(("adx_websitelanguage", identity))
        portal_id = (language.columns.get("adx_portallanguageid") if language else None) or identity
        portal = self._row(("adx_portallanguage", portal_id))
        return safe((portal.columns.get("adx_languagecode") if portal else None) or identity[:8])


def files_of(path: str, kind: Kind) -> list[str]:
    """The file of a record and those that may lie beside it."""
    stem = path.removesuffix(kind.ending)
    content = [stem] if kind.table == WEB_FILE.table else []
    return [path, *(stem + ending for ending in kind.texts.values()), *content]


def safe(name: str) -> str:
    """A file name that every file system takes; what pac replaces becomes a hyphen here too."""
    replaced = _NOT_IN_NAMES.sub("-", name)[:_LONGEST]
    return replaced if replaced.strip("-. ") else "-" + replaced.replace(".", "-")


def _parent(row: Row, kind: Kind) -> str:
    return row.columns.get(kind.parent) or ""
