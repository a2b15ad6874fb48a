"""A record that lost its name on the way: told by its text, proposed, never assumed.

With shared ids a rename is seen by the id; but a template may as well drop a record and bring it
again under a new name and id.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.merge.match import Entity
from app.merge.snapshot import Record
from app.merge.table_list import table
from app.merge.tables import Kind

SHORTEST = 400  # characters; shorter texts are too often alike
ALIKE = 0.6
_WITH_URL = ("adx_webpage", "adx_webfile")
_COMMON = 50  # records that one line can lead to; of a line that more have, the first ones
_COMPARED = 20  # records that one is compared with
MARGIN = 0.1  # by how much the second best must be worse


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    new: Entity
    old: Entity


def propose_renames(entities: Iterable[Entity]) -> None:
    """Name as rival what a new record of the template was probably called before."""
    dropped = [e for e in entities if e.base is not None and e.template is None]
    new = [e for e in entities if e.template and not (e.base or e.site or e.rivals)]
    pairs = sorted(_alike(new, dropped), key=lambda pair: -pair.score)
    rivals: dict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        rivals[id(pair.new)].append(pair)
        rivals[id(pair.old)].append(pair)
    for pair in pairs:
        rest = (p for p in (*rivals[id(pair.new)], *rivals[id(pair.old)]) if p is not pair)
        if all(pair.score - other.score >= MARGIN for other in rest):
            _propose(pair.new, pair.old)
    _propose_moved(new, dropped)


def _propose(new: Entity, old: Entity) -> None:
    new.rivals = (old.any,)
    new.by_likeness = True


def _propose_moved(new: Sequence[Entity], dropped: Sequence[Entity]) -> None:
    """Pages and files of one name and partial URL, now under another parent."""
    taken = {record.key for entity in new for record in entity.rivals}
    old: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in dropped:
        if entity.base and entity.any.key not in taken and (place := _place(entity.base)):
            old[place].append(entity)
    places = Counter(place for e in new if e.template and (place := _place(e.template)))
    for entity in new:
        place = _place(entity.template) if entity.template and not entity.rivals else None
        if place and places[place] == len(old.get(place, ())) == 1:
            _propose(entity, old[place][0])


def _place(record: Record) -> tuple[str, ...] | None:
    """What a page or file keeps when it moves; content pages go with their root."""
    url, name = record.value("adx_partialurl"), record.value("adx_name")
    if record.table not in _WITH_URL or not isinstance(url, str) or not isinstance(name, str):
        return None
    is_content = record.columns.get("adx_rootwebpageid")
    return None if is_content or not url.strip("/ ") else (record.table, url.casefold(), name)


def _alike(new: Sequence[Entity], dropped: Sequence[Entity]) -> Iterator[_Pair]:
    """Pairs of one table that share most of their lines.

    Compared are those that share most kinds of lines.
    """
    old = [(e, lines) for e in dropped if e.base and (lines := _lines(e.base))]
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (entity, lines) in enumerate(old):
        for line in lines:
            where[entity.table, line].append(number)
    for entity in new:
        lines = _lines(entity.template) if entity.template else Counter[str]()
        found = Counter(n for line in lines for n in where.get((entity.table, line), ())[:_COMMON])
        shared = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        for number, _ in shared[:_COMPARED]:
            score = _likeness(lines, old[number][1])
            if score >= ALIKE:
                yield _Pair(score, entity, old[number][0])


def _lines(record: Record) -> Counter[str]:
    """The lines of its long texts, counted; nothing if they are too short to tell."""
    rules = table(record.table)
    texts = [v for c, v in record.columns.items() if v and rules.kind(c) is Kind.LONG_TEXT]
    if sum(map(len, texts)) < SHORTEST:
        return Counter()
    return Counter(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much of both is the same; not looked for where one is so long that it cannot be much."""
    if 2 * min(one.total(), other.total()) < ALIKE * (one.total() + other.total()):
        return 0.0
    return 2 * (one & other).total() / (one.total() + other.total())
