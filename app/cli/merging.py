"""From what was ordered to what came of it, told while it goes on."""

from dataclasses import dataclass
from pathlib import Path

from app.cli.decided import read_decisions
from app.cli.merge_report import Plain, report_of
from app.cli.progress import Progress
from app.cli.refusal import Refused
from app.cli.sides import in_words, read_sides
from app.cli.unattended import Merged, put_together
from app.exports import ExportRefused, without_a_place
from app.i18n.translator import Translator


@dataclass(frozen=True)
class Order:
    """What is merged, and how."""

    base: Path | None
    site: Path
    template: Path
    decisions: Path | None
    accept: bool


def merged(order: Order, to: Translator, progress: Progress) -> Merged:
    """Refused where something handed in cannot be used, or the result has no place."""
    answers = read_decisions(order.decisions)
    sides = read_sides((order.base, order.site, order.template), to, progress)
    progress.begin(to.gettext("Merging the records"))
    made = put_together(sides, answers, accept=order.accept, tell=progress.part)
    if made.is_clean:
        _check_place(made, to)
    return made


def reported(made: Merged, to: Translator) -> Plain:
    """What came of it; the export is put together for that, or Refused where it does not fit."""
    try:
        return report_of(made)
    except ExportRefused as refused:
        raise Refused(in_words(refused, made.sides.site.name, to)) from None


def _check_place(made: Merged, to: Translator) -> None:
    """Refuse a result with records that no export of this kind, nor a pac folder, can hold."""
    site = made.sides.site
    tables = {table for table, _ in made.outcome.result.records}
    if homeless := without_a_place(site.export.layout, tables):
        unwritten = ExportRefused("not_written", ", ".join(homeless))
        raise Refused(in_words(unwritten, site.name, to))
