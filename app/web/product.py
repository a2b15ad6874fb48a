from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.access.keys import KeyRing
from app.access.sign_in import SignIn
from app.access.tokens import Tokens
from app.clock import Clock
from app.jobs.engine import Engine
from app.microsoft.clients import Connections
from app.settings import Settings
from app.store.database import Database
from app.store.tables import Environment
from app.web.render import Pages
from app.wizard.journey import Stop


@dataclass(frozen=True)
class Product:
    """The parts of the running product, put together in `main` and kept on `app.state.product`."""

    settings: Settings
    database: Database
    clock: Clock
    keys: KeyRing
    sign_in: SignIn
    tokens: Tokens
    engine: Engine
    connections: Connections
    pages: Pages
    journey: Callable[[Session, Environment], Sequence[Stop]]
    practice_limits: str = ""  # address of the practice tenant's page about what it simulates

    @property
    def db(self) -> Database:
        return self.database
