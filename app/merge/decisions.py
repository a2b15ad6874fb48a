"""Conflicts get their names and their answers here.

A name is made of what stays put: the record's own identity, the column and the place in it. It
does not change when the values do; the fingerprint does, and then the answer is void.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.merge.choices import own_text_problem, preview
from app.merge.content_hash import short_hash
from app.merge.outcome import (
    FIRST_LINES,
    Choice,
    Conflict,
    ConflictKind,
    Lines,
    Referrer,
    Resolution,
    Standing,
    Suggestion,
)
from app.merge.snapshot import Value

SITE_OR_TEMPLATE = (Choice.SITE, Choice.TEMPLATE)


@dataclass(frozen=True, slots=True)
class Three:
    """One value as the three sides have it."""

    base: Value
    site: Value
    template: Value


@dataclass(frozen=True, slots=True)
class Offer:
    """How a conflict is put to a person."""

    choices: tuple[Choice, ...] = SITE_OR_TEMPLATE
    suggestions: tuple[Suggestion, ...] = ()
    default: Choice | None = None
    before: str = ""
    after: str = ""
    path: str = ""
    reason: str = ""
    referrers: tuple[Referrer, ...] = ()
    limit: int | None = None
    seen: str = ""  # what else the answer was made for; part of the fingerprint
    grants: bool = False
    lines: Lines = FIRST_LINES


class Decisions:
    """The answers given so far; remembers which of them found their conflict changed."""

    def __init__(self, resolutions: Mapping[str, Resolution]) -> None:
        self._resolutions = resolutions
        self._valid: set[str] = set()

    @property
    def void(self) -> tuple[str, ...]:
        return tuple(sorted(self._resolutions.keys() - self._valid))

    def settle(self, conflict: Conflict) -> Conflict:
        """The conflict with its answer, if there is one and it was made for these values."""
        given = self._resolutions.get(conflict.id)
        if given is None or not _fits(conflict, given):
            return conflict
        self._valid.add(conflict.id)
        return replace(conflict, resolution=given)


@dataclass(slots=True)
class Questions:
    """Asks about one record. `identity` names it on every run, whatever ids the sides use."""

    table: str
    record_id: str
    identity: str
    decisions: Decisions
    suggested: Choice | None = None

    def ask(
        self, kind: ConflictKind, column: str, values: Three, offer: Offer, part: str = ""
    ) -> Conflict:
        conflict = Conflict(
            id=short_hash(self.table, self.identity, kind.value, column, part),
            kind=kind,
            table=self.table,
            record_id=self.record_id,
            column=column,
            base=values.base,
            site=values.site,
            template=values.template,
            fingerprint=short_hash(values.base, values.site, values.template, offer.seen),
            before=offer.before,
            after=offer.after,
            suggestions=offer.suggestions,
            choices=offer.choices,
            default=offer.default,
            path=offer.path,
            reason=offer.reason or ("never_modified" if self.suggested else ""),
            referrers=offer.referrers,
            limit=offer.limit,
            suggested=self.suggested,
            part=part,
            seen=offer.seen,
            grants=offer.grants,
            lines=offer.lines,
        )
        return self.decisions.settle(conflict)


def answer(conflict: Conflict) -> Choice:
    """What holds now: the answer, else the default, else the site's."""
    if conflict.resolution and conflict.resolution.choice is not Choice.LATER:
        return conflict.resolution.choice
    return conflict.default or Choice.SITE


def answered_text(conflict: Conflict) -> str:
    own_text = conflict.resolution.own_text if conflict.resolution else ""
    return preview(conflict, answer(conflict), own_text)


def is_open(conflict: Conflict) -> bool:
    """Whether nobody has answered it, be it put off or not."""
    return conflict.standing in (Standing.OPEN, Standing.DEFERRED)


def _fits(conflict: Conflict, given: Resolution) -> bool:
    return given.fingerprint == conflict.fingerprint and (
        given.choice is Choice.LATER or is_offered(conflict, given)
    )


def is_offered(conflict: Conflict, given: Resolution) -> bool:
    """Whether this answer, with its own text, is among those that can be given."""
    if given.choice not in conflict.choices:
        return False
    if given.choice is Choice.SUGGESTION:
        return given.own_text in ("", *(one.reason for one in conflict.suggestions))
    return given.choice is not Choice.OWN or own_text_problem(conflict, given.own_text) is None
