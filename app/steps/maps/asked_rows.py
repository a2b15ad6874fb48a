"""Rows of finance and operations that a person is asked for, where they could not be counted."""

from collections.abc import Mapping, Sequence

from app.steps.maps.checks.before_start import needs_of
from app.steps.maps.facts import MapsFacts
from app.steps.maps.portal import Need

_PREFIX = "rows-"
_MOST_DIGITS = 12


def asked_rows(facts: MapsFacts, keys: Sequence[str]) -> list[Need]:
    return [
        need
        for need in needs_of(keys)
        if (fact := facts.finance_rows.get(need.value)) is None or fact.value is None
    ]


def typed_rows(form: Mapping[str, object]) -> tuple[dict[str, int], dict[str, str]]:
    """What was typed, by need, and by field what is no number. Blanks and commas are forgiven."""
    typed: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for need in Need:
        name = f"{_PREFIX}{need.value}"
        text = "".join(letter for letter in str(form.get(name, "")) if letter not in " ,._\u00a0")
        if not text:
            continue
        if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
            typed[need.value] = int(text)
        else:
            wrong[name] = "no_number"
    return typed, wrong
