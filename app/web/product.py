from dataclasses import dataclass

from app.access.keys import KeyRing
from app.access.sign_in import SignIn
from app.access.tokens import Tokens
from app.jobs.engine import Engine
from app.microsoft.clients import Connections
from app.web.foundation import Foundation


@dataclass(frozen=True, kw_only=True)
class Product(Foundation):
    """The parts of the running product, put together in `main` and kept on `app.state.product`."""

    keys: KeyRing
    sign_in: SignIn
    tokens: Tokens
    engine: Engine
    connections: Connections
