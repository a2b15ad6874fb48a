"""What changed in an organization since it was made, kept in a file that only grows.

One line per transaction, written whole or not at all. The first line says what the changes are
changes of; when that is something else now, the file is laid aside and a new one begins.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

Entry: TypeAlias = list[object]
"""What was done (put, del, link or unlink), to which table or association, and with what."""

_TIDY_AFTER = 2000


class Journal:
    def __init__(self, file: Path, seed: str) -> None:
        self._file, self._seed = file, seed

    def read(self) -> Iterator[tuple[int, list[Entry]]]:
        """Each transaction with the version it ended at. A torn last line counts as never written.

        A long journal is made short first: the last word on each row is all that matters.
        """
        lines = list(self._lines())
        if len(lines) > _TIDY_AFTER:
            lines = [(lines[-1][0], _last_words(entry for _, each in lines for entry in each))]
            self._replace(lines)
        yield from lines

    def _lines(self) -> Iterator[tuple[int, list[Entry]]]:
        if not self._file.exists():
            return
        with self._file.open("rb+") as file:
            head = file.readline()
            if not head.endswith(b"\n") or json.loads(head) != {"seed": self._seed}:
                self._file.replace(self._file.with_name(f"{self._file.name}.old"))
                return
            end = file.tell()
            for line in file:
                if not line.endswith(b"\n"):
                    file.truncate(end)
                    return
                end += len(line)
                said = json.loads(line)
                yield said["version"], said["changes"]

    def write(self, version: int, entries: list[Entry]) -> None:
        """When the disk takes only a part of it, that part is taken back."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        handle = os.open(self._file, flags, 0o600)
        try:
            size = os.fstat(handle).st_size
            text = _line(version, entries) if size else self._head() + _line(version, entries)
            try:
                _write_all(handle, text)
            except OSError:
                os.ftruncate(handle, size)
                raise
        finally:
            os.close(handle)

    def _head(self) -> bytes:
        return json.dumps({"seed": self._seed}).encode() + b"\n"

    def _replace(self, lines: Iterable[tuple[int, list[Entry]]]) -> None:
        beside = self._file.with_name(f"{self._file.name}.new")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(self._head() + b"".join(_line(*line) for line in lines))
        beside.replace(self._file)


def _line(version: int, entries: list[Entry]) -> bytes:
    said = {"version": version, "changes": entries}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _write_all(handle: int, text: bytes) -> None:
    while text:
        text = text[os.write(handle, text) :]


def _last_words(entries: Iterable[Entry]) -> list[Entry]:
    last: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        kind, place = entry[0], entry[1]
        if kind == "put" and isinstance(entry[2], dict):
            key: tuple[object, ...] = (place, entry[2][f"{place}id"])
        else:
            key = (place, entry[2]) if kind == "del" else (place, entry[2], entry[3])
        last.pop(key, None)
        last[key] = entry
    return list(last.values())
