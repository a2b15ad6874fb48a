"""Whether two sides name their records alike, as copies of one package do."""

from collections import Counter
from collections.abc import Sequence

from app.merge.natural_keys import NaturalKeys, by_keys
from app.merge.snapshot import ByTable, Regime


def regime_of(site: ByTable, template: ByTable, keys: Sequence[NaturalKeys]) -> Regime:
    """More than half of the records with one natural key on both sides have one id, too.

    Ids alone say nothing here: a record that kept its id under another name is no such pair.
    """
    left = Counter({t: min(len(site[t]), len(template[t])) for t in site.keys() & template.keys()})
    equal = other = 0
    for table in sorted(left, key=lambda name: (-left[name], name)):
        if abs(equal - other) > left.total():
            break  # whatever the other tables say
        ours, theirs = (
            by_keys(side[table], known.of)
            for side, known in zip((site, template), keys, strict=True)
        )
        for key, records in ours.items():
            if len(records) == len(found := theirs.get(key, [])) == 1:
                same = records[0].id == found[0].id
                equal, other = equal + same, other + (not same)
        left[table] = 0
    if not equal + other:
        return Regime.UNKNOWN
    return Regime.SHARED if equal > other else Regime.FRESH
