"""From the form to a statement, or to what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Form

from app.i18n import N_
from app.wizard.statement import REVIEW_AFTER, Kind, Statement
from app.wizard.subject import Subject

PROBLEMS: Final = {
    "no_value": N_("Choose what you know."),
    "no_name": N_("Enter your name, so that others know whose answer it is."),
    "no_note": N_("Say where you saw it, so that others can look there."),
    "long_note": N_("Shorten this to 2,000 characters."),
    "no_tick": N_("Tick this if it is still so, or state what you know instead."),
    "no_address": N_("Enter an address that begins with https://, or leave this empty."),
}
_LONGEST = 2000


@dataclass(frozen=True)
class Typed:
    """A statement as the form sent it, and what is wrong with it, by field."""

    value: str = ""
    note: str = ""
    link: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Where on the page, and in which words."""
        return [(name, PROBLEMS[code]) for name, code in self.problems.items()]


Text = Annotated[str, Form()]


def typed_form(value: Text = "", note: Text = "", link: Text = "") -> Typed:
    """The fields of the form, trimmed."""
    return Typed(value.strip(), note.strip(), link.strip())


def understood(
    typed: Typed, subject: Subject, *, by: str, at: datetime
) -> tuple[Statement | None, Typed]:
    """The statement, or None with the same form and its problems by field."""
    problems: dict[str, str] = {}
    if typed.value not in subject.choices:
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
        subject.code, Kind.ATTESTED, typed.value, by, at, typed.note, typed.link,
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
