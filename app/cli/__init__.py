"""The command line: `.venv/bin/portal-setup`, or `python -m app.cli`, and a command.

Ends with 0 when it did what was asked, 1 when that failed or something waits for a person, and 2
when it refused to start because something must be put right first. Each command loads only what it
needs: the rooms of the wizard take a second or two.
"""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.language import Language
from app.cli.loading import load

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535)]
Leashed = Annotated[bool, typer.Option("--leashed", hidden=True)]
"""Stop when standard input ends: whoever started this cannot leave it behind, however it ends."""


AsJson = Annotated[bool, typer.Option("--json", help="One JSON document, of a stable shape.")]
In = Annotated[Language, typer.Option("--lang", help="English or Korean.")]


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, leashed: Leashed = False) -> None:  # noqa: FBT002
    """Serve the wizard. Brings the database up to date first."""
    load("app.cli.serve").serve(host, port, leashed=leashed)


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
    new_ids: Annotated[
        bool, typer.Option("--new-ids", help="Begin anew, with ids that no earlier start had.")
    ] = False,
    leashed: Leashed = False,
) -> None:
    """Serve the practice tenant, on this machine only; nothing real is behind it."""
    loaded = load("app.cli.practice")
    sites = loaded.Sites({"base": base, "site": site, "template": template}, new_ids)
    loaded.practice(port, state, exports, sites, leashed=leashed)


@cli.command()
def status(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="Its name, address or id.")],
    *,
    as_json: AsJson = False,
    lang: In = Language.EN,
) -> None:
    """Say how far an environment is, from what the wizard has seen. Asks Microsoft nothing.

    Ends with 0 when all four steps are completed, 1 when not, 2 when there is no such environment.
    """
    from app.cli.status import status as run  # noqa: PLC0415

    run(environment, lang, as_json=as_json)


@cli.command()
def merge(
    site: Annotated[Path, typer.Option(help="Export of your site: a zip, or its folder.")],
    template: Annotated[Path, typer.Option(help="Export of the new template.")],
    out: Annotated[Path, typer.Option(help="The merged export to write, a zip.")],
    *,
    base: Annotated[
        Path | None, typer.Option(help="Export of what the site was made from, if there is one.")
    ] = None,
    decisions: Annotated[Path | None, typer.Option(help="Answers, as JSON.")] = None,
    questions: Annotated[
        Path | None, typer.Option(help="Write what is open here, as decisions to fill in.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report: .html or .json.")] = None,
    accept_suggestions: Annotated[
        bool, typer.Option("--accept-suggestions", help="Take the answers evidence speaks for.")
    ] = False,
    as_json: AsJson = False,
    lang: In = Language.EN,
) -> None:
    """Merge exports of a site, without server, tenant or database.

    Ends with 0 when the merged export is written, 1 when decisions are left (it is not written,
    and they are listed), 2 when something that was handed in cannot be used.
    """
    from app.cli.merge import Order  # noqa: PLC0415
    from app.cli.merge import merge as run  # noqa: PLC0415
    from app.cli.output import Output  # noqa: PLC0415

    order = Order(base, site, template, decisions, accept_suggestions)
    run(order, Output(out, report, questions, lang), to_json=as_json)


licences = typer.Typer(no_args_is_help=True, help="The table of products and service plans.")
cli.add_typer(licences, name="licences")


@licences.command()
def update(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Microsoft's list as a file, instead of downloading it."),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
    ] = False,
) -> None:
    """Bring the table of licences up to date from the list that Microsoft publishes.

    Reaches download.microsoft.com, and only when this command is run. Ends with 1 when the list
    cannot be had, 2 when a file is not that list.
    """
    from app.cli.licences import update as run  # noqa: PLC0415

    run(source, dry_run=dry_run)
