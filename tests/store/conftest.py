from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.store.database import Database
from app.store.migrate import migrate

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> bytes:
    """An up-to-date SQLite file, made once."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(f"sqlite:///{folder / 'empty.db'}", folder / "backups", AT)
    return (folder / "empty.db").read_bytes()


@pytest.fixture
def url(tmp_path: Path, empty_database: bytes) -> str:
    (tmp_path / "store.db").write_bytes(empty_database)
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def database(url: str):
    database = Database(url, pauses=(0.0, 0.0))
    yield database
    database.dispose()
