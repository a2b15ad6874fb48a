"""The three exports of a merge, read from disk; and what is said when one is no export."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.cli.refusal import Refused
from app.exports import ExportRefused, SiteExport, read_export
from app.exports.folder import read_packed
from app.i18n.translator import Translator
from app.steps.update.texts import REFUSED


@dataclass(frozen=True)
class Side:
    """One export: its file's name, its bytes as a zip, and what is in it."""

    name: str
    data: bytes
    export: SiteExport


@dataclass(frozen=True)
class Sides:
    base: Side | None
    site: Side
    template: Side

    def __iter__(self) -> Iterator[Side]:
        return iter(side for side in (self.base, self.site, self.template) if side)


def read_side(path: Path, to: Translator) -> Side:
    """A zip or a folder. What is no export, or not a safe one, is refused in words."""
    try:
        data = read_packed(path)
        return Side(path.name, data, read_export(data))
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except ExportRefused as refused:
        raise Refused(in_words(refused, path.name, to)) from None


def read_sides(base: Path | None, site: Path, template: Path, to: Translator) -> Sides:
    """All three, or Refused. Merging a file with itself is a slip of the pen."""
    sides = Sides(
        read_side(base, to) if base else None, read_side(site, to), read_side(template, to)
    )
    if sides.site.data == sides.template.data:
        raise Refused(in_words(ExportRefused("same_file"), sides.template.name, to))
    return sides


def in_words(refused: ExportRefused, name: str, to: Translator) -> str:
    """What happened, what it means and what to do, with the code for whoever scripts this."""
    words = REFUSED[refused.code]
    places = {**refused.details, "name": name, "subject": refused.subject}
    said = (to.gettext(text, **places) for text in (words.says, words.means, words.do) if text)
    return f"{' '.join(said)} ({refused.code})"
