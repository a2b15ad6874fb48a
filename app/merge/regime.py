"""Whether two sides share ids, or each made its own."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from app.merge.natural_keys import NaturalKeys
from app.merge.snapshot import Regime, Snapshot


def regime_of(site: Snapshot, template: Snapshot) -> Regime:
    """More than half of the records with one natural key on both sides have one id, too.

    Ids alone say nothing here: a record that kept its id under another name is no such pair.
    """
    sides = [(snapshot, NaturalKeys(snapshot, {})) for snapshot in (site, template)]
    left = _most_pairs(site, template)
    equal = other = 0
    for table in sorted(left, key=lambda name: (-left[name], name)):
        if abs(equal - other) > left.total():
            break  # whatever the other tables say
        here, there = (_by_key(snapshot, keys, table) for snapshot, keys in sides)
        for key, ids in here.items():
            if len(ids) == len(found := there.get(key, [])) == 1:
                same = ids == found
                equal, other = equal + same, other + (not same)
        left[table] = 0
    if not equal + other:
        return Regime.UNKNOWN
    return Regime.SHARED if equal > other else Regime.FRESH


def _most_pairs(site: Snapshot, template: Snapshot) -> Counter[str]:
    """How many pairs of site and template a table can have at most."""
    here, there = (Counter(table for table, _ in side.records) for side in (site, template))
    return here & there


def _by_key(snapshot: Snapshot, keys: NaturalKeys, table: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for (name, record_id), record in snapshot.records.items():
        key = keys.of(record) if name == table else None
        if key is not None:
            found[key].append(record_id)
    return found
