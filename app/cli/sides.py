"""The exports that go into a merge, read from zips or folders."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.cli.progress import Progress
from app.cli.refusal import Refused
from app.exports import ExportRefused, Opened, SiteExport
from app.exports.alike import Alike
from app.exports.folder import open_members
from app.i18n.translator import Translator
from app.steps.update.texts import REFUSED


@dataclass(frozen=True)
class Side:
    """One export: its file's name, and what is in it."""

    name: str
    opened: Opened

    @property
    def export(self) -> SiteExport:
        return self.opened.export

    @cached_property
    def digest(self) -> str:
        """Another one for every change of any file."""
        return self.opened.members.digest()


@dataclass(frozen=True)
class Sides:
    base: Side | None
    site: Side
    template: Side

    def __iter__(self) -> Iterator[Side]:
        return iter(side for side in (self.base, self.site, self.template) if side)


def read_sides(paths: tuple[Path | None, Path, Path], to: Translator, progress: Progress) -> Sides:
    """Base, site and template, or Refused. Without a base, an export merged with itself is a slip;
    with one, the site has what the template brings, and nothing is left to do.
    """
    base, site, template = paths
    alike = Alike()

    def side(path: Path) -> Side:
        progress.begin(to.gettext("Reading %(file)s", file=path.name))
        return Side(path.name, _opened(path, alike, to, progress))

    sides = Sides(side(base) if base else None, side(site), side(template))
    if not base and _says(sides.site.export) == _says(sides.template.export):
        raise Refused(in_words(ExportRefused("same_file"), template.name, to))
    return sides


def _opened(path: Path, alike: Alike, to: Translator, progress: Progress) -> Opened:
    """A zip or a folder. What is no export, or not a safe one, is refused in words."""
    try:
        return Opened(open_members(path), alike, progress.part)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except ExportRefused as refused:
        raise Refused(in_words(refused, path.name, to)) from None


def _says(export: SiteExport) -> list[object]:
    """What an export says of the site, wherever its files lie."""
    rows = [(row.table, row.id, row.columns, row.links, row.content) for row in export.rows]
    return [export.layout, *rows]


def in_words(refused: ExportRefused, name: str, to: Translator) -> str:
    """What happened, what it means and what to do, with the code for whoever scripts this."""
    words = REFUSED[refused.code]
    places = {**refused.details, "name": name, "subject": refused.subject}
    said = (to.gettext(text, **places) for text in (words.says, words.means, words.do) if text)
    return f"{' '.join(said)} ({refused.code})"
