"""Which environments are linked to finance and operations: from the start, or by hand since."""

from pydantic import BaseModel

from app.practice.dataverse.organization import FinanceLink
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.ground import Ground


class Linked(BaseModel):
    """What was changed by hand, by environment."""

    environments: dict[str, bool] = {}


class Links:
    def __init__(self, ground: Ground) -> None:
        self._memory, self._worlds = ground.memory, ground.worlds
        self._kept = ground.memory.section("links", Linked())
        for one in ENVIRONMENTS:
            self._worlds[one.id].link_finance(self.finance(one))

    def finance(self, one: Environment) -> FinanceLink | None:
        is_linked = self._kept.environments.get(one.id, one.finance is not None)
        return finance_of(one) if is_linked else None

    def change(self, one: Environment, *, is_linked: bool) -> None:
        """What an administrator does in the admin center."""
        self._kept.environments[one.id] = is_linked
        self._worlds[one.id].link_finance(self.finance(one))
        self._memory.keep()


def finance_of(one: Environment) -> FinanceLink:
    """The finance and operations environment that belongs to it, linked or not."""
    made = FinanceLink(f"https://{one.domain}.operations.eu.dynamics.com/", f"f{one.id[1:]}")
    return one.finance or made


def finance_host(one: Environment) -> str:
    return finance_of(one).url.removeprefix("https://").rstrip("/")
