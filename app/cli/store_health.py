"""What the doctor finds about the database."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from app.access.audit import verify
from app.cli.opening import missing_file, old_or_new, shown
from app.cli.verdict import Line, note, ok, problem
from app.settings import Settings
from app.store.database import Database
from app.store.migrate import Schema, look
from app.store.site_tables import SiteFile
from app.store.tables import TokenCache


def examine_store(settings: Settings) -> Iterator[Line]:
    name = shown(settings)
    if missing_file(settings):
        yield ok(f"{name} is not there yet; the first start makes it.")
        return
    try:
        schema = look(settings.database)
    except SQLAlchemyError as error:
        yield problem(f"{name} does not answer ({type(error).__name__}).")
        return
    yield ok(f"{name} answers.")
    yield _schema(schema)
    yield from _inside(settings, current=schema.is_current)


def _schema(schema: Schema) -> Line:
    if said := old_or_new(schema):
        return problem(said) if schema.is_newer else note(said)
    return ok(f"The database is at revision {schema.found}, as this version needs it.")


def _inside(settings: Settings, *, current: bool) -> Iterator[Line]:
    database = Database(settings.database)
    try:
        database.run(lambda session: session.execute(text("SELECT 1")))  # takes the write lock
        yield ok("The database can be written.")
        keys = settings.data_dir / "keys.json"
        if current and not keys.exists() and database.run(_holds_sealed, ro=True):
            yield problem(f"{keys} is gone, and the database holds what only it can open."
                          " Put it back from a backup.")  # fmt: skip
        if current:
            yield _audit(database.run(verify, ro=True))
    except SQLAlchemyError as error:
        yield problem(f"The database cannot be written ({type(error).__name__}). {_hint(settings)}")
    finally:
        database.dispose()


def _audit(broken: int | None) -> Line:
    if broken is None:
        return ok("The audit log holds what was recorded.")
    return problem(
        f"Entry {broken} of the audit log is not what was recorded, or one before it is gone."
        " Compare it with a backup, and find out who can write the database."
    )


def _holds_sealed(session: Session) -> bool:
    found = (session.exec(select(one).limit(1)).first() for one in (SiteFile.id, TokenCache.id))
    return any(found)


def _hint(settings: Settings) -> str:
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        return "Give its user the right to write."
    file = Path(url.database or "")
    return f"The account needs to write {file} and its folder; a full disk looks the same."
