"""What finance and operations adds to how a map stands: never more than a comparison. Pure.

What its status numbers mean is documented nowhere. But where the same status stands at maps that
are known to be on, and at none that is known to be off, a third map with it is likely on, too.
"""

from collections.abc import Mapping, Sequence

from app.steps.maps.evidence import CONFIGURED
from app.steps.maps.facts import MapState, SeenMap
from app.wizard.facts import Fact

TWIN = "finance and operations: DualWriteProjectConfiguration"


def with_statuses(
    maps: Mapping[str, SeenMap], statuses: Mapping[str, Sequence[str]] | None
) -> dict[str, SeenMap]:
    """The maps, with what was read put in, and the state of those that nothing else tells."""
    if not statuses:
        return dict(maps)
    told = {
        key: one.model_copy(update={"statuses": tuple(statuses.get(key, ()))})
        for key, one in maps.items()
    }
    on, off = _of(told, MapState.ENABLED), _of(told, MapState.STOPPED)
    return {
        key: one.model_copy(update={"state": _compared(one, on - off, off - on)})
        if one.state.reason == "only_brings_in"
        else one
        for key, one in told.items()
    }


def _of(maps: Mapping[str, SeenMap], state: MapState) -> set[str]:
    """The statuses of the maps that Dataverse itself tells this state of."""
    likely = (one for one in maps.values() if one.state.source == CONFIGURED)
    found = (one for one in likely if one.state.value is state and one.statuses)
    return {status for one in found for status in one.statuses or ()}


def _compared(one: SeenMap, on: set[str], off: set[str]) -> Fact[MapState]:
    at, mine = one.state.seen_at, set(one.statuses or ())
    if not mine:
        return _likely(MapState.STOPPED, "finance_holds_none", one)
    if mine <= on:
        return _likely(MapState.ENABLED, "finance_like_running", one)
    if mine <= off:
        return _likely(MapState.STOPPED, "finance_like_stopped", one)
    return Fact[MapState].unknown(source=TWIN, reason="finance_not_told", at=at)


def _likely(state: MapState, reason: str, one: SeenMap) -> Fact[MapState]:
    return Fact[MapState].likely(state, source=TWIN, reason=reason, at=one.state.seen_at)
