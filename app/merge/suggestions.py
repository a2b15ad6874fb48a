"""What people usually did with a hunk like this one. Texts for a button, nothing preselected."""

import re
from collections.abc import Sequence

from app.merge.hunks import Stretch, stretches
from app.merge.line_diff import edits
from app.merge.outcome import Suggestion
from app.merge.slide import Edit

LONGEST_FOR_WORDS = 20_000
WORK_FOR_WORDS = 200_000
_WORD = re.compile(r"\w+|[^\S\n]+|\n|.")


def suggestions_for(hunk: Stretch) -> tuple[Suggestion, ...]:
    """In the order of preference; two rules that give the same text are one suggestion."""
    site, template = edits(hunk.base, hunk.site), edits(hunk.base, hunk.template)
    proposals = (
        ("spacing", _more_than_spacing(hunk)),
        ("larger", _larger(hunk, site, template)),
        ("combined", _combined(hunk, site, template)),
        ("both", _both(hunk)),
        ("words", _by_words(hunk)),
    )
    texts: dict[str, str] = {}
    for reason, text in proposals:
        if text is not None:
            texts.setdefault(text, reason)
    return tuple(Suggestion(reason, text) for text, reason in texts.items())


def only_spacing(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space."""
    return "".join(one.split()) == "".join(other.split())


def join(one: str, other: str) -> str:
    """One text after the other, on lines of their own."""
    return one + "\n" + other if one and other and not one.endswith("\n") else one + other


def _more_than_spacing(hunk: Stretch) -> str | None:
    base, site, template = ("".join(lines) for lines in (hunk.base, hunk.site, hunk.template))
    if only_spacing(base, site):
        return template
    return site if only_spacing(base, template) else None


def _larger(hunk: Stretch, site: Sequence[Edit], template: Sequence[Edit]) -> str | None:
    if _contained(hunk.site, site, hunk.template, template):
        return "".join(hunk.template)
    if _contained(hunk.template, template, hunk.site, site):
        return "".join(hunk.site)
    return None


def _contained(
    one: Sequence[str], its: Sequence[Edit], other: Sequence[str], others: Sequence[Edit]
) -> bool:
    """Whether all that one side added or removed, the other added or removed too."""
    if not _removed(its) <= _removed(others):
        return False
    rest = iter(_added(other, others))
    return all(line in rest for line in _added(one, its))


def _removed(its: Sequence[Edit]) -> set[int]:
    return {line for edit in its for line in range(edit.a0, edit.a1)}


def _added(lines: Sequence[str], its: Sequence[Edit]) -> list[str]:
    return [line for edit in its for line in lines[edit.b0 : edit.b1]]


def _combined(hunk: Stretch, site: Sequence[Edit], template: Sequence[Edit]) -> str | None:
    """Both sides' edits applied, if they touch without overlapping."""
    if _same_point(site, template):
        return None
    own = [(edit, hunk.site) for edit in site] + [(edit, hunk.template) for edit in template]
    out: list[str] = []
    at = 0
    for edit, lines in sorted(own):
        if edit.a0 < at:
            return None
        out += [*hunk.base[at : edit.a0], *lines[edit.b0 : edit.b1]]
        at = edit.a1
    return "".join([*out, *hunk.base[at:]])


def _same_point(site: Sequence[Edit], template: Sequence[Edit]) -> bool:
    points = {edit.a0 for edit in site if edit.a0 == edit.a1}
    return any(edit.a0 == edit.a1 and edit.a0 in points for edit in template)


def _both(hunk: Stretch) -> str | None:
    if hunk.base:
        return None
    return join("".join(hunk.site), "".join(hunk.template))


def _by_words(hunk: Stretch) -> str | None:
    texts = ["".join(lines) for lines in (hunk.base, hunk.site, hunk.template)]
    if sum(map(len, texts)) > LONGEST_FOR_WORDS:
        return None
    base, site, template = (_WORD.findall(text) for text in texts)
    merged = [_of_words(piece) for piece in stretches(base, site, template, WORK_FOR_WORDS)]
    return None if None in merged else "".join(filter(None, merged))


def _of_words(piece: Stretch) -> str | None:
    """As lines are combined, so are words whose edits touch without overlapping."""
    if piece.origin is not None:
        return "".join(piece.merged)
    site, template = (
        edits(piece.base, side, WORK_FOR_WORDS) for side in (piece.site, piece.template)
    )
    return _combined(piece, site, template)
