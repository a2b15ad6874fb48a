"""A site while it is being written: records by table and a readable key, before they have GUIDs."""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from app.exports.site import Row

TEXTS = Path(__file__).with_name("texts")
_REFERENCE = re.compile(r"<<(\w+)/([\w.-]+)>>")
Identity = Callable[[str, str], str]  # table and key become a GUID


@dataclass
class Item:
    columns: dict[str, str | None]
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    content: bytes | None = None


class Draft:
    """`<<table/key>>` in any value stands for that record's GUID."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], Item] = {}

    def copy(self) -> "Draft":
        other = Draft()
        other.items = deepcopy(self.items)
        return other

    def add(self, table: str, key: str, **columns: str | None) -> None:
        if (table, key) in self.items:
            raise ValueError(key)
        self.items[table, key] = Item(dict(columns))

    def add_file(self, key: str, content: bytes, **columns: str | None) -> None:
        self.add("adx_webfile", key, **columns)
        self.items["adx_webfile", key].content = content

    def set(self, table: str, key: str, **columns: str | None) -> None:
        self.items[table, key].columns.update(columns)

    def edit(self, table: str, key: str, column: str, change: tuple[str, str]) -> None:
        """Replace a piece of a long text, which has to be there exactly once."""
        text = self.items[table, key].columns[column] or ""
        self.items[table, key].columns[column] = _replaced(text, change)

    def edit_file(self, key: str, change: tuple[str, str]) -> None:
        item = self.items["adx_webfile", key]
        item.content = _replaced((item.content or b"").decode(), change).encode()

    def link(self, table: str, key: str, association: str, keys: Iterable[str]) -> None:
        self.items[table, key].links[association] = tuple(keys)

    def remove(self, table: str, *keys: str) -> None:
        for key in keys:
            del self.items[table, key]

    def rows(self, identity: Identity) -> tuple[Row, ...]:
        return tuple(
            self._row(table, key, item, identity) for (table, key), item in self.items.items()
        )

    def _row(self, table: str, key: str, item: Item, identity: Identity) -> Row:
        def put_in(text: str) -> str:
            return _REFERENCE.sub(lambda found: identity(found[1], found[2]), text)

        columns = {
            name: put_in(text) if text else None for name, text in sorted(item.columns.items())
        }
        row_id = identity(table, key)
        links = {
            association: frozenset(identity("adx_webrole", one) for one in keys)
            for association, keys in item.links.items()
        }
        return Row(table, row_id, columns, links, item.content)


def ref(table: str, key: str) -> str:
    return f"<<{table}/{key}>>"


def text(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def _replaced(whole: str, change: tuple[str, str]) -> str:
    old, new = change
    if whole.count(old) != 1:
        msg = f"{old!r} is there {whole.count(old)} times"
        raise ValueError(msg)
    return whole.replace(old, new)
