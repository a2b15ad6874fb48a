"""Merge the bytes of a web file, together with its file name and type."""

from dataclasses import dataclass, field

from app.merge.columns import Sides
from app.merge.decisions import Offer, Questions, Three, answer
from app.merge.files import described, text_of, with_text
from app.merge.line_ends import plain
from app.merge.long_columns import merge_long_text
from app.merge.outcome import Choice, Conflict, ConflictKind
from app.merge.snapshot import NOT_READ, NotRead, Record, Value

CONTENT = "content"
_NAMES = ("filename", "mimetype")


@dataclass(slots=True)
class FileMerge:
    content: bytes | NotRead | None
    values: dict[str, Value] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    close_call: bool = False
    unread: bool = False  # the template brings something that cannot be judged


def merge_file(sides: Sides, questions: Questions) -> FileMerge:
    """Text files are merged by lines; of other files one side's is taken, name and type with it."""
    base, site, template = sides.base, sides.site, sides.template
    kept = FileMerge(site.content)
    if NOT_READ in (site.content, template.content) or (base and base.content is NOT_READ):
        kept.unread = template.table == "adx_webfile" and _may_bring_something(sides)
        return kept
    if _same(site, template) or (base and _same(base, template)):
        return kept
    texts = None if _names_differ(site, template) else _texts(sides)
    if base and _same(base, site) and (texts is None or base.content == site.content):
        return _taken(site, template)
    if texts:
        cell = merge_long_text(questions, CONTENT, texts, absent=base is None)
        content = with_text(site, cell.value or "")
        return FileMerge(content, {}, list(cell.conflicts), cell.close_call)
    return _asked(sides, questions)


def _may_bring_something(sides: Sides) -> bool:
    base, template = sides.base or sides.site, sides.template
    if NOT_READ in (base.content, template.content):
        return _names_differ(base, template)
    return not _same(base, template)


def same_content(one: Record, other: Record) -> bool:
    """Equal bytes, or texts that differ in nothing but line ends."""
    if one.content == other.content:
        return True
    a, b = text_of(one), text_of(other)
    return a is not None and b is not None and plain(a) == plain(b)


def _asked(sides: Sides, questions: Questions) -> FileMerge:
    values = Three(_shown(sides.base), _shown(sides.site), _shown(sides.template))
    choices = (Choice.SITE, Choice.TEMPLATE, Choice.BASE)
    offer = Offer(choices=choices if sides.base else choices[:2])
    conflict = questions.ask(ConflictKind.FILE, CONTENT, values, offer)
    chosen = {Choice.TEMPLATE: sides.template, Choice.BASE: sides.base}.get(answer(conflict))
    result = _taken(sides.site, chosen) if chosen else FileMerge(sides.site.content)
    result.conflicts.append(conflict)
    return result


def _taken(site: Record, source: Record) -> FileMerge:
    values = {
        column: value
        for column in _NAMES
        if column in site.columns and (value := source.value(column)) is not NOT_READ
    }
    return FileMerge(source.content, values)


def _texts(sides: Sides) -> Three | None:
    site, template = text_of(sides.site), text_of(sides.template)
    base = text_of(sides.base) if sides.base else ""
    if site is None or template is None or base is None:
        return None
    return Three(base, site, template)


def _same(one: Record, other: Record) -> bool:
    return same_content(one, other) and not _names_differ(one, other)


def _names_differ(one: Record, other: Record) -> bool:
    pairs = [(one.value(column), other.value(column)) for column in _NAMES]
    return any(a != b for a, b in pairs if NOT_READ not in (a, b))


def _shown(record: Record | None) -> str | None:
    if record is None:
        return None
    names = [value for column in _NAMES if isinstance(value := record.value(column), str)]
    return ", ".join(filter(None, [described(record), *names]))
