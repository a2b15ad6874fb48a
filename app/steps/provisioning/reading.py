"""What our own store has about this step, for its pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.steps.provisioning import STEP
from app.steps.provisioning.facts import ProvisioningFacts
from app.steps.provisioning.jobs import baseline, create, look, watch
from app.steps.provisioning.kept import find_baseline
from app.steps.provisioning.portal import Portal, find_portal
from app.steps.provisioning.told import Told
from app.store import observations, runs
from app.web.screen import Screen

_GOALS = ("create", "watch", "baseline")


@dataclass(frozen=True)
class Read:
    """All that the store has about this step."""

    facts: ProvisioningFacts | None
    seen: datetime | None
    told: dict[str, Told]

    @property
    def portal(self) -> Portal | None:
        return find_portal(self.facts) if self.facts else None

    @property
    def is_working(self) -> bool:
        return any(told.is_working for told in self.told.values())

    @property
    def is_making(self) -> bool:
        return self._works("create")

    @property
    def is_watching(self) -> bool:
        return self._works("watch")

    @property
    def is_kept(self) -> bool:
        """The goal of the step is reached: how it was reached is history."""
        return self.facts is not None and self.facts.baseline is not None

    @property
    def open_runs(self) -> list[tuple[str, Told]]:
        """Those under way, and those that ended before the goal was reached."""
        told = [(verb, self.told[verb]) for verb in _GOALS if verb in self.told]
        return [
            (verb, one)
            for verb, one in told
            if one.is_working or (not one.has_succeeded and not self.is_kept)
        ]

    @property
    def look(self) -> Told | None:
        """The last look, if there is anything to say about it."""
        look = self.told.get("look")
        return look if look and (look.is_working or look.run.cause) else None

    def _works(self, verb: str) -> bool:
        return verb in self.told and self.told[verb].is_working


async def read_step(screen: Screen) -> Read:
    """With the baseline as it is now: it is ours, not something seen at Microsoft's."""
    where, now = screen.environment.id, screen.product.clock.now()

    def read(session: Session) -> Read:
        newest = observations.newest(session, where, STEP.slug)
        facts = STEP.read(newest.facts) if newest else None
        if facts:
            facts = facts.model_copy(update={"baseline": find_baseline(session, where)})
        last = {
            job.name.partition(".")[2]: runs.find_last(session, where, job.name)
            for job in (create, watch, baseline, look)
        }
        told = {verb: Told(run, now) for verb, run in last.items() if run}
        return Read(facts, newest.seen_at if newest else None, told)

    return await screen.product.database(read, ro=True)
