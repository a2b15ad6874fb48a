"""One process of several that renew the tokens of one person, in four threads, five times each.

Run by a test, with one argument, JSON. Prints what it got: tokens, or why there were none.
"""

import json
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import anyio

from app.access.keys import KeyRing
from app.access.tokens import Tokens
from app.clock import SystemClock
from app.microsoft.errors import RemoteError
from app.store.database import Database
from tests.access.conformance.service import SCOPE, entra, way_to

_THREADS, _TIMES = 4, 5


@dataclass(frozen=True)
class Asked:
    database: str
    keys: str
    at: str
    user: str


async def renew(asked: Asked, name: str, outcomes: list[str]) -> None:
    """As a replica of the product does: nothing is shared but the database."""
    database, keys = Database(asked.database), KeyRing.open(Path(asked.keys))
    with way_to(asked.at) as http:
        tokens = Tokens(entra(http), keys, database, SystemClock(), name)
        for number in range(_TIMES):
            claims = json.dumps({"access_token": {"practice": {"value": f"{name} {number}"}}})
            try:
                outcomes.append(await tokens.token(asked.user, SCOPE, claims=claims))
            except RemoteError as error:
                outcomes.append(error.code)
    database.dispose()


def main(argument: str) -> None:
    asked, outcomes = Asked(**json.loads(argument)), list[str]()
    threads = [
        threading.Thread(target=anyio.run, args=(renew, asked, f"thread {number}", outcomes))
        for number in range(_THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(outcomes))  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main(sys.argv[1])
