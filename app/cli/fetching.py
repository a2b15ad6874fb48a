"""Microsoft's list of products, out of a file or from Microsoft, with the day it is of."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from app.cli.refusal import Refused
from app.clock import SystemClock
from app.microsoft.errors import RemoteError
from app.microsoft.published_list import ADDRESS, download
from app.settings import Settings
from app.steps.licensing.published import LARGEST


def from_file(source: Path) -> tuple[bytes, str]:
    """Dated by the file itself: the list carries no date."""
    try:
        with source.open("rb") as file:
            data = file.read(LARGEST + 1)
        changed = datetime.fromtimestamp(source.stat().st_mtime, UTC).date()
    except OSError as error:
        raise Refused(f"{source} cannot be read: {error.strerror}.") from None
    return data, changed.isoformat()


def from_microsoft(settings: Settings) -> tuple[bytes, str]:
    typer.echo(f"Asking {ADDRESS}")
    try:
        got = download(settings.microsoft_at)
    except RemoteError as error:
        typer.echo(
            f"The list could not be had ({error}). Download it with a browser from the page"
            ' "Product names and service plan identifiers for licensing" of Microsoft Learn, and'
            " use --from FILE.",
            err=True,
        )
        raise typer.Exit(1) from None
    return got.data, (got.dated or SystemClock().now().date()).isoformat()
