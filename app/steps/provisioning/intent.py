"""What a person wants to be made, as it is typed, checked, and kept with the run."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import urlsplit

LONGEST_SUBDOMAIN: Final = 63
"""Of a label in any internet name."""
LONGEST_RECORD: Final = 100
"""Dataverse calls the row "<name> - <subdomain>", in a column of this length."""
BETWEEN: Final = len(" - ")

_SUBDOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


class Problem(StrEnum):
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    NAME_UNFIT = "name_unfit"
    SUBDOMAIN_MISSING = "subdomain_missing"
    SUBDOMAIN_TOO_LONG = "subdomain_too_long"
    SUBDOMAIN_UNFIT = "subdomain_unfit"
    LANGUAGE_MISSING = "language_missing"
    LANGUAGE_NOT_ENABLED = "language_not_enabled"


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was sent."""

    name: str = ""
    subdomain: str = ""
    language: str = ""

    def problems(self, languages: Collection[int]) -> dict[str, Problem]:
        """By field. `languages` are those enabled in the environment; none if not known."""
        found = {
            "name": self._name(),
            "subdomain": self._subdomain(),
            "language": self._language(languages),
        }
        return {field: problem for field, problem in found.items() if problem}

    @property
    def fields(self) -> dict[str, str]:
        return {"name": self.name, "subdomain": self.subdomain, "language": self.language}

    @property
    def plain(self) -> "Typed":
        """Trimmed; of a pasted address only the first part of its host."""
        return Typed(self.name.strip(), _label(self.subdomain), self.language.strip())

    def _name(self) -> Problem | None:
        if not self.name:
            return Problem.NAME_MISSING
        if not self.name.isprintable():
            return Problem.NAME_UNFIT
        if len(self.name) + BETWEEN + len(self.subdomain) > LONGEST_RECORD:
            return Problem.NAME_TOO_LONG
        return None

    def _subdomain(self) -> Problem | None:
        if not self.subdomain:
            return Problem.SUBDOMAIN_MISSING
        if len(self.subdomain) > LONGEST_SUBDOMAIN:
            return Problem.SUBDOMAIN_TOO_LONG
        if not _SUBDOMAIN.fullmatch(self.subdomain) or self.subdomain.startswith("xn--"):
            return Problem.SUBDOMAIN_UNFIT
        return None

    def _language(self, languages: Collection[int]) -> Problem | None:
        if not (self.language.isascii() and self.language.isdigit() and len(self.language) < 7):  # noqa: PLR2004
            return Problem.LANGUAGE_MISSING
        if languages and int(self.language) not in languages:
            return Problem.LANGUAGE_NOT_ENABLED
        return None


def _label(typed: str) -> str:
    text = typed.strip().lower()
    if "://" not in text and "." not in text:
        return text
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
    except ValueError:
        return text
    return host.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Intent:
    """Kept as the arguments of the run: whoever goes on with it wants the same."""

    name: str
    subdomain: str
    language: int
    organization_id: str
    chosen_by: str

    @classmethod
    def of(cls, args: Mapping[str, Any]) -> Self:
        return cls(**{name: args[name] for name in cls.__dataclass_fields__})

    @property
    def args(self) -> dict[str, Any]:
        return asdict(self)
