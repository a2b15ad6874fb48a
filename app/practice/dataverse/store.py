"""The rows of one organization, changed in transactions: all of one is kept, or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import TypeAlias

from app.practice.dataverse.filters import Entity
from app.practice.dataverse.journal import Entry, Journal

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Deleted:
    table: str
    id: str
    version: int
    at: str


class Store:
    """Rows are replaced, never changed in place: many stores can share what they began with.

    Every change of a row raises the version of the whole organization by one.
    """

    def __init__(
        self,
        rows: Mapping[str, Sequence[Entity]],
        pairs: Mapping[str, Sequence[Pair]],
        journal: Journal | None = None,
    ) -> None:
        self._rows = {
            table: {str(row[f"{table}id"]): row for row in listed} for table, listed in rows.items()
        }
        self._pairs = {name: dict.fromkeys(listed) for name, listed in pairs.items()}
        self.deleted: list[Deleted] = []
        self.version = max(
            (_version(row) for listed in rows.values() for row in listed), default=1_000_000
        )
        self._lock = RLock()
        self._depth = 0
        self._undo: list[Callable[[], object]] = []
        self._entries: list[Entry] = []
        self._journal = journal
        for version, entries in journal.read() if journal else ():
            for entry in entries:
                self._replay(entry)
            self.version = version

    def rows(self, table: str) -> list[Entity]:
        return list(self._rows.get(table, {}).values())

    def find(self, table: str, row_id: str) -> Entity | None:
        return self._rows.get(table, {}).get(row_id)

    def pairs(self, association: str) -> list[Pair]:
        return list(self._pairs.get(association, ()))

    def is_linked(self, association: str, pair: Pair) -> bool:
        return pair in self._pairs.get(association, ())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Inside another one it is part of that. An error undoes everything since the outermost."""
        with self._lock:
            self._depth += 1
            try:
                yield
                if self._depth == 1 and self._entries and self._journal:
                    self._journal.write(self.version, self._entries)
            except BaseException:
                while self._undo:
                    self._undo.pop()()
                self._entries = []
                raise
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._undo, self._entries = [], []

    def put(self, table: str, row: Entity) -> Entity:
        """Keep this row as it is now, under a new version."""
        with self.transaction():
            self.version += 1
            kept = {**row, "versionnumber": self.version}
            listed = self._rows.setdefault(table, {})
            row_id = str(kept[f"{table}id"])
            before = listed.get(row_id)
            listed[row_id] = kept
            self._note(["put", table, kept], lambda: _restore(listed, row_id, before))
            return kept

    def delete(self, table: str, row_id: str, now: datetime) -> None:
        with self.transaction():
            self.version += 1
            listed = self._rows[table]
            before = listed.pop(row_id)
            gone = Deleted(table, row_id, self.version, now.isoformat())
            self.deleted.append(gone)

            def undo() -> None:
                listed[row_id] = before
                self.deleted.remove(gone)

            self._note(["del", table, row_id, gone.version, gone.at], undo)

    def link(self, association: str, pair: Pair) -> None:
        with self.transaction():
            listed = self._pairs.setdefault(association, {})
            listed[pair] = None
            self._note(["link", association, *pair], lambda: listed.pop(pair, None))

    def unlink(self, association: str, pair: Pair) -> None:
        with self.transaction():
            listed = self._pairs[association]
            del listed[pair]
            self._note(["unlink", association, *pair], lambda: listed.setdefault(pair))

    def unlink_all(self, row_id: str) -> None:
        for association, listed in self._pairs.items():
            for pair in [pair for pair in listed if row_id in pair]:
                self.unlink(association, pair)

    def _note(self, entry: Entry, undo: Callable[[], object]) -> None:
        self._entries.append(entry)
        self._undo.append(undo)

    def _replay(self, entry: Entry) -> None:
        match entry:
            case ["put", str(table), dict(row)]:
                self._rows.setdefault(table, {})[str(row[f"{table}id"])] = row
            case ["del", str(table), str(row_id), int(version), str(at)]:
                self._rows.get(table, {}).pop(row_id, None)
                self.deleted.append(Deleted(table, row_id, version, at))
            case ["link", str(association), str(one), str(other)]:
                self._pairs.setdefault(association, {})[one, other] = None
            case ["unlink", str(association), str(one), str(other)]:
                self._pairs.get(association, {}).pop((one, other), None)
            case _:
                raise ValueError(entry)


def _version(row: Entity) -> int:
    return int(row.get("versionnumber") or 0)


def _restore(listed: dict[str, Entity], row_id: str, before: Entity | None) -> None:
    if before is None:
        listed.pop(row_id, None)
    else:
        listed[row_id] = before
