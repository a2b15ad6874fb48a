"""Merging exports without a server, a tenant or a database."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from app.cli.decided import questions, read_decisions
from app.cli.merge_report import report_of
from app.cli.paths import check_places, write_private, write_text
from app.cli.refusal import refusals
from app.cli.sides import Sides, check_different, read_side
from app.cli.telling import tell
from app.cli.unattended import Merged, put_together
from app.cli.words import Language, translator


@dataclass(frozen=True)
class Order:
    """What was asked for. `out` and the other files are written, `None` ones are not."""

    base: Path | None
    site: Path
    template: Path
    out: Path
    decisions: Path | None = None
    report: Path | None = None
    questions: Path | None = None
    accept: bool = False
    as_json: bool = False
    language: Language = Language.EN

    @property
    def read(self) -> tuple[Path, ...]:
        return tuple(p for p in (self.base, self.site, self.template, self.decisions) if p)

    @property
    def written(self) -> tuple[Path, ...]:
        return tuple(p for p in (self.out, self.report, self.questions) if p)


def merge(order: Order) -> None:
    """Ends with 1 while something is to be decided; the merged export is not written then."""
    with refusals():
        check_places(order.read, order.written, order.report)
        merged = _merged(order)
        report = report_of(merged.sides, merged.outcome, merged.secrets)
        _write(order, merged, report)
    if order.as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        tell(report, order.out, translator(order.language))
    if merged.outcome.open:
        raise typer.Exit(1)


def _merged(order: Order) -> Merged:
    to = translator(order.language)
    answers = read_decisions(order.decisions)
    progress("Reading the exports ...")
    sides = Sides(
        read_side(order.base, to) if order.base else None,
        read_side(order.site, to),
        read_side(order.template, to),
    )
    check_different(sides, to)
    progress("Merging ...")
    return put_together(sides, answers, accept=order.accept)


def _write(order: Order, merged: Merged, report: Mapping[str, Any]) -> None:
    """The merged export comes last: where it is, everything else is there, too."""
    progress("Writing ...")
    if order.questions:
        write_text(order.questions, as_text(questions(report["conflicts"])))
    if order.report:
        write_text(order.report, _in_its_format(order, report))
    if not merged.outcome.open:
        write_private(order.out, merged.export())


def _in_its_format(order: Order, report: Mapping[str, Any]) -> str:
    if order.report and order.report.suffix.lower() == ".json":
        return as_text(report)
    from app.cli.paper import printed  # noqa: PLC0415 - a second for Jinja, only for this
    from app.clock import SystemClock  # noqa: PLC0415 - likewise

    return printed(dict(report), order.language, SystemClock().now())


def as_text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def progress(what: str) -> None:
    """For a person who watches; a script's log stays quiet."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{what}\n")
