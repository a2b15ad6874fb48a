"""The files of an export by name, wherever they lie, and how much of them may be read."""

import hashlib
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.exports.packing import Packed, at_once, joined, packed
from app.exports.records import Budget
from app.exports.site import ExportRefused

_MIB: Final = 1024 * 1024
_LONGEST_NAME: Final = 1024
_UNSAFE: Final = re.compile(r"^[A-Za-z]:|[\x00-\x1f\x7f\\]|(?:^|/)(?:\.{0,2})(?:/|$)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an export may hold. A real site is 60 to 800 rows; one of 20,000 is read, too."""

    archive_bytes: int = 128 * _MIB
    files: int = 65_000
    file_bytes: int = 32 * _MIB
    total_bytes: int = 192 * _MIB
    yaml_bytes: int = 8 * _MIB
    yaml_nodes: int = 2_000_000
    ratio: int = 200


Tell = Callable[[int, int], object]
"""Is told how far a long work is: so many of so many files."""


def unheard(_done: int, _all: int) -> None:
    """Nobody watches."""


class Members(ABC):
    """Files by name, in order. What is asked for was found safe before."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    @property
    @abstractmethod
    def names(self) -> list[str]:
        """Every member in order, folders included (they end with a slash)."""

    @abstractmethod
    def __contains__(self, name: str) -> bool:
        """Whether there is such a file."""

    @abstractmethod
    def size(self, name: str) -> int: ...

    @abstractmethod
    def read(self, name: str) -> bytes: ...

    def member(self, name: str) -> Packed:
        """The file as it goes into a zip."""
        return packed(self.read(name))

    def zipped(self, tell: Tell = unheard) -> bytes:
        """All of it as a zip."""
        return self.changed({}, tell)

    def changed(self, new: Mapping[str, bytes | None], tell: Tell = unheard) -> bytes:
        """A zip with other contents for some files, None to leave one out, and new files last.

        Everything else is packed as it was.
        """
        names = self.names
        return joined(self._repacked([*names, *sorted(new.keys() - set(names))], new, tell))

    def _repacked(
        self, names: list[str], new: Mapping[str, bytes | None], tell: Tell
    ) -> Iterator[tuple[str, Packed]]:
        def member(name: str) -> Packed:
            content = new.get(name)
            return self.member(name) if content is None else packed(content)

        kept = [name for name in names if new.get(name, b"") is not None]
        for number, (name, made) in enumerate(zip(kept, at_once(member, kept), strict=True), 1):
            tell(number, len(kept))
            yield name, made

    def digest(self) -> str:
        """Of all names and contents."""
        digest = hashlib.sha256()
        for name in self.names:
            content = b"" if name.endswith("/") else self.read(name)
            for part in (name.encode(), content):
                digest.update(len(part).to_bytes(8) + part)
        return digest.hexdigest()

    def budget(self) -> Budget:
        """How many keys and values may be read from it."""
        return Budget(self.limits.yaml_nodes)

    def text(self, name: str) -> str:
        try:
            return self.read(name).decode("utf-8")
        except UnicodeDecodeError as error:
            raise ExportRefused("broken_text", name) from error

    def yaml(self, name: str) -> str:
        """The text of a YAML file, which has to be smaller than other files may be."""
        self._check_yaml_size(name)
        return self.text(name)

    def xml(self, name: str) -> bytes:
        """The bytes of an XML file with one record or a list; held to what a YAML file is."""
        self._check_yaml_size(name)
        return self.read(name)

    def _check_yaml_size(self, name: str) -> None:
        if self.size(name) > self.limits.yaml_bytes:
            raise ExportRefused("too_large", name, size=str(self.size(name)))


def checked_name(name: str) -> str:
    """The name, or a refusal of one that leads out of the export or hides something."""
    path = name.removesuffix("/")
    if len(name) > _LONGEST_NAME or not path or _UNSAFE.search(path):
        raise ExportRefused("unsafe_path", name[:200].encode("unicode_escape").decode("ascii"))
    return name


def check_new(name: str, seen: set[str]) -> None:
    """Refuse a second name that would be the same file on some system."""
    same = same_name(name).rstrip("/")
    if same in seen:
        raise ExportRefused("unsafe_path", name, reason="duplicate")
    seen.add(same)


def same_name(name: str) -> str:
    """Equal for all names that are one file where upper and lower case are not told apart."""
    plain = name if name.isascii() else unicodedata.normalize("NFC", name)
    return plain.casefold()
