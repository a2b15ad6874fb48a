"""From what was ordered to what came of it, told while it goes on."""

from dataclasses import dataclass
from pathlib import Path

from app.cli.decided import read_decisions
from app.cli.progress import Progress
from app.cli.sides import read_sides
from app.cli.unattended import Merged, put_together
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
    answers = read_decisions(order.decisions)
    sides = read_sides((order.base, order.site, order.template), to, progress)
    progress.begin(to.gettext("Merging the records"))
    return put_together(sides, answers, accept=order.accept, tell=progress.part)
