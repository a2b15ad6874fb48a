"""Three-way merge of one text, by lines.

The result is a list of pieces, never marked-up text: a page or an export cannot hold a conflict
marker by accident.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.merge.content_hash import short_hash
from app.merge.hunks import Origin, Stretch, stretches
from app.merge.line_ends import lines_of, plain, style_of, written
from app.merge.outcome import FIRST_LINES, Lines, Suggestion
from app.merge.suggestions import suggestions_for

AROUND = 3  # lines of the base on either side


@dataclass(frozen=True, slots=True)
class Merged:
    """Text that nobody needs to decide about; a close call deserves a glance."""

    text: str
    origin: Origin
    close_call: bool = False


@dataclass(frozen=True, slots=True)
class Hunk:
    """The same place changed differently. `base` is None when there is no base to compare with."""

    base: str | None
    site: str
    template: str
    suggestions: tuple[Suggestion, ...] = ()
    around: tuple[str, ...] = ()  # the base's lines before and after: they tell equal hunks apart
    lines: Lines = FIRST_LINES

    @property
    def name(self) -> str:
        """What stays when the sides, their line ends, or other places of the text change."""
        return short_hash(None if self.base is None else plain(self.base), self.around)


Segment = Merged | Hunk


def merge_text(base: str | None, site: str, template: str) -> list[Segment]:
    """Merge what the template changed since `base` into the site's text, in its line-end style.

    Without a base, equal texts are merged and different ones are a single hunk.
    """
    if settled := _settled(base, site, template):
        return [settled]
    style = style_of(site) or style_of(template) or "\n"
    if base is None:
        return [Hunk(None, site, written(plain(template), style))]
    pieces = stretches(lines_of(plain(base)), lines_of(plain(site)), lines_of(plain(template)))
    return list(_segments(pieces, lines_of(plain(base)), style))


def _settled(base: str | None, site: str, template: str) -> Merged | None:
    """The answer where no lines need comparing: bytes in are bytes out."""
    if site == base != template:
        return Merged(template, Origin.TEMPLATE)
    if plain(site) == plain(template):
        is_same = base is not None and plain(base) == plain(site)
        return Merged(site, Origin.SAME if is_same else Origin.BOTH)
    if base is None:
        return None
    if plain(template) == plain(base):
        return Merged(site, Origin.SITE)
    if plain(site) == plain(base):
        style = style_of(site) or style_of(template) or "\n"
        return Merged(written(plain(template), style), Origin.TEMPLATE)
    return None


def _segments(pieces: Sequence[Stretch], base: Sequence[str], style: str) -> Iterator[Segment]:
    at = FIRST_LINES
    for piece in pieces:
        start, end = at.base - 1, at.base - 1 + len(piece.base)
        around = (*base[max(start - AROUND, 0) : start], "", *base[end : end + AROUND])
        yield _segment(piece, style, around, at)
        sides = (piece.base, piece.site, piece.template)
        at = Lines(*(line + len(side) for line, side in zip(at, sides, strict=True)))


def _segment(piece: Stretch, style: str, around: tuple[str, ...], at: Lines) -> Segment:
    if piece.origin is not None:
        return Merged(written("".join(piece.merged), style), piece.origin, piece.close_call)
    return Hunk(
        written("".join(piece.base), style),
        written("".join(piece.site), style),
        written("".join(piece.template), style),
        tuple(Suggestion(s.reason, written(s.text, style)) for s in suggestions_for(piece)),
        around,
        at,
    )
