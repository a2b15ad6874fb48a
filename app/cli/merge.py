"""Merging exports without a server, a tenant or a database."""

import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from app.cli.decided import read_decisions
from app.cli.merge_report import report_of
from app.cli.output import Output, as_json
from app.cli.refusal import refusals
from app.cli.sides import read_sides
from app.cli.telling import tell
from app.cli.unattended import Merged, put_together
from app.cli.words import translator


@dataclass(frozen=True)
class Order:
    """What is merged, and how."""

    base: Path | None
    site: Path
    template: Path
    decisions: Path | None
    accept: bool


def merge(order: Order, output: Output, *, to_json: bool) -> None:
    """Ends with 1 while something is to be decided; the merged export is not written then."""
    with refusals():
        output.check([order.base, order.site, order.template, order.decisions])
        merged = _merged(order, output)
        report = report_of(merged)
        progress("Writing ...")
        output.write(merged, report)
    if to_json:
        typer.echo(as_json(report), nl=False)
    else:
        tell(report, output.merged, translator(output.language))
    if not merged.is_clean:
        raise typer.Exit(1)


def _merged(order: Order, output: Output) -> Merged:
    answers = read_decisions(order.decisions)
    progress("Reading the exports ...")
    to = translator(output.language)
    sides = read_sides(order.base, order.site, order.template, to)
    progress("Merging ...")
    return put_together(sides, answers, accept=order.accept)


def progress(what: str) -> None:
    """For a person who watches; a script's log stays quiet."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{what}\n")
