"""What the page of this step shows: the portal or the way to it, and the runs that are about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Response
from sqlmodel import Session

from app.steps.provisioning import CREATE, STEP
from app.steps.provisioning.facts import ProvisioningFacts
from app.steps.provisioning.jobs import baseline, create, look, watch
from app.steps.provisioning.kept import find_baseline
from app.steps.provisioning.portal import find_portal
from app.steps.provisioning.refusal import meaning_of
from app.steps.provisioning.texts import TEXTS
from app.steps.provisioning.words import CAUSES, REFUSALS, STAGES
from app.store import observations, runs
from app.store.tables import RESUMABLE, UNDER_WAY, Run, RunState
from app.web.render import wants_fragment
from app.web.screen import Screen
from app.wizard.action import Action, Gate, gate
from app.wizard.finding import Finding

_GOALS = ("create", "watch", "baseline")

ASK = Action(CREATE.name, CREATE.stopped_by | {f"{STEP.slug}.never_checked"})
"""On the page, what nobody has looked at blocks as well."""


@dataclass(frozen=True)
class Told:
    """A run, with what is to be said about it."""

    run: Run
    now: datetime

    @property
    def is_working(self) -> bool:
        return self.run.state in UNDER_WAY

    @property
    def can_resume(self) -> bool:
        waits = (RunState.WAITING_FOR_SIGN_IN, RunState.NEEDS_TOKEN)
        return self.run.state in RESUMABLE and self.run.state not in waits

    @property
    def elapsed(self) -> timedelta:
        """Since it was asked for, up to its end."""
        return max((self.run.ended_at or self.now) - self.run.created_at, timedelta(seconds=1))

    @property
    def stage(self) -> str:
        return STAGES.get(str(self.run.progress.get("stage", "")), "")

    @property
    def refusal(self) -> str:
        """What Microsoft's refusal of the request most likely means."""
        refused = self.run.job == create.name and self.run.cause in ("refused", "forbidden")
        return meaning_of(self.run.cause, self.run.detail) if refused else ""


@dataclass(frozen=True)
class Read:
    """All that the store has about this step."""

    facts: ProvisioningFacts | None
    seen: datetime | None
    told: dict[str, Told]

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
        ended = RunState.SUCCEEDED
        return [
            (verb, one)
            for verb, one in told
            if one.is_working or (one.run.state != ended and not self.is_kept)
        ]

    @property
    def look(self) -> Told | None:
        """The last look, if there is anything to say about it."""
        look = self.told.get("look")
        return look if look and (look.is_working or look.run.cause) else None

    def _works(self, verb: str) -> bool:
        return verb in self.told and self.told[verb].is_working


async def provisioning_page(screen: Screen, *, status: int = 200, problem: str = "") -> Response:
    """The whole page, or only its block when htmx asks again. Reads nothing but our own store."""
    read, fragment = await read_step(screen), wants_fragment(screen.request)
    return screen.show(
        "steps/provisioning/page.html",
        step=STEP.slug,
        block="state" if fragment else None,
        status=status,
        fragment=fragment,
        address=address_of(screen),
        findings=STEP.judge(read.facts),
        portal=find_portal(read.facts) if read.facts else None,
        read=read,
        gate=gate_of(screen),
        reasons=reasons(gate_of(screen)),
        texts=TEXTS,
        causes=CAUSES,
        refusals=REFUSALS,
        problem=problem,
    )


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


def address_of(screen: Screen) -> str:
    return f"/environments/{screen.environment.id}/provisioning"


def gate_of(screen: Screen) -> Gate:
    """By what all steps have found; a portal that is there is no reason to make another."""
    stops = screen.request.state.stops
    return gate(ASK, [finding for stop in stops for finding in stop.findings])


def reasons(closed: Gate) -> Sequence[Finding]:
    """Those of this step one by one; the other steps have pages of their own."""
    return [found for found in closed.blocked_by if found.code in TEXTS]
