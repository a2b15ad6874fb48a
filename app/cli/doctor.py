"""What an administrator looks at first when the wizard does not start: settings, files, reach."""

from collections.abc import Iterator

import typer
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from app.cli.configured import read_settings
from app.cli.examining import examine
from app.cli.outside import look_outside, unproven
from app.cli.refusal import refusals
from app.cli.store_health import examine_store
from app.cli.verdict import Verdict
from app.settings import Settings


def doctor(*, reach: bool) -> None:
    """Ends with 1 when something would keep the wizard from working. Changes nothing."""
    with refusals():
        settings = read_settings()
    for name, value in shown(settings):
        typer.echo(f"{name} = {value}")
    typer.echo()
    lines = [*examine(settings), *examine_store(settings), *unproven(settings)]
    lines += look_outside(settings) if reach else []
    for line in lines:
        typer.echo(f"{line.verdict.value:8}{line.text}")
    if any(line.verdict is Verdict.PROBLEM for line in lines):
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
