"""A record that lost its name on the way: told by its text, proposed, never assumed.

Only where ids say nothing: with shared ids a rename is seen by the id.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.merge.match import Entity
from app.merge.snapshot import Record
from app.merge.table_list import table
from app.merge.tables import Kind

SHORTEST = 400  # characters; shorter texts are too often alike
ALIKE = 0.6
MARGIN = 0.1  # by how much the second best must be worse


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    new: Entity
    old: Entity


def propose_renames(entities: Iterable[Entity]) -> None:
    """Name as rival what a new record of the template was probably called before."""
    pairs = sorted(_pairs(list(entities)), key=lambda pair: -pair.score)
    for pair in pairs:
        rest = [p for p in pairs if p is not pair and (p.new is pair.new or p.old is pair.old)]
        if all(pair.score - other.score >= MARGIN for other in rest):
            pair.new.rivals = (pair.old.any,)
            pair.new.by_likeness = True


def _pairs(entities: list[Entity]) -> Iterator[_Pair]:
    dropped = [e for e in entities if e.base is not None and e.template is None]
    old = [(e, lines) for e in dropped if e.base and (lines := _lines(e.base))]
    for entity in entities:
        if entity.template is None or entity.base or entity.site or entity.rivals:
            continue
        lines = _lines(entity.template)
        for other, others in old:
            if lines and other.table == entity.table:
                score = _likeness(lines, others)
                if score >= ALIKE:
                    yield _Pair(score, entity, other)


def _lines(record: Record) -> Counter[str]:
    """The lines of its long texts, counted; nothing if they are too short to tell."""
    rules = table(record.table)
    texts = [v for c, v in record.columns.items() if v and rules.kind(c) is Kind.LONG_TEXT]
    if sum(map(len, texts)) < SHORTEST:
        return Counter()
    return Counter(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())
