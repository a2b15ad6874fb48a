"""What an administrator looks at first when the wizard does not start: settings, files, reach."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import typer
from pydantic import SecretStr
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.cli.refusal import Refused, check_client, read_settings, refusals
from app.microsoft.endpoints import cloud
from app.settings import Settings

OTHERS = 0o077


@dataclass(frozen=True)
class Line:
    good: bool
    text: str


def doctor(*, reach: bool) -> None:
    """Ends with 1 when something would keep the wizard from working."""
    with refusals():
        settings = read_settings()
    for name, value in shown(settings):
        typer.echo(f"{name} = {value}")
    typer.echo()
    lines = [*look(settings), *(look_outside(settings) if reach else [])]
    for line in lines:
        typer.echo(f"{'ok      ' if line.good else 'problem '}{line.text}")
    if not all(line.good for line in lines):
        raise typer.Exit(1)


def shown(settings: Settings) -> Iterator[tuple[str, str]]:
    """Each variable with its value; a secret only as set or not set."""
    for field in type(settings).model_fields:
        value: object = getattr(settings, field)
        if isinstance(value, SecretStr):
            value = "(set)" if value.get_secret_value() else "(not set)"
        elif field == "database_url" and value:
            value = make_url(str(value)).render_as_string(hide_password=True)
        yield f"PORTAL_SETUP_{field.upper()}", str(value)


def look(settings: Settings) -> Iterator[Line]:
    try:
        check_client(settings)
        yield Line(good=True, text="A client id is set and fits where it is used.")
    except Refused as refusal:
        yield Line(good=False, text=str(refusal))
    yield from _files(settings.data_dir)
    yield _database(settings)


def _files(data_dir: Path) -> Iterator[Line]:
    if not data_dir.exists():
        yield Line(good=True, text=f"{data_dir} is not there yet; the first start makes it.")
        return
    for key in sorted(data_dir.glob("*key*")):
        if key.stat().st_mode & OTHERS:
            yield Line(good=False, text=f"{key} can be read by others. Run: chmod 600 {key}")
        else:
            yield Line(good=True, text=f"{key} can be read by its owner only.")


def _database(settings: Settings) -> Line:
    url = make_url(settings.database)
    name = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return Line(good=True, text=f"{name} is not there yet; the first start makes it.")
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return Line(good=False, text=f"{name} does not answer ({type(error).__name__}).")
    finally:
        engine.dispose()
    return Line(good=True, text=f"{name} answers.")


def look_outside(settings: Settings) -> Iterator[Line]:
    """Whether a connection comes about. Nothing is sent."""
    here = settings.microsoft_at
    at = cloud(settings.cloud)
    for address in [here] if here else [at.login, at.graph, at.power_platform]:
        parts = urlsplit(address if "//" in address else f"https://{address}")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), timeout=5).close()
        except OSError as error:
            yield Line(good=False, text=f"{parts.hostname}:{port} does not answer ({error}).")
        else:
            yield Line(good=True, text=f"{parts.hostname}:{port} answers.")
