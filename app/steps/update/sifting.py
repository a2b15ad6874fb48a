"""What a list of conflicts or records is filtered by: in the address, so a link shows the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query

PER_PAGE: Final = 100
LONGEST_SEARCH: Final = 200
NO_LANGUAGE: Final = "-"
T = TypeVar("T")
Facts = Mapping[str, str]
"""What one row is: the value of each filter that it falls under."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """One filter. Empty means: any."""

    show: str = ""
    kind: str = ""
    language: str = ""
    conflict: str = ""
    case: str = ""
    q: str = ""
    page: int = 1

    @property
    def picked(self) -> Mapping[str, str]:
        """What is filtered by, as the address says it; without the number of the page."""
        named = {
            "show": self.show,
            "kind": self.kind,
            "language": self.language,
            "conflict": self.conflict,
            "case": self.case,
            "q": self.q,
        }
        return {name: value for name, value in named.items() if value}

    def query(self, **instead: str | int) -> str:
        """The address of this filter with something else in it, with its question mark."""
        fields = {**self.picked, **instead}
        asked = urlencode({name: value for name, value in fields.items() if value})
        return f"?{asked}" if asked else ""


def _sieve(
    show: str = "",
    kind: str = "",
    language: str = "",
    conflict: str = "",
    case: str = "",
    q: str = "",
) -> Sieve:
    return Sieve(show, kind, language, conflict, case, q.strip()[:LONGEST_SEARCH])


def _paged(sieve: Annotated[Sieve, Depends(_sieve)], page: Annotated[str, Query()] = "1") -> Sieve:
    number = int(page) if page.isdecimal() and len(page) < len("1000000") else 1
    return replace(sieve, page=max(number, 1))


SieveDep = Annotated[Sieve, Depends(_paged)]


@dataclass(frozen=True, slots=True)
class Sifted(Generic[T]):
    """What is left of a list. `counts` says of each filter how many another value would show,
    with all the others as they are; `rows` is one page of `found`.
    """

    sieve: Sieve
    found: Sequence[T]
    total: int
    counts: Mapping[str, Mapping[str, int]]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.found) // PER_PAGE))

    @property
    def page(self) -> int:
        return min(self.sieve.page, self.pages)

    @property
    def rows(self) -> Sequence[T]:
        return self.found[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1


def sift(
    rows: Iterable[T],
    sieve: Sieve,
    facts_of: Callable[[T], Facts],
    text_of: Callable[[T], str],
) -> Sifted[T]:
    """`text_of` gives all that can be searched of a row; it is asked only where it is needed."""
    everything = list(rows)
    searched = sieve.q.casefold()
    wanted = {name: value for name, value in sieve.picked.items() if name != "q"}
    counts: dict[str, Counter[str]] = {}
    found: list[T] = []
    for row in everything:
        if searched and searched not in text_of(row).casefold():
            continue
        facts = facts_of(row)
        missed = [name for name, value in wanted.items() if facts.get(name) != value]
        if not missed:
            found.append(row)
        for name, value in facts.items():
            if missed in ([], [name]):
                counts.setdefault(name, Counter())[value] += 1
    return Sifted(sieve, found, len(everything), counts)
