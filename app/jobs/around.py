from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.access.keys import KeyRing
from app.clock import Clock
from app.jobs.job import Job
from app.microsoft.clients import Microsoft
from app.store.database import Database
from app.store.tables import Environment

Connect = Callable[[Environment, str], Microsoft]
"""From an environment and the user whose tokens are used to the clients."""


class Knobs(Protocol):
    """The part of the settings that runs depend on."""

    @property
    def queue_poll_seconds(self) -> float: ...


@dataclass(frozen=True)
class Around:
    """What every attempt of this process needs."""

    database: Database
    clock: Clock
    jobs: Mapping[str, Job]
    connect: Connect
    keys: KeyRing
