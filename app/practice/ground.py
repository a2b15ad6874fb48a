"""What all services beside Dataverse stand on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from app.practice.clock import Clock
from app.practice.memory import Memory
from app.practice.plot import Plot
from app.practice.world import World


class Time(BaseModel):
    """How far the clock has been moved on."""

    offset: float = 0


@dataclass
class Ground:
    """`worlds` are the organizations by environment. What is in `memory` outlives the process."""

    clock: Clock
    memory: Memory
    worlds: Mapping[str, World]
    plot: Plot = field(init=False)

    def __post_init__(self) -> None:
        self.plot = self.memory.section("plot", Plot())
        self._time = self.memory.section("time", Time())
        self.clock.catch_up(self._time.offset)

    def keep_time(self) -> None:
        if self._time.offset != self.clock.offset:
            self._time.offset = self.clock.offset
            self.memory.keep()
