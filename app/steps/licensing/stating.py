"""From the form to a statement, or to what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from app.steps.licensing.facts import HAVE, LACK, REQUIREMENTS
from app.steps.licensing.texts import PROBLEMS
from app.wizard.statement import Kind, Statement

REVIEW_AFTER: Final = timedelta(days=90)
_LONGEST = 2000


@dataclass(frozen=True)
class Typed:
    """A statement as the form sent it, and what is wrong with it, by field."""

    subject: str = ""
    value: str = ""
    note: str = ""
    link: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Where on the page, and in which words."""
        return [(f"{self.subject}-{name}", PROBLEMS[code]) for name, code in self.problems.items()]


def understood(typed: Typed, *, by: str, at: datetime) -> tuple[Statement | None, Typed]:
    """The statement, or None with the same form and its problems by field."""
    problems: dict[str, str] = {}
    if typed.subject not in REQUIREMENTS or typed.value not in (HAVE, LACK):
        problems["value"] = "no_value"
    if not typed.note:
        problems["note"] = "no_note"
    elif len(typed.note) > _LONGEST:
        problems["note"] = "long_note"
    if typed.link and not _is_address(typed.link):
        problems["link"] = "no_address"
    if problems:
        return None, replace(typed, problems=problems)
    return Statement(
        typed.subject, Kind.ATTESTED, typed.value, by, at, typed.note, typed.link,
        review_at=at + REVIEW_AFTER,
    ), typed  # fmt: skip


def _is_address(link: str) -> bool:
    """An address that a page may link to: https, and nothing a browser would run."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    plain = link.isprintable() and not any(letter.isspace() for letter in link)
    return parts.scheme == "https" and bool(parts.hostname) and plain and len(link) <= _LONGEST
