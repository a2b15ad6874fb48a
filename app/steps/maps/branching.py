"""Which maps are shown for a need: only the matching branch, as soon as it is known."""

from collections.abc import Sequence

from app.steps.maps.facts import WORKING, MapsFacts, MapState
from app.steps.maps.needs import accepted, met
from app.steps.maps.portal import CDS_CONTACTS, FAMILIES, PARTY_CONTACTS, PERSONS, Need, TableMap

_NOT_THERE = frozenset({MapState.ABSENT, MapState.NOT_APPLIED})
_ORDERS = (Need.ORDER_HEADERS, Need.ORDER_LINES)


def shown(need: Need, facts: MapsFacts) -> Sequence[TableMap]:
    """The maps that can meet it here. More than one while it is not known which."""
    if need in _ORDERS:
        number = _ORDERS.index(need)
        return [family[number] for family in families(facts)]
    if need is Need.PRODUCTS:
        return [met(need, facts).by]
    return accepted(need, facts)


def families(facts: MapsFacts) -> Sequence[tuple[TableMap, TableMap]]:
    """The family of order maps that runs, or the only one that is there; else both."""
    running = [one for one in FAMILIES if any(_state(facts, m) in WORKING for m in one)]
    if len(running) == 1:
        return running
    there = [one for one in FAMILIES if any(_state(facts, m) not in _NOT_THERE for m in one)]
    return there if len(there) == 1 else FAMILIES


def contact_maps(facts: MapsFacts) -> Sequence[TableMap]:
    """Where the contacts of an order come from, in the order to start them."""
    if facts.has_party is None:
        return (PERSONS, CDS_CONTACTS, PARTY_CONTACTS)
    return (PERSONS, PARTY_CONTACTS) if facts.has_party else (PERSONS, CDS_CONTACTS)


def undecided(facts: MapsFacts) -> list[str]:
    """Codes of why both branches are shown."""
    found = ["party_not_known"] if facts.has_party is None else []
    return [*found, *(["family_not_known"] if len(families(facts)) > 1 else [])]


def _state(facts: MapsFacts, one: TableMap) -> MapState | None:
    return facts.maps[one.key].state.value
