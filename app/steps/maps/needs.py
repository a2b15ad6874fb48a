"""Which map meets each need of the portal here, and what people said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.steps.maps.facts import WORKING, Claim, MapsFacts, MapState, SeenMap
from app.steps.maps.portal import ACCEPTED, CDS_CONTACTS, PARTY_CONTACTS, PERSONS, Need, TableMap
from app.wizard.facts import Fact
from app.wizard.statement import Statement

_BEST_FIRST: Sequence[MapState | None] = (
    MapState.RUNNING, MapState.ENABLED, MapState.SYNCING, MapState.RESUMING, MapState.PAUSED,
    None, MapState.STOPPED, MapState.NOT_APPLIED, MapState.ABSENT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Met:
    """How a need is met, or would be: by this map."""

    need: Need
    by: TableMap
    seen: SeenMap
    claim: Claim | None = None

    @property
    def state(self) -> MapState | None:
        return self.seen.state.value

    @property
    def works(self) -> bool:
        return self.state in WORKING

    @property
    def is_contradicted(self) -> bool:
        """Somebody said that it runs, and a later look saw that it does not."""
        seen_at = self.seen.state.seen_at
        return bool(self.claim and self.state and not self.works and seen_at >= self.claim.at)


def subject_of(need: Need) -> str:
    """What a claim about this need is filed under."""
    return f"map.{need.value}"


def accepted(need: Need, facts: MapsFacts) -> tuple[TableMap, ...]:
    """With party and address book the contacts come through another map, and only that one."""
    if need is not Need.CONTACTS or facts.has_party is None:
        return ACCEPTED[need]
    return (PARTY_CONTACTS,) if facts.has_party else (CDS_CONTACTS, PERSONS)


def met(need: Need, facts: MapsFacts) -> Met:
    """By the map that is furthest; among equals the ordinary one."""
    candidates = [(one, facts.maps[one.key]) for one in accepted(need, facts)]
    best, seen = min(candidates, key=lambda pair: _BEST_FIRST.index(pair[1].state.value))
    return Met(need, best, seen, facts.claims.get(need.value))


def all_met(facts: MapsFacts) -> list[Met]:
    return [met(need, facts) for need in Need]


def with_claims(facts: MapsFacts, said: Mapping[str, Statement]) -> MapsFacts:
    """A claim stands in for a state that nobody could see. What was seen stays, with it beside."""
    maps, claims = dict(facts.maps), dict(facts.claims)
    for need in Need:
        statement = said.get(subject_of(need))
        if statement is None:
            continue
        claims[need.value] = Claim(
            by=statement.by, at=statement.at, note=statement.note, id=statement.id
        )
        here = met(need, facts)
        if here.state is None:
            maps[here.by.key] = _as_claimed(here.seen, statement)
    return facts.model_copy(update={"maps": maps, "claims": claims})


def _as_claimed(seen: SeenMap, statement: Statement) -> SeenMap:
    state = Fact[MapState].attested(
        MapState.RUNNING, by=statement.by, reason=statement.note or "claimed", at=statement.at
    )
    return seen.model_copy(update={"state": state})
