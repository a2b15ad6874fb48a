"""The wizard's own store, for commands that only read it: nothing is made and nothing migrated."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.access.keys import KeyRing, KeysUnreadable, KeysUnsafe
from app.cli.refusal import Refused
from app.settings import Settings
from app.store.database import Database
from app.store.migrate import Schema, look


def missing_file(settings: Settings) -> Path | None:
    """The SQLite file, if the database is one and it is not there."""
    url = make_url(settings.database)
    file = Path(url.database or "")
    return file if url.get_backend_name() == "sqlite" and not file.exists() else None


def shown(settings: Settings) -> str:
    """The database's address without its password."""
    return make_url(settings.database).render_as_string(hide_password=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database, if it is there and in the shape of this version; else Refused in words."""
    if missing_file(settings):
        raise Refused(f"{shown(settings)} is not there. PORTAL_SETUP_DATA_DIR says where it lies.")
    try:
        if problem := old_or_new(look(settings.database)):
            raise Refused(problem)
        database = Database(settings.database)
    except SQLAlchemyError as error:
        raise Refused(f"{shown(settings)} does not answer ({type(error).__name__}).") from None
    try:
        yield database
    finally:
        database.dispose()


def old_or_new(schema: Schema) -> str:
    """Why this version cannot work with the database as it is; empty when it can."""
    if schema.is_newer:
        return (
            f"The database is at revision {schema.found}, which this version does not know"
            f" ({schema.known}). Use the newer version that changed it."
        )
    if not schema.is_current:
        return (
            f"The database is at revision {schema.found or 'none'}; this version needs"
            f" {schema.known}. The next start updates it, or run: portal-setup migrate"
        )
    return ""


def open_keys(settings: Settings) -> KeyRing:
    """The keys that are there; a new file would only hide that they are gone."""
    path = settings.data_dir / "keys.json"
    if not path.exists():
        raise Refused(f"{path} is not there, so what is encrypted cannot be read.")
    try:
        return KeyRing.open(path)
    except KeysUnsafe:
        raise Refused(f"{path} can be read by others. Run: chmod 600 {path}") from None
    except (KeysUnreadable, OSError):
        raise Refused(f"{path} cannot be read as a key file.") from None
