"""What a job is: a function that is called from its first line until its goal holds.

It may be killed at any line and called again, in another process, even while a frozen copy of it
still exists. So it looks before it acts, and sends every outside effect through `Context.once`.
Waiting is the engine's: a job holds no loop and no sleep.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, ParamSpec, Protocol, TypeVar

from sqlmodel import Session

from app.access.keys import KeyRing
from app.clock import Clock
from app.microsoft.clients import Microsoft
from app.store.tables import Environment
from app.wizard.facts import Facts

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done:
    """The goal of the run is reached."""


@dataclass(frozen=True, slots=True)
class Again:
    """Not there yet: call the job again, from its first line, after a while."""

    after: timedelta


Outcome = Done | Again


class Interrupted(Exception):
    """The engine ends this call. A job lets it pass."""


class Stopped(Interrupted):
    """A person asked for it."""


class Fenced(Interrupted):
    """Another process has taken the run: this copy must not act any more."""


class Draining(Interrupted):
    """This process ends; the run goes on in the next one."""


class GivenUp(Exception):
    """The goal cannot be reached, and Microsoft has refused nothing: the setup is not so.

    `cause` is a code with words in `parts/cause.html`; `subject` is what it is about, to be shown.
    """

    def __init__(self, cause: str, subject: str = "") -> None:
        super().__init__(f"{cause} {subject}".strip())
        self.cause, self.subject = cause, subject


class Record(Protocol):
    """What a run remembers. Every write fails with Fenced once another process has the run."""

    async def find(self, key: str) -> "Journalled | None": ...
    async def journal(self, key: str, out: object) -> object: ...
    async def progress(self, progress: Mapping[str, object]) -> None: ...
    async def save(self, step: str, facts: Facts) -> None: ...
    async def read(self, query: Callable[[Session], T]) -> T: ...
    async def write(self, change: Callable[[Session], T]) -> T: ...
    def check(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Journalled:
    """What a finished effect gave back. There even when that is None."""

    out: Any


@dataclass(frozen=True)
class Context:
    """All that a job may touch."""

    run_id: str
    environment: Environment
    actor: str
    args: Mapping[str, Any]
    clock: Clock
    microsoft: Microsoft
    record: Record
    keys: KeyRing
    connect: Callable[[Environment], Microsoft]  # another environment, in the same person's name

    @property
    def environment_id(self) -> str:
        return self.environment.id

    def key(self, name: str) -> str:
        """For services that take an idempotency key: the same at every repeat of this effect."""
        return f"{self.run_id}:{name}"

    async def once(
        self, key: str, effect: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do an outside effect unless the journal has it; what it gives back must be JSON.

        What was in flight when a process died is sent a second time: the effect looks first, or
        carries `ctx.key(...)`. `key` names this need, so it never holds a time or an attempt.
        """
        if done := await self.record.find(key):
            known: T = done.out
            return known
        self.record.check()
        out: T = await self.record.journal(key, await effect(*args, **kwargs))  # type: ignore[assignment]
        return out

    async def progress(self, **progress: object) -> None:
        """Words for the page: plain JSON. Written only when it changed."""
        await self.record.progress(progress)

    async def check(self) -> None:
        """Raise if the run was stopped or taken over. Costs nothing: call it in long loops."""
        self.record.check()

    async def save(self, step: str, facts: Facts) -> None:
        """Keep what was seen, with the time and this run."""
        await self.record.save(step, facts)

    async def read(self, query: Callable[[Session], T]) -> T:
        """Ask our own store."""
        return await self.record.read(query)

    async def write(self, change: Callable[[Session], T]) -> T:
        """Change our own store, in one transaction, if the run is still ours; else Fenced.

        `change` must be safe to run twice: a locked database is tried again.
        """
        return await self.record.write(change)


class Lane(StrEnum):
    """Runs of one lane follow each other; runs of two lanes go on side by side."""

    CHANGE = "change"  # one at a time in an environment
    LOOK = "look"  # one at a time for a step of an environment: never waits behind a change
    WATCH = "watch"  # the same, for looks that go on for days: "Check again" does not wait for them


@dataclass(frozen=True)
class Job:
    name: str
    run: Callable[[Context], Awaitable[Outcome]]
    lane: Lane = Lane.CHANGE

    @property
    def step(self) -> str:
        return self.name.partition(".")[0]

    def lane_in(self, environment_id: str) -> str:
        match self.lane:
            case Lane.CHANGE:
                return environment_id
            case Lane.LOOK:
                return f"{environment_id}:{self.step}:look"
            case Lane.WATCH:
                return f"{environment_id}:{self.step}:watch"


def job(
    name: str, *, lane: Lane = Lane.CHANGE
) -> Callable[[Callable[[Context], Awaitable[Outcome]]], Job]:
    """Name a function `<step>.<verb>`, so that a run of it can be taken up after a restart."""
    return lambda function: Job(name, function, lane)
