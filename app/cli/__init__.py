"""The command line: `python -m app.cli serve`, `migrate`, `doctor` and `practice`.

Ends with 0 when it did what was asked, 1 when that failed, and 2 when it refused to start because
something must be put right first. Each command loads only what it needs: the rooms of the wizard
take a second or two.
"""

from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535)]
Leashed = Annotated[bool, typer.Option("--leashed", hidden=True)]
"""Stop when standard input ends: whoever started this cannot leave it behind, however it ends."""


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, leashed: Leashed = False) -> None:  # noqa: FBT002
    """Serve the wizard. Brings the database up to date first."""
    from app.cli.serve import serve as run  # noqa: PLC0415

    run(host, port, leashed=leashed)


@cli.command()
def migrate() -> None:
    """Bring the database up to date, keeping a copy of a SQLite file from before."""
    from app.cli.migrate import migrate as run  # noqa: PLC0415

    run()


@cli.command()
def doctor(
    reach: Annotated[bool, typer.Option(help="Also look whether Microsoft answers.")] = False,  # noqa: FBT002
) -> None:
    """Show the settings without secrets, and say what would keep the wizard from working."""
    from app.cli.doctor import doctor as run  # noqa: PLC0415

    run(reach=reach)


@cli.command()
def practice(
    state: Annotated[Path, typer.Option(help="The file it remembers itself in.")],
    exports: Annotated[Path, typer.Option(help="Where it lays its site exports.")],
    *,
    port: Port = 8001,
    base: Annotated[Path | None, typer.Option(help="An export that new sites are made of.")] = None,
    site: Annotated[Path | None, typer.Option(help="An export to show in Contoso UAT.")] = None,
    template: Annotated[
        Path | None, typer.Option(help="An export to show in Contoso Template.")
    ] = None,
    leashed: Leashed = False,
) -> None:
    """Serve the practice tenant, on this machine only; nothing real is behind it."""
    from app.cli.practice import practice as run  # noqa: PLC0415

    sites = {"base": base, "site": site, "template": template}
    run(port, state, exports, sites, leashed=leashed)
