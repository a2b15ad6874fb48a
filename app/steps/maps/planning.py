"""Which maps a start would touch, in which order, and what to warn of before. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.steps.maps.facts import WORKING, MapsFacts, MapState, SeenMap
from app.steps.maps.needs import Met, all_met
from app.steps.maps.portal import CDS_CONTACTS, MANY_LOOKUPS, SINGLE_THREADED

LOOKUP_LIMIT = 10
MOST_AT_ONCE = 3


@dataclass(frozen=True)
class Plan:
    """`reasons` are codes of what stands in the way; with one, nothing can be started."""

    needs: Sequence[Met] = ()
    keys: Sequence[str] = ()
    maps: Sequence[SeenMap] = ()
    left_out: Sequence[str] = ()
    reasons: Sequence[str] = ()

    @property
    def many_lookups(self) -> Sequence[SeenMap]:
        """Those whose initial sync fails with Dataverse as master."""
        pairs = zip(self.keys, self.maps, strict=True)
        return [one for key, one in pairs if has_many_lookups(key, one)]

    @property
    def single_threaded(self) -> Sequence[SeenMap]:
        pairs = zip(self.keys, self.maps, strict=True)
        return [one for key, one in pairs if key in SINGLE_THREADED]

    @property
    def shares_addresses(self) -> bool:
        """Contacts are copied while customers run: both write the tables of addresses."""
        return CDS_CONTACTS.key in self.keys


def has_many_lookups(key: str, one: SeenMap) -> bool:
    """By what the map says, or by the documentation where it could not be read."""
    if one.lookups is not None and one.lookups > LOOKUP_LIMIT:
        return True
    return key in MANY_LOOKUPS


def plan(facts: MapsFacts, chosen: Sequence[str]) -> Plan:
    """For the chosen needs, or for the next one when none is chosen."""
    open_ = [one for one in all_met(facts) if not one.works]
    needs = [one for one in open_ if one.need.value in chosen] if chosen else open_[:1]
    if facts.gateway.value is not True:
        return Plan(needs, reasons=["not_asked"])
    if not needs:
        return Plan(reasons=["nothing_to_start"])
    left_out = [CDS_CONTACTS.key] if facts.has_party else []
    ordered = [facts.sequences.get(one.by.key, ()) for one in needs]
    keys = list(dict.fromkeys(key for sequence in ordered for key in sequence))
    keys = [key for key in keys if key not in left_out and _stands(facts, key)]
    maps = [facts.maps[key] for key in keys]
    return Plan(needs, keys, maps, left_out, _reasons(needs, ordered, maps))


def _stands(facts: MapsFacts, key: str) -> bool:
    return key in facts.maps and facts.maps[key].state.value not in WORKING


def _reasons(
    needs: Sequence[Met], ordered: Sequence[Sequence[str]], maps: Sequence[SeenMap]
) -> list[str]:
    states = {one.state.value for one in maps} | {one.state for one in needs}
    found = []
    if states & {MapState.NOT_APPLIED, MapState.ABSENT}:
        found.append("not_applied")
    elif not all(ordered):
        found.append("not_ordered")
    if MapState.PAUSED in states:
        found.append("paused")
    return found
