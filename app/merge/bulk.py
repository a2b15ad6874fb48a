"""Answering many questions at once: only those where such an answer is safe to give unseen."""

from collections.abc import Mapping
from enum import StrEnum

from app.merge.outcome import Choice, Conflict, Outcome, Resolution
from app.merge.snapshot import Snapshot
from app.merge.three_way import merge

READ_FIRST = frozenset(("words",))
"""Suggestions that a person has to read before taking them."""


class Wish(StrEnum):
    """What a person can say about many conflicts at once."""

    SITE = "site"
    TEMPLATE = "template"
    SUGGESTED = "suggested"
    LATER = "later"


class Unfit(StrEnum):
    """Why a wish cannot be fulfilled for one conflict."""

    WIDENS = "widens"
    NOT_OFFERED = "not_offered"
    NOTHING_SUGGESTED = "nothing_suggested"
    READ_FIRST = "read_first"


def wished(conflict: Conflict, wish: Wish) -> Resolution | Unfit:
    """The answer a wish comes to, or why there is none. Rights are never widened in bulk."""
    if wish is Wish.LATER:
        return Resolution(Choice.LATER, conflict.fingerprint)
    if wish is Wish.SUGGESTED:
        return _suggested(conflict)
    return _plain(conflict, Choice.SITE if wish is Wish.SITE else Choice.TEMPLATE)


def suggested(outcome: Outcome) -> dict[str, Resolution]:
    """The answers that the evidence speaks for, to open questions. Texts are not among them."""
    found = {
        conflict.id: _plain(conflict, conflict.suggested)
        for conflict in outcome.open
        if conflict.suggested
    }
    return {one: answer for one, answer in found.items() if isinstance(answer, Resolution)}


def _plain(conflict: Conflict, choice: Choice) -> Resolution | Unfit:
    if choice not in conflict.choices:
        return Unfit.NOT_OFFERED
    if conflict.widens and choice is not Choice.SITE:
        return Unfit.WIDENS
    return Resolution(choice, conflict.fingerprint)


def _suggested(conflict: Conflict) -> Resolution | Unfit:
    if conflict.suggested:
        return _plain(conflict, conflict.suggested)
    if not conflict.suggestions or Choice.SUGGESTION not in conflict.choices:
        return Unfit.NOTHING_SUGGESTED
    first = conflict.suggestions[0].reason
    if first in READ_FIRST:
        return Unfit.READ_FIRST
    if conflict.widens:
        return Unfit.WIDENS
    return Resolution(Choice.SUGGESTION, conflict.fingerprint, first)


def merge_as_suggested(
    base: Snapshot | None,
    site: Snapshot,
    template: Snapshot,
    resolutions: Mapping[str, Resolution],
) -> Outcome:
    """The merge with these answers, and with the suggested ones where nobody gave one.

    An answer can bring up another question, so it is merged again until nothing is suggested.
    Where an answer was given and is void, a person has to look again.
    """
    answers = dict(resolutions)
    taken: set[tuple[str, str]] = set()
    while True:
        outcome = merge(base, site, template, answers)
        given = suggested(outcome).items()
        more = {one: answer for one, answer in given if one not in resolutions}
        new = {(one, answer.fingerprint) for one, answer in more.items()} - taken
        if not new:
            return outcome
        taken |= new
        answers |= more
