"""Bringing the database up to date, or leaving it as it is and saying why."""

import sys

import typer

from app.cli.configured import read_settings
from app.cli.refusal import Refused, refusals
from app.clock import SystemClock
from app.settings import Settings
from app.store.lock import AlreadyInUse
from app.store.migrate import MigrationFailed, NewerSchema, Report
from app.store.migrate import migrate as bring_up_to_date


def migrate() -> None:
    with refusals():
        report = prepare(read_settings())
    typer.echo("The database is brought up to date." if report.changed else "Nothing to do.")
    if report.backup:
        typer.echo(f"A copy from before is kept at {report.backup}.")


def prepare(settings: Settings) -> Report:
    """Migrate, or refuse and change nothing. Ends with 1 when it was tried and failed."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = SystemClock().now()
    try:
        return bring_up_to_date(settings.database, settings.data_dir / "backups", now)
    except (AlreadyInUse, NewerSchema, ValueError) as error:
        raise Refused(str(error)) from None
    except MigrationFailed as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(1) from None
