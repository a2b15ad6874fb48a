"""What was fine once and is not any more, and what changed: worked out from looks, never stored.

A thing is what one check says about one subject. It was fine in a look that said so; a look that
could not see it, or did not say, proves nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from app.wizard.facts import Facts
from app.wizard.finding import Finding, Level
from app.wizard.step import Step

Marks = Mapping[str, Mapping[str, str] | None]
"""By kind, what was seen by subject; None for a kind that could not be seen."""

Marker = Callable[[Any], Marks]
"""From the facts of one step to what is worth remembering of them."""

_TROUBLE = (Level.BLOCKER, Level.WARNING)


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when, what each check found, and what was there."""

    at: datetime
    found: Sequence[tuple[str, Finding]]
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drift:
    """`finding` is how it is now; it was fine at `fine_at`, and not from `since` on."""

    finding: Finding
    fine_at: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """Something is not as it was. `before` or `now` is empty when it was not there."""

    kind: str
    subject: str
    before: str
    now: str
    seen_before: datetime
    since: datetime

    @property
    def what(self) -> str:
        """Its kind and what became of it, such as "maps.company new"."""
        became = "new" if not self.before else "gone" if not self.now else "changed"
        return f"{self.kind} {became}"


def look_of(step: Step[Any], facts: Facts, at: datetime, marker: Marker | None = None) -> Look:
    """What people said is left out: it says nothing about what was seen."""
    found = [(check.__name__, finding) for check in step.checks for finding in check(facts)]
    return Look(at, tuple(found), marker(facts) if marker else {})


@dataclass(frozen=True, slots=True)
class _Pending:
    check: str
    finding: Finding
    since: datetime


def drifts(looks: Iterable[Look]) -> list[Drift]:
    """The newest look first. No more of them are taken than are needed."""
    rest = iter(looks)
    newest = next(rest, None)
    if newest is None:
        return []
    open_ = [_Pending(c, f, newest.at) for c, f in newest.found if f.level in _TROUBLE]
    found: list[Drift] = []
    while open_ and (look := next(rest, None)):
        fine = [one for one in open_ if _was_fine(look, one)]
        found += [Drift(one.finding, look.at, one.since) for one in fine]
        open_ = [_Pending(one.check, one.finding, look.at) for one in open_ if one not in fine]
    return sorted(found, key=lambda one: one.finding.level is not Level.BLOCKER)


def _was_fine(look: Look, one: _Pending) -> bool:
    said = [finding for check, finding in look.found if check == one.check]
    about = [f for f in said if f.subject in (one.finding.subject, "")] or said
    levels = {finding.level for finding in about}
    return Level.OK in levels and not levels.intersection(_TROUBLE)


def changes(looks: Iterable[Look], *, at_most: int = 50) -> list[Change]:
    """The last change of each thing, the newest look first; one that could not be seen is none."""
    taken = list(islice(looks, at_most))
    kinds = dict.fromkeys(kind for look in taken[:1] for kind in look.marks)
    return [change for kind in kinds for change in _of_kind(kind, taken)]


def _of_kind(kind: str, looks: Sequence[Look]) -> Iterator[Change]:
    """Looks before the first in which anything of the kind was there are no change."""
    if looks[0].marks.get(kind) is None:
        return
    told = [(look.at, seen) for look in looks if (seen := look.marks.get(kind)) is not None]
    while told and not told[-1][1]:
        told.pop()
    subjects = dict.fromkeys(name for _, seen in told for name in seen)
    for subject in subjects:
        values = [(at, seen.get(subject, "")) for at, seen in told]
        since, now = values[0]
        for at, value in values[1:]:
            if value != now:
                yield Change(kind, subject, value, now, at, since)
                break
            since = at
