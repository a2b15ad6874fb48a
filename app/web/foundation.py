from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.clock import Clock
from app.settings import Settings
from app.store.database import Database
from app.store.tables import Environment
from app.web.render import Pages
from app.wizard.journey import Stop


@dataclass(frozen=True, kw_only=True)
class Foundation:
    """What every page stands on.

    `journey` works out the four steps of an environment, for the column beside its pages.
    """

    settings: Settings
    database: Database
    clock: Clock
    pages: Pages
    journey: Callable[[Session, Environment], Sequence[Stop]]
    practice_limits: str = ""  # address of the practice tenant's page about what it simulates

    @property
    def db(self) -> Database:
        return self.database
