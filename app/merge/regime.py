"""Whether two sides name their records alike, as copies of one package do."""

from collections.abc import Iterable, Sequence

from app.merge.natural_keys import NaturalKeys
from app.merge.snapshot import Record, Regime


def regime_of(
    pairs: Iterable[tuple[Record | None, Record | None]], keys: Sequence[NaturalKeys]
) -> Regime:
    """More than half of the pairs (of site and template) that have one natural key have one id.

    An id alone says nothing here: a record that kept its id under another name is no such pair.
    """
    both = [(one, other) for one, other in pairs if one and other]
    other = sum(ours.id != theirs.id for ours, theirs in both)
    equal = 0
    for ours, theirs in both:
        if equal > other:
            break
        equal += ours.id == theirs.id and keys[0].of(ours) == keys[1].of(theirs)
    if not equal + other:
        return Regime.UNKNOWN
    return Regime.SHARED if equal > other else Regime.FRESH
