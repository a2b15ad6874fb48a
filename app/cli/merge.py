"""Merging exports without a server, a tenant or a database."""

from contextlib import closing

import typer

from app.cli.loading import without_looking_for_garbage
from app.cli.merging import Order, merged, reported
from app.cli.output import Output, as_json
from app.cli.progress import Progress
from app.cli.refusal import refusals
from app.cli.telling import tell
from app.cli.words import translator

__all__ = ["Order", "merge"]


def merge(order: Order, output: Output, *, to_json: bool) -> None:
    """Ends with 1 while something is to be decided; the merged export is not written then."""
    to = translator(output.language)
    with refusals(), closing(Progress(to)) as progress, without_looking_for_garbage():
        output.check([order.base, order.site, order.template, order.decisions])
        made = merged(order, to, progress)
        progress.begin(to.gettext("Writing"))
        report = reported(made, to)
        output.write(made, report)
    if to_json:
        typer.echo(as_json(report), nl=False)
    else:
        tell(report, output.merged, to)
    if not made.is_clean:
        raise typer.Exit(1)
