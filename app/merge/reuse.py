"""Answers of one merge used in another: of the same site later, or of another site like it.

Ids differ between environments, so a question is also told by what stays the same: the natural key
of its record, the column and the place in it, and a fingerprint of its values in which every known
id is replaced by the key of its record.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.merge.content_hash import short_hash
from app.merge.decisions import is_offered
from app.merge.match import BASE, SITE, TEMPLATE
from app.merge.natural_keys import NaturalKeys, RecordKey
from app.merge.outcome import Choice, Conflict, Outcome, Resolution
from app.merge.snapshot import Snapshot, Value

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Fit(StrEnum):
    """How well an answer fits the questions of a merge."""

    EXACT = "exact"
    VALUES_DIFFER = "values_differ"  # the same place, but other values: worth a look
    RIGHTS = "rights"  # it would widen a right: that is decided for each site by itself
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it was kept. `place` and `values` are empty where only ids are known."""

    id: str
    fingerprint: str
    choice: Choice
    own_text: str = ""
    note: str = ""
    place: str = ""
    values: str = ""
    title: str = ""  # of its record, as it was called there

    @property
    def resolution(self) -> Resolution:
        """As it was given."""
        return Resolution(self.choice, self.fingerprint, self.own_text)


@dataclass(frozen=True, slots=True)
class Fitted:
    """An answer beside the question it is for, where there is one."""

    kept: Kept
    conflict: Conflict | None
    fit: Fit

    @property
    def resolution(self) -> Resolution | None:
        """The answer, made for the values as they are here."""
        if self.fit is not Fit.EXACT or self.conflict is None:
            return None
        return Resolution(self.kept.choice, self.conflict.fingerprint, self.kept.own_text)


class Portable:
    """The names that the questions of one merge have in every environment."""

    def __init__(self, outcome: Outcome) -> None:
        keys: dict[RecordKey, str] = {}
        for side in (SITE, BASE, TEMPLATE):
            there = Snapshot.of([one for sides in outcome.sides.values() if (one := sides[side])])
            natural = NaturalKeys(there)
            for key, record in there.records.items():
                if key not in keys and (name := natural.of(record)):
                    keys[key] = name
        times = Counter((table, name) for (table, _), name in keys.items())
        self._keys = {key: name for key, name in keys.items() if times[key[0], name] == 1}
        self._by_id = {
            record_id: f"<{table}:{short_hash(name)}>"
            for (table, record_id), name in self._keys.items()
        }

    def place(self, conflict: Conflict) -> str:
        """Empty where the record's key is not its alone: then nothing tells which is meant."""
        natural = self._keys.get((conflict.table, conflict.record_id))
        if natural is None:
            return ""
        part = self._neutral(conflict.part)
        return short_hash(conflict.table, natural, conflict.kind.value, conflict.column, part)

    def values(self, conflict: Conflict) -> str:
        three = (conflict.base, conflict.site, conflict.template)
        seen = self._neutral(conflict.seen)
        return short_hash(*(self._neutral(value) for value in three), seen, conflict.limit)

    def is_at_home(self, text: str) -> bool:
        """Whether every id in a text is one of this site's."""
        return all(found.lower() in self._by_id for found in _GUID.findall(text))

    def _neutral(self, value: Value) -> Value:
        """With the name of its record for every known id."""
        return value and _GUID.sub(
            lambda found: self._by_id.get(found.group().lower(), found.group()), value
        )


def fitted(outcome: Outcome, portable: Portable, kept: Iterable[Kept]) -> Sequence[Fitted]:
    """Each answer beside its question. None is used for two questions, nor the other way round."""
    places: dict[str, list[Conflict]] = {}
    for conflict in outcome.conflicts:
        if place := portable.place(conflict):
            places.setdefault(place, []).append(conflict)
    found = [_fitted(one, outcome.by_id.get(one.id), places, portable) for one in kept]
    times = Counter(one.conflict.id for one in found if one.conflict)
    return [
        Fitted(one.kept, None, Fit.NONE) if one.conflict and times[one.conflict.id] > 1 else one
        for one in found
    ]


def _fitted(
    kept: Kept, same: Conflict | None, places: Mapping[str, list[Conflict]], portable: Portable
) -> Fitted:
    if same is not None:
        holds = same.fingerprint == kept.fingerprint and _is_offered(same, kept)
        return Fitted(kept, same, Fit.EXACT if holds else Fit.VALUES_DIFFER)
    there = places.get(kept.place, []) if kept.place else []
    if len(there) != 1:
        return Fitted(kept, None, Fit.NONE)
    [conflict] = there
    if portable.values(conflict) != kept.values or not _is_offered(conflict, kept):
        return Fitted(kept, conflict, Fit.VALUES_DIFFER)
    if not portable.is_at_home(kept.own_text):
        return Fitted(kept, conflict, Fit.VALUES_DIFFER)
    if conflict.widens and kept.choice not in (Choice.SITE, Choice.LATER):
        return Fitted(kept, conflict, Fit.RIGHTS)
    return Fitted(kept, conflict, Fit.EXACT)


def _is_offered(conflict: Conflict, kept: Kept) -> bool:
    given = Resolution(kept.choice, conflict.fingerprint, kept.own_text)
    return kept.choice is Choice.LATER or is_offered(conflict, given)
