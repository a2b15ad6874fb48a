"""Columns that are merged inside: long texts by lines, JSON by key."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.merge.choices import TEXT_CHOICES
from app.merge.decisions import Offer, Questions, Three, answer, answered_text, is_open
from app.merge.json_columns import JsonConflict, JsonMerge, merge_json
from app.merge.json_text import is_json
from app.merge.line_ends import lines_of, plain
from app.merge.outcome import Choice, Conflict, ConflictKind
from app.merge.text import Hunk, Merged, Segment, merge_text

LINES_AROUND = 3
_WHOLE_JSON = (Choice.SITE, Choice.TEMPLATE, Choice.OWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column becomes, with what was asked on the way."""

    value: str | None
    conflicts: tuple[Conflict, ...] = ()
    close_call: bool = False


def merge_long_text(questions: Questions, column: str, three: Three, *, absent: bool) -> Cell:
    """Merge by lines, a conflict per hunk; `absent` when there is no base to compare with."""
    base = None if absent else three.base or ""
    segments = merge_text(base, three.site or "", three.template or "")
    seen: Counter[str] = Counter()
    texts: list[str] = []
    conflicts: list[Conflict] = []
    for index, segment in enumerate(segments):
        if isinstance(segment, Merged):
            texts.append(segment.text)
            continue
        name = segment.name
        seen[name] += 1
        conflict = _ask_hunk(questions, column, segments, index, f"{name}.{seen[name]}")
        conflicts.append(conflict)
        texts.append(answered_text(conflict))
    close = any(isinstance(s, Merged) and s.close_call for s in segments)
    cell = Cell("".join(texts) or None, tuple(conflicts), close)
    return _still_json(questions, column, three, cell)


def _still_json(questions: Questions, column: str, three: Three, cell: Cell) -> Cell:
    """Where all sides are JSON, lines put together must be JSON too; else the whole is asked."""
    sides = [side for side in (three.base, three.site, three.template) if side]
    if any(map(is_open, cell.conflicts)) or not all(map(is_json, sides)) or not sides:
        return cell
    if not cell.value or is_json(cell.value):
        return cell
    offer = Offer(_WHOLE_JSON, reason="no_longer_json", seen=cell.value)
    whole = questions.ask(ConflictKind.JSON, column, three, offer, "whole")
    return Cell(answered_text(whole) or None, (*cell.conflicts, whole), cell.close_call)


def merge_json_column(questions: Questions, column: str, three: Three, *, absent: bool) -> Cell:
    """Merge by key, a conflict per key; as lines where a side is no readable JSON."""
    base = None if absent else three.base or ""
    merged = merge_json(base, three.site or "", three.template or "")
    if merged is None:
        return merge_long_text(questions, column, three, absent=absent)
    conflicts = [_ask_key(questions, column, conflict) for conflict in merged.conflicts]
    return Cell(_with_answers(merged, conflicts) or None, tuple(conflicts))


def _ask_hunk(
    questions: Questions, column: str, segments: Sequence[Segment], index: int, part: str
) -> Conflict:
    hunk = segments[index]
    if isinstance(hunk, Merged):
        raise TypeError("merged text needs no decision")
    return questions.ask(
        ConflictKind.TEXT,
        column,
        Three(hunk.base, hunk.site, hunk.template),
        Offer(
            choices=_text_choices(hunk),
            suggestions=hunk.suggestions,
            before=_lines(segments[index - 1])[1] if index else "",
            after=_lines(segments[index + 1])[0] if index + 1 < len(segments) else "",
            lines=hunk.lines,
        ),
        part,
    )


def _text_choices(hunk: Hunk) -> tuple[Choice, ...]:
    usable = [c for c in TEXT_CHOICES if c is not Choice.BASE or hunk.base is not None]
    return (*usable, Choice.SUGGESTION) if hunk.suggestions else tuple(usable)


def _lines(segment: Segment) -> tuple[str, str]:
    """The first and the last few lines of a merged piece."""
    if isinstance(segment, Hunk):
        return "", ""
    lines = lines_of(plain(segment.text))
    return "".join(lines[:LINES_AROUND]), "".join(lines[-LINES_AROUND:])


def _ask_key(questions: Questions, column: str, conflict: JsonConflict) -> Conflict:
    choices = (Choice.SITE, Choice.TEMPLATE, Choice.BASE, Choice.OWN)
    return questions.ask(
        ConflictKind.JSON,
        column,
        Three(conflict.base, conflict.site, conflict.template),
        Offer(choices=choices, path=conflict.path),
        conflict.path,
    )


def _with_answers(merged: JsonMerge, conflicts: Sequence[Conflict]) -> str:
    chosen: dict[str, str | None] = {}
    for conflict in conflicts:
        side = {Choice.TEMPLATE: conflict.template, Choice.BASE: conflict.base}
        if answer(conflict) is Choice.OWN:
            chosen[conflict.path] = answered_text(conflict) or None
        else:
            chosen[conflict.path] = side.get(answer(conflict), conflict.site)
    return merged.text(chosen)
