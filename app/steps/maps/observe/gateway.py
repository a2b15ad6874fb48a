"""Asking the gateway for the maps, where somebody's token allows it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.microsoft.errors import RemoteError
from app.microsoft.gateway_shapes import GatewayMap
from app.steps.maps.evidence import GATEWAY
from app.steps.maps.observe.asking import Place
from app.wizard.facts import Fact


@dataclass(frozen=True)
class AtTheGateway:
    """`fact` is true when it answered with maps, false when it knows of no link."""

    fact: Fact[bool]
    cid: str = ""
    maps: Mapping[str, Sequence[GatewayMap]] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        return self.fact.value is True


async def at_the_gateway(place: Place, linked_to: str) -> AtTheGateway:
    """Whatever goes wrong there, the look goes on without it."""
    gateway = place.microsoft.gateway
    if gateway is None or not linked_to:
        return AtTheGateway(Fact[bool].unknown(source=GATEWAY, reason="not_asked", at=place.at))
    try:
        link = await gateway.link(linked_to)
        if link is None:
            return AtTheGateway(Fact[bool].exact(value=False, source=GATEWAY, at=place.at))
        found = await gateway.maps(link.cid)
    except RemoteError as error:
        return AtTheGateway(Fact[bool].unknown(source=GATEWAY, reason=str(error), at=place.at))
    if not found:
        return AtTheGateway(Fact[bool].unknown(source=GATEWAY, reason="empty", at=place.at))
    fact = Fact[bool].exact(value=True, source=GATEWAY, at=place.at)
    return AtTheGateway(fact, link.cid, by_key(found))


def by_key(found: Sequence[GatewayMap]) -> dict[str, list[GatewayMap]]:
    """Several maps of one name stay together; but the vendors' twin is not the customers' map."""
    maps = defaultdict(list)
    for one in found:
        maps[one.key].append(one)
    return {
        key: [one for one in named if not one.is_for_vendors] or named
        for key, named in maps.items()
    }


async def sequences(
    place: Place, there: AtTheGateway, wanted: Sequence[str]
) -> dict[str, list[str]]:
    """For each wanted map that can be started, the keys of what to start before it, and itself."""
    gateway, found = place.microsoft.gateway, dict[str, list[str]]()
    by_id = {one.template_id: key for key, maps in there.maps.items() for one in maps}
    for key in wanted:
        maps = there.maps.get(key, ())
        if gateway is None or len(maps) != 1 or not maps[0].template_id:
            continue
        try:
            ids = await gateway.sequence(there.cid, maps[0].template_id)
        except RemoteError:
            continue  # shown as not known; the start asks again
        found[key] = [by_id[one] for one in ids if one in by_id]
    return found
