"""How a map stands, from what several sources say about it: never surer than they are.

Only the gateway knows run states. Dataverse knows which maps it holds, and which of them it sends
from; a map that only brings data in leaves no trace there, so its silence proves nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.steps.maps.facts import MapState
from app.wizard.facts import Fact

GATEWAY: Final = "dual-write gateway"
CATALOGUE: Final = "Dataverse: msdyn_dualwriteentitymap"
CONFIGURED: Final = "Dataverse: msdyn_dualwriteruntimeconfig"

CODES: Final = {
    "0": MapState.STOPPED, "1": MapState.STOPPED, "2": MapState.SYNCING, "3": MapState.RESUMING,
    "4": MapState.RUNNING, "5": MapState.PAUSED, "6": MapState.STOPPED,
}  # fmt: skip
"""The gateway's codes. Another one is shown as it is and counts as not seen."""


@dataclass(frozen=True, slots=True)
class Sources:
    """None means that a source was not asked, or could not be read.

    `gateway`: the codes of the maps of this name; several maps can share one.
    `saved`: Dataverse holds such a map. `is_shared`: several maps there share the name.
    `configured`: Dataverse is set up to send from it. `sends`: it has columns to send at all.

    Finance and operations keeps project configurations of its own. They are not asked: what their
    status numbers mean is not known, and a map that was stopped may have kept its rows.
    """

    gateway: tuple[str, ...] | None = None
    saved: bool | None = None
    is_shared: bool = False
    configured: bool | None = None
    sends: bool | None = None


def state_of(seen: Sources, at: datetime) -> Fact[MapState]:
    if seen.gateway is not None:
        return _exactly(seen.gateway, saved=seen.saved, at=at)
    if seen.saved is False:
        return _likely(MapState.ABSENT, CATALOGUE, "not_in_catalogue", at)
    if seen.is_shared:
        return _unknown(CATALOGUE, "name_is_shared", at)
    if seen.configured:
        return _likely(MapState.ENABLED, CONFIGURED, "configured", at)
    if seen.configured is None:
        return _unknown(CONFIGURED, "configured_not_readable", at)
    return _silent(seen, at)


def _silent(seen: Sources, at: datetime) -> Fact[MapState]:
    """Dataverse is not set up to send from this map."""
    if seen.saved is None:
        return _unknown(CATALOGUE, "catalogue_not_readable", at)
    if seen.sends is None:
        return _unknown(CATALOGUE, "direction_not_read", at)
    if seen.sends:
        return _likely(MapState.STOPPED, CONFIGURED, "not_configured", at)
    return _unknown(CONFIGURED, "only_brings_in", at)


def _exactly(codes: tuple[str, ...], *, saved: bool | None, at: datetime) -> Fact[MapState]:
    if not codes:
        state = MapState.ABSENT if saved is False else MapState.NOT_APPLIED
        return Fact[MapState].exact(state, source=GATEWAY, at=at)
    if len(set(codes)) > 1:
        return _unknown(GATEWAY, "name_is_shared", at)
    known = CODES.get(codes[0])
    if known is None:
        return _unknown(GATEWAY, f"code {codes[0]}", at)
    return Fact[MapState].exact(known, source=GATEWAY, at=at)


def _likely(state: MapState, source: str, reason: str, at: datetime) -> Fact[MapState]:
    return Fact[MapState].likely(state, source=source, reason=reason, at=at)


def _unknown(source: str, reason: str, at: datetime) -> Fact[MapState]:
    return Fact[MapState].unknown(source=source, reason=reason, at=at)
