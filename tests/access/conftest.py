import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlmodel import SQLModel

from app.access.identity import Identity
from app.access.keys import KeyRing
from app.access.roles import Role
from app.access.sign_in import SignIn
from app.access.tokens import Tokens
from app.microsoft.endpoints import cloud
from app.microsoft.entra import Entra
from app.settings import Settings
from app.store.database import Database
from tests.access.provider import CLIENT, OID, TENANT, USER, Provider


@pytest.fixture
def anyio_backend():
    return "asyncio"


class MovedClock:
    """Starts at the real time, because MSAL looks at that; goes on only when it is moved."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)  # noqa: TID251

    def now(self) -> datetime:
        return self._now

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:  # noqa: ARG002
        self.advance(seconds=max(seconds, 1))

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path, tenant=TENANT, client_id=CLIENT, client_secret=SecretStr("secret-canary")
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> bytes:
    """A SQLite file with all tables, made once."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    database = Database(f"sqlite:///{file}")
    SQLModel.metadata.create_all(database.app_engine)
    database.dispose()
    return file.read_bytes()


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes):
    (tmp_path / "access.db").write_bytes(empty_database)
    database = Database(f"sqlite:///{tmp_path / 'access.db'}")
    yield database
    database.dispose()


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing.open(tmp_path / "keys.json")


@pytest.fixture
def provider(clock) -> Provider:
    return Provider(lambda: clock.now().timestamp())


@pytest.fixture
def entra(provider):
    with httpx.Client(transport=httpx.MockTransport(provider)) as http:
        yield Entra(
            cloud("public"), CLIENT, "secret-canary", "http://127.0.0.1:8000/auth/callback", http
        )


@pytest.fixture
def sign_in(entra, keys, database, clock, settings) -> SignIn:
    return SignIn(entra, keys, database, clock, settings)


@pytest.fixture
def tokens(entra, keys, database, clock) -> Tokens:
    return Tokens(entra, keys, database, clock, "here")


@pytest.fixture
def avery() -> Identity:
    return Identity(USER, TENANT, "Avery Example", "avery@contoso.example", Role.OPERATOR)


@pytest.fixture
def oid() -> str:
    return OID
