"""What is owned under the chosen profile, and what is assigned to which environment of it."""

from pydantic import BaseModel

from app.practice.environments import ENVIRONMENTS
from app.practice.ground import Ground
from app.practice.licences.profiles import PROFILES, Profile
from app.practice.plot import Licences

POLICY_ID = "b0000000-0000-4000-8000-000000000001"
CURRENCIES = (
    "AI",
    "AppPass",
    "MCSMessages",
    "PortalAddOns",
    "PortalLogins",
    "PortalViews",
    "PowerPagesAuthenticated",
    "PowerPagesAnonymous",
)
_FOR_SITES = ("PowerPagesAuthenticated", "PortalLogins", "PortalAddOns")


class Assigned(BaseModel):
    """By profile, environment and currency; and the environments under the billing policy."""

    units: dict[str, dict[str, dict[str, int]]] = {}
    billed: list[str] = [one.id for one in ENVIRONMENTS]


class Holdings:
    def __init__(self, ground: Ground) -> None:
        self._plot, self._memory = ground.plot, ground.memory
        self._kept = ground.memory.section("licences", Assigned())

    @property
    def profile(self) -> Profile:
        return PROFILES[self._plot.licences]

    @property
    def is_forbidden(self) -> bool:
        return self._plot.licences is Licences.FORBIDDEN

    def assigned(self, environment_id: str) -> dict[str, int]:
        return dict(self._units().get(environment_id, {}))

    def assigned_in_all(self, currency: str) -> int:
        return sum(units.get(currency, 0) for units in self._units().values())

    def free(self, currency: str) -> int:
        return self.profile.bought.get(currency, 0) - self.assigned_in_all(currency)

    def assign(self, environment_id: str, units: dict[str, int]) -> None:
        """Raises ValueError, and changes nothing, when there is not enough of one of them."""
        now = self.assigned(environment_id)
        for currency, wanted in units.items():
            if wanted - now.get(currency, 0) > self.free(currency):
                raise ValueError(currency)
        self._units()[environment_id] = {**now, **units}
        self._memory.keep()

    def billed(self) -> list[str]:
        return list(self._kept.billed) if self.profile.pays_as_it_goes else []

    def bill(self, environments: list[str], *, add: bool) -> None:
        kept = [one for one in self._kept.billed if one not in environments]
        self._kept.billed = [*kept, *environments] if add else kept
        self._memory.keep()

    def policy_id(self, environment_id: str) -> str:
        return POLICY_ID if environment_id in self.billed() else ""

    def covers_sites(self, environment_id: str) -> bool:
        """Whether a site there may go into production."""
        assigned = self.assigned(environment_id)
        return bool(self.policy_id(environment_id) or any(assigned.get(c) for c in _FOR_SITES))

    def _units(self) -> dict[str, dict[str, int]]:
        first = {ENVIRONMENTS[self.profile.assigned_to].id: dict(self.profile.assigned)}
        return self._kept.units.setdefault(self._plot.licences, first)
