"""Installations: when each was asked for, and by the clock what has become of it."""

from datetime import datetime, timedelta
from uuid import uuid4

from pydantic import BaseModel

from app.practice.ground import Ground
from app.practice.packages.catalogue import CATALOGUE, Package
from app.practice.plot import Installing

_BEGIN = timedelta(seconds=2)  # before, the wish is only noted
_LENGTH = timedelta(seconds=20)
_LAG = timedelta(seconds=4)  # how long the list of packages stays behind the operation
_STUMBLE = (timedelta(seconds=8), timedelta(seconds=14))


class Install(BaseModel):
    """`fault` is decided when it is asked for, and told when it ends."""

    package: str
    operation: str
    asked: datetime
    starts: datetime
    fault: str = ""
    stumbles: bool = False

    @property
    def ends(self) -> datetime:
        return self.starts + _LENGTH


class Kept(BaseModel):
    environments: dict[str, list[Install]] = {}


class Busy(Exception):
    """Another installation is under way in the environment."""


class Installs:
    def __init__(self, ground: Ground) -> None:
        self._clock, self._plot = ground.clock, ground.plot
        self._memory, self._worlds = ground.memory, ground.worlds
        self._kept = ground.memory.section("packages", Kept())
        self._done: set[str] = set()

    def ask(self, environment_id: str, package: Package) -> Install:
        now, listed = self._clock.now(), self._all(environment_id)
        busy_until = max((one.ends for one in listed), default=now)
        waits = busy_until > now
        if waits and self._plot.installing is not Installing.QUEUE:
            raise Busy
        starts = max(now, busy_until)
        install = Install(
            package=package.name,
            operation=str(uuid4()),
            asked=now,
            starts=starts,
            fault=self._fault(environment_id, package, starts),
            stumbles=self._plot.installing is Installing.RETRY,
        )
        self._kept.environments.setdefault(environment_id, []).append(install)
        self._memory.keep()
        return install

    def _fault(self, environment_id: str, package: Package, starts: datetime) -> str:
        if self._plot.installing is Installing.FAIL:
            return "Solution import failed: an unexpected error occurred. Asked for at the controls"
        by_name = {one.name: one for one in CATALOGUE}
        coming = {
            one.package for one in self._all(environment_id) if one.ends <= starts and not one.fault
        }
        for name in package.needs:
            if name not in coming and not self._is_present(environment_id, by_name[name]):
                return f"The import failed because the package '{name}' is missing"
        return ""

    def _is_present(self, environment_id: str, package: Package) -> bool:
        solutions = self._worlds[environment_id].solutions()
        return package.is_base or bool(package.solutions and package.solutions[-1] in solutions)

    def find(self, environment_id: str, operation: str) -> Install | None:
        listed = self._all(environment_id)
        return next((one for one in listed if one.operation == operation), None)

    def latest(self, environment_id: str, package: Package) -> Install | None:
        listed = reversed(self._all(environment_id))
        return next((one for one in listed if one.package == package.name), None)

    def state(self, environment_id: str, package: Package) -> str:
        """The word in the list of packages, which lags behind the operation."""
        install = self.latest(environment_id, package)
        now = self._clock.now()
        if install and not install.fault and now >= install.ends + _LAG:
            return "Installed"
        if install:
            return _word(install, now)
        return "Installed" if self._is_present(environment_id, package) else "None"

    def status(self, install: Install) -> str:
        """The word of the operation."""
        now = self._clock.now()
        if now >= install.ends:
            return "Failed" if install.fault else "Succeeded"
        return "Running" if now >= install.starts + _BEGIN else "NotStarted"

    def settle(self) -> None:
        """Put into the organizations what has been installed by now."""
        now = self._clock.now()
        for environment_id, listed in self._kept.environments.items():
            for one in listed:
                if now >= one.ends and not one.fault and one.operation not in self._done:
                    self._done.add(one.operation)
                    package = next(each for each in CATALOGUE if each.name == one.package)
                    world = self._worlds[environment_id]
                    world.install_solutions(package.solutions, package.version)

    def _all(self, environment_id: str) -> list[Install]:
        return self._kept.environments.get(environment_id, [])


def _word(install: Install, now: datetime) -> str:
    since = now - install.starts
    if now < install.starts:
        return "InstallScheduled"
    if since < _BEGIN:
        return "InstallRequested"
    if install.fault and now >= install.ends:
        return "InstallFailed"
    is_stumbling = install.stumbles and _STUMBLE[0] <= since < _STUMBLE[1]
    return "InstallRetrying" if is_stumbling else "Installing"
