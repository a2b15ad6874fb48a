"""Which environments are linked to finance and operations: from the start, or by hand since."""

from pydantic import BaseModel

from app.practice.dataverse.organization import FinanceLink
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.ground import Ground


class Linked(BaseModel):
    environments: list[str] = []


class Links:
    def __init__(self, ground: Ground) -> None:
        self._memory, self._worlds = ground.memory, ground.worlds
        self._kept = ground.memory.section("links", Linked())
        for one in ENVIRONMENTS:
            if one.id in self._kept.environments:
                self._worlds[one.id].link_finance(finance_of(one))

    def finance(self, one: Environment) -> FinanceLink | None:
        return finance_of(one) if one.finance or one.id in self._kept.environments else None

    def link(self, one: Environment) -> None:
        """What an administrator does in the admin center."""
        if not self.finance(one):
            self._kept.environments.append(one.id)
            self._worlds[one.id].link_finance(finance_of(one))
            self._memory.keep()


def finance_of(one: Environment) -> FinanceLink:
    """The finance and operations environment that belongs to it, linked or not."""
    made = FinanceLink(f"https://{one.domain}.operations.eu.dynamics.com/", f"f{one.id[1:]}")
    return one.finance or made


def finance_host(one: Environment) -> str:
    return finance_of(one).url.removeprefix("https://").rstrip("/")
