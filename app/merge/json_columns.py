"""Three-way merge of JSON columns: by key, lists of objects by what names them, else whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from app.merge.json_text import Json, NotJson, read, write

NAMES: Final = ("id", "Id", "ID", "name", "Name", "LCID", "lcid", "key", "Key")


class Absent:
    """No such key: not the same as null."""


class Unknown:
    """What the base holds when there is none: nothing can be said to be as it was."""


ABSENT: Final = Absent()
UNKNOWN: Final = Unknown()
Node: TypeAlias = Json | Absent
Known: TypeAlias = Node | Unknown
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JsonConflict:
    """One place that both sides changed; None where a side does not have it."""

    path: str
    base: str | None
    site: str | None
    template: str | None


@dataclass(frozen=True, slots=True)
class JsonMerge:
    conflicts: tuple[JsonConflict, ...]
    _sides: tuple[Known, Node, Node]
    _like: str

    def text(self, chosen: Mapping[str, str | None]) -> str:
        """The merged column, with the text chosen per path; the site's where none was."""
        values = {path: ABSENT if text is None else read(text) for path, text in chosen.items()}
        merged = _Merger(values).merge((), *self._sides)
        if equal(merged, self._sides[1]):
            return self._like
        return "" if isinstance(merged, Absent) else write(merged, self._like)


def merge_json(base: str | None, site: str, template: str) -> JsonMerge | None:
    """None if one of the texts is no JSON. Without a base, every key that differs is a conflict.

    But what only the site's list has is its own, like a record that only the site has.
    """
    try:
        sides = UNKNOWN if base is None else _node(base), _node(site), _node(template)
    except NotJson:
        return None
    merger = _Merger({})
    merger.merge((), *sides)
    return JsonMerge(tuple(merger.conflicts), sides, site)


def _node(text: str) -> Node:
    return read(text) if text.strip() else ABSENT


@dataclass(slots=True)
class _Merger:
    chosen: Mapping[str, Node]
    conflicts: list[JsonConflict] = field(default_factory=list)

    def merge(self, path: Path, base: Known, site: Node, template: Node) -> Node:
        if equal(site, template) or equal(template, base):
            return site
        if equal(site, base):
            return template
        if isinstance(site, dict) and isinstance(template, dict):
            return self._objects(path, base, site, template)
        if isinstance(site, list) and isinstance(template, list):
            name = _name_in(base, site, template)
            if name:
                return self._lists(path, name, (base, site, template))
        return self._conflict(path, base, site, template)

    def _objects(
        self, path: Path, base: Known, site: Mapping[str, Json], template: Mapping[str, Json]
    ) -> dict[str, Json]:
        """Each key by itself: the site's first, in its order."""
        known = base if isinstance(base, dict) else {}
        otherwise: Known = UNKNOWN if isinstance(base, Unknown) else ABSENT
        merged: dict[str, Json] = {}
        for key in dict.fromkeys([*site, *template]):
            value = self.merge(
                (*path, key),
                known.get(key, otherwise),
                site.get(key, ABSENT),
                template.get(key, ABSENT),
            )
            if not isinstance(value, Absent):
                merged[key] = value
        return merged

    def _lists(self, path: Path, name: str, sides: tuple[Known, list[Json], list[Json]]) -> Json:
        base, site, template = sides
        known: Known = base if isinstance(base, Unknown) else _by_name(name, base)
        mine, new = _by_name(name, site), _by_name(name, template)
        if isinstance(base, Unknown):
            new = {**mine, **new}
        return list(self._objects(path, known, mine, new).values())

    def _conflict(self, path: Path, base: Known, site: Node, template: Node) -> Node:
        place = "/".join(part.replace("~", "~0").replace("/", "~1") for part in path)
        self.conflicts.append(JsonConflict(place, _text(base), _text(site), _text(template)))
        return self.chosen.get(place, site)


def equal(one: Node, other: Known) -> bool:
    """Equal as JSON: true is not 1, the order of keys does not count, that of lists does."""
    if isinstance(one, Absent) or isinstance(other, Absent | Unknown):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(equal(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _text(node: Known) -> str | None:
    return None if isinstance(node, Absent | Unknown) else write(node)


def _name_in(*sides: Known) -> str | None:
    """The member that names every object of all the lists, once each."""
    lists = [side for side in sides if isinstance(side, list)]
    if len(lists) < len([side for side in sides if not isinstance(side, Absent | Unknown)]):
        return None
    return next((name for name in NAMES if all(_names_all(name, each) for each in lists)), None)


def _names_all(name: str, items: Sequence[Json]) -> bool:
    names = [item.get(name) for item in items if isinstance(item, dict)]
    known = {str(n) for n in names if isinstance(n, str | int) and not isinstance(n, bool)}
    return len(known) == len(items)


def _by_name(name: str, side: Node) -> dict[str, Json]:
    items = side if isinstance(side, list) else []
    return {str(item[name]): item for item in items if isinstance(item, dict)}
