"""What was asked of each table map and when, and by the clock what has become of it."""

from datetime import datetime, timedelta
from uuid import uuid4

from pydantic import BaseModel

from app.practice.environments import ENVIRONMENTS, Role
from app.practice.gateway.table_maps import OLD_MAP_SOLUTION, TableMap, read_table_maps
from app.practice.ground import Ground

STOPPED, SYNCING, CATCHING_UP, RUNNING, PAUSED, NOT_RUNNING = "1", "2", "3", "4", "5", "6"
START, STOP, PAUSE, RESUME, INITIALISE = "1", "4", "5", "6", "8"
ALLOWED = {
    STOPPED: (START,),
    SYNCING: (),
    CATCHING_UP: (),
    RUNNING: (STOP, PAUSE),
    PAUSED: (STOP, RESUME),
    NOT_RUNNING: (INITIALISE,),
}
INITIAL_SYNC = timedelta(seconds=15)
_LENGTHS = {
    START: timedelta(seconds=3),
    STOP: timedelta(seconds=2),
    PAUSE: timedelta(seconds=2),
    RESUME: timedelta(seconds=5),
    INITIALISE: timedelta(seconds=2),
}
_BEGIN = timedelta(seconds=1)
_BETWEEN = {RESUME: CATCHING_UP, START: SYNCING}
_AFTER = {START: RUNNING, STOP: STOPPED, PAUSE: PAUSED, RESUME: RUNNING, INITIALISE: STOPPED}
_STILL = (STOPPED, NOT_RUNNING)
_APPLYING = timedelta(seconds=5)


class Request(BaseModel):
    """`fault` is decided when it is asked for, and told when it ends."""

    id: str
    action: str
    asked: datetime
    copies: bool = False  # an initial sync
    master: str = "CRM"
    fault: str = ""

    @property
    def ends(self) -> datetime:
        return self.asked + (INITIAL_SYNC if self.copies else _LENGTHS[self.action])

    def state(self, before: str, now: datetime) -> str:
        """Of the map, when it was `before` until this was asked."""
        if now >= self.ends:
            return STOPPED if self.fault else _AFTER[self.action]
        has_begun = now >= self.asked + _BEGIN and (self.copies or self.action == RESUME)
        return _BETWEEN[self.action] if has_begun else before

    def word(self, now: datetime) -> str:
        """Of the request itself: waiting, completed, error."""
        return "1" if now < self.ends else "3" if self.fault else "2"


class Entry(BaseModel):
    """One map. `first` is the state before the first request."""

    first: str = NOT_RUNNING
    requests: list[Request] = []

    def state(self, now: datetime) -> str:
        state = self.first
        for one in self.requests:
            state = one.state(state, now)
        return state

    def is_busy(self, now: datetime) -> bool:
        return bool(self.requests) and now < self.requests[-1].ends


class Applying(BaseModel):
    id: str
    solutions: list[str]
    asked: datetime

    @property
    def ends(self) -> datetime:
        return self.asked + _APPLYING


class Side(BaseModel):
    """One environment. `applied` are map solutions, `doubled` those that were applied badly."""

    applied: list[Applying] = []
    maps: dict[str, Entry] = {}
    keys: dict[str, list[str]] = {}


class Kept(BaseModel):
    environments: dict[str, Side] = {}


class Book:
    def __init__(self, ground: Ground) -> None:
        self._clock, self._memory, self._worlds = ground.clock, ground.memory, ground.worlds
        self._kept = ground.memory.section("maps", Kept(environments=_standing(ground)))
        self._shown: dict[tuple[str, str], str] = {}

    def now(self) -> datetime:
        return self._clock.now()

    def listed(self, environment_id: str) -> list[TableMap]:
        """The maps of the solutions that have been applied by now."""
        applied = self.applied(environment_id)
        everything = OLD_MAP_SOLUTION in applied
        return [one for one in read_table_maps() if everything or one.solution in applied]

    def applied(self, environment_id: str) -> frozenset[str]:
        now = self.now()
        done = (one for one in self._side(environment_id).applied if now >= one.ends)
        return frozenset(name for one in done for name in one.solutions)

    def doubled(self, environment_id: str) -> frozenset[str]:
        """Solutions that were asked for together with another, which makes their maps twice."""
        many = (one for one in self._side(environment_id).applied if len(one.solutions) > 1)
        return frozenset(name for one in many for name in one.solutions)

    def apply(self, environment_id: str, solutions: list[str]) -> Applying:
        asked = Applying(id=str(uuid4()), solutions=solutions, asked=self.now())
        self._side(environment_id).applied.append(asked)
        self._memory.keep()
        return asked

    def applying(self, environment_id: str, request_id: str) -> Applying | None:
        listed = self._side(environment_id).applied
        return next((one for one in listed if one.id == request_id), None)

    def entry(self, environment_id: str, table_map: TableMap) -> Entry:
        return self._side(environment_id).maps.setdefault(table_map.key, Entry())

    def state(self, environment_id: str, table_map: TableMap) -> str:
        return self.entry(environment_id, table_map).state(self.now())

    def running_sets(self, environment_id: str) -> frozenset[str]:
        return frozenset(
            one.entity_set
            for one in self.listed(environment_id)
            if self.state(environment_id, one) == RUNNING
        )

    def ask(self, environment_id: str, table_map: TableMap, request: Request) -> None:
        self.entry(environment_id, table_map).requests.append(request)
        self._memory.keep()

    def keys(self, environment_id: str) -> dict[str, list[str]]:
        """The integration keys that were set here, by set."""
        return self._side(environment_id).keys

    def set_keys(self, environment_id: str, keys: dict[str, list[str]]) -> None:
        self._side(environment_id).keys.update(keys)
        self._memory.keep()

    def settle(self) -> None:
        """Tell the organizations which maps have started or stopped."""
        for environment_id, side in self._kept.environments.items():
            for one in read_table_maps():
                if one.key in side.maps and not one.is_twin:
                    self._show(environment_id, one, side.maps[one.key].state(self.now()))

    def _show(self, environment_id: str, table_map: TableMap, state: str) -> None:
        """A pause is kept from Dataverse: whether it shows there is not known."""
        key, world = (environment_id, table_map.key), self._worlds[environment_id]
        before, self._shown[key] = self._shown.get(key), state
        if state == RUNNING and before != RUNNING:
            world.start_map(table_map.name)
        elif state in _STILL and before not in _STILL:
            world.stop_map(table_map.name)

    def _side(self, environment_id: str) -> Side:
        return self._kept.environments.setdefault(environment_id, Side())


def _standing(ground: Ground) -> dict[str, Side]:
    """Where a portal stands at the first start, its maps run."""
    solutions = sorted({one.solution for one in read_table_maps()})
    long_ago = ground.clock.now() - timedelta(days=30)
    return {
        one.id: Side(
            applied=[
                Applying(id=str(uuid4()), solutions=[name], asked=long_ago) for name in solutions
            ],
            maps={
                each.key: Entry(first=STOPPED if each.is_spare else RUNNING)
                for each in read_table_maps()
            },
        )
        for one in ENVIRONMENTS
        if one.role is not Role.EMPTY
    }
