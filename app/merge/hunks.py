"""Two sets of edits over one base: what one side did is taken, where both differ is a hunk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from app.merge.line_diff import FREE_WORK, edits
from app.merge.slide import Edit

CLOSE = 3  # unchanged lines between edits of different sides that still deserve a glance


class Origin(StrEnum):
    SAME = "same"
    SITE = "site"
    TEMPLATE = "template"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the merge; `origin` is None where the sides disagree."""

    origin: Origin | None
    base: Sequence[str]
    site: Sequence[str]
    template: Sequence[str]
    close_call: bool = False

    @property
    def merged(self) -> Sequence[str]:
        return self.template if self.origin is Origin.TEMPLATE else self.site


@dataclass(slots=True)
class _Group:
    """Edits that overlap or touch, with the stretch of base that they cover."""

    start: int
    end: int
    site: list[Edit]
    template: list[Edit]
    close: bool = False


def stretches(
    base: Sequence[str], site: Sequence[str], template: Sequence[str], work: int = FREE_WORK
) -> list[Stretch]:
    """The merge of three sequences in order; every token of the base is in exactly one piece."""
    groups = _groups(edits(base, site, work), edits(base, template, work))
    pieces: list[Stretch] = []
    at = site_at = template_at = 0
    for group in groups:
        unchanged = group.start - at
        if unchanged:
            pieces.append(_unchanged(base[at : group.start]))
        site_at, template_at = site_at + unchanged, template_at + unchanged
        site_end = site_at + _length(group, group.site)
        template_end = template_at + _length(group, group.template)
        piece = _judged(
            base[group.start : group.end],
            site[site_at:site_end],
            template[template_at:template_end],
        )
        pieces.append(replace(piece, close_call=group.close and piece.origin is not None))
        at, site_at, template_at = group.end, site_end, template_end
    if at < len(base):
        pieces.append(_unchanged(base[at:]))
    return pieces


def _unchanged(lines: Sequence[str]) -> Stretch:
    return Stretch(Origin.SAME, lines, lines, lines)


def _judged(base: Sequence[str], site: Sequence[str], template: Sequence[str]) -> Stretch:
    origin = None
    if site == template:
        origin = Origin.BOTH
    elif template == base:
        origin = Origin.SITE
    elif site == base:
        origin = Origin.TEMPLATE
    return Stretch(origin, base, site, template)


def _length(group: _Group, own: list[Edit]) -> int:
    return group.end - group.start + sum((e.b1 - e.b0) - (e.a1 - e.a0) for e in own)


def _groups(site: Sequence[Edit], template: Sequence[Edit]) -> list[_Group]:
    groups: list[_Group] = []
    for edit, of_site in sorted([(e, True) for e in site] + [(e, False) for e in template]):
        if not groups or edit.a0 > groups[-1].end:
            groups.append(_Group(edit.a0, edit.a1, [], []))
        group = groups[-1]
        group.end = max(group.end, edit.a1)
        (group.site if of_site else group.template).append(edit)
    _mark_close_calls(groups)
    return groups


def _mark_close_calls(groups: Sequence[_Group]) -> None:
    for one, other in pairwise(groups):
        crossing = (one.site and other.template) or (one.template and other.site)
        if crossing and other.start - one.end <= CLOSE:
            one.close = other.close = True
