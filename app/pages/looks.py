"""The last looks of environments, and what is not as it was in them."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from app.pages.asked import with_waits
from app.pages.judged import judged
from app.pages.texts import CHANGES
from app.steps.order import STEPS
from app.store import observations
from app.wizard.drift import Drift, Look, changes, drifts
from app.wizard.journey import Stop, journey
from app.wizard.step import Step

LOOKS: Final = 60
"""How far back is looked on the pages of one environment."""
NEWS: Final = timedelta(days=30)
"""So long before the newest look a change is told."""
_AT_ONCE = 4


@dataclass(frozen=True)
class Looks:
    """The last looks of some environments, by environment and step; read as far as is asked."""

    session: Session
    ids: Mapping[tuple[str, str], Sequence[tuple[int, datetime]]]
    last: Mapping[int, Mapping[str, object]]

    @classmethod
    def read(cls, session: Session, environment_ids: Collection[str], *, limit: int) -> "Looks":
        """In two queries, however many environments there are."""
        ids = observations.looks(session, environment_ids, limit=limit)
        last = observations.facts_of(session, [listed[0][0] for listed in ids.values()])
        return cls(session, ids, last)

    def newest(self, environment_id: str, step: Step[Any]) -> tuple[datetime, Any] | None:
        """When it was last looked, and the facts; None for those that cannot be read any more."""
        listed = self.ids.get((environment_id, step.slug))
        if not listed:
            return None
        look, seen_at = listed[0]
        return seen_at, step.read(self.last.get(look, {}))

    def seen(self, environment_id: str) -> Mapping[str, datetime]:
        """When each step was last looked at."""
        found = {step.slug: self.newest(environment_id, step) for step in STEPS}
        return {slug: newest[0] for slug, newest in found.items() if newest}

    def stops(
        self,
        environment_id: str,
        *,
        said: Mapping[str, Mapping[str, Any]],
        working: Set[str],
        deciding: Set[str],
    ) -> Sequence[Stop]:
        """The four steps as they are now, with what is not as it was and who is waited for."""
        found = {step.slug: self.newest(environment_id, step) for step in STEPS}
        facts = {slug: newest[1] for slug, newest in found.items() if newest}
        stops = [
            compared(stop, list(self.of(environment_id, stop.step)))
            for stop in journey(STEPS, facts, said=said, working=working, deciding=deciding)
        ]
        return with_waits(self.session, environment_id, stops)

    def of(self, environment_id: str, step: Step[Any]) -> Iterator[Look]:
        """The newest first. Looks of a shape that cannot be read any more are left out."""
        listed = self.ids.get((environment_id, step.slug), ())
        for start in range(0, len(listed), _AT_ONCE):
            some = dict(listed[start : start + _AT_ONCE])
            found = judged(self.session, step, some, self.last)
            yield from (look for look in found if look)


def compared(stop: Stop, looks: Sequence[Look]) -> Stop:
    """The step, with what is not as it was in earlier looks."""
    if not looks:
        return stop
    since = looks[0].at - NEWS
    news = [one for one in changes(looks) if one.since >= since and one.what in CHANGES]
    return replace(stop, drifts=[one for one in drifts(looks) if _stands(one, stop)], changes=news)


def _stands(drift: Drift, stop: Stop) -> bool:
    """Looks know nothing of what people said since: where that settles it, nothing is wrong."""
    told = {(finding.code, finding.subject) for finding in stop.findings}
    return (drift.finding.code, drift.finding.subject) in told
