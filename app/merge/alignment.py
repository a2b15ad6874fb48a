"""Bring the three sides under one set of ids, the site's, before anything is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.merge.decisions import Decisions
from app.merge.match import BASE, SITE, TEMPLATE, Entity, Match, match
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Conflict
from app.merge.pairings import ask_pairings, chosen_pairs
from app.merge.renames import propose_renames
from app.merge.rewrite import brought_home, rewritten
from app.merge.snapshot import Record, Snapshot


@dataclass(frozen=True, slots=True)
class Aligned:
    """All entities under the site's ids. `pairings` holds what was asked about which is which."""

    site: Snapshot
    template: Snapshot
    entities: tuple[Entity, ...]
    found: Match
    pairings: Mapping[RecordKey, Conflict]  # by table and entity id

    def identity(self, entity: Entity) -> str:
        return self.found.name(entity)


def align(
    base: Snapshot | None, site: Snapshot, template: Snapshot, decisions: Decisions
) -> Aligned:
    found = match(base, site, template)
    propose_renames(found.entities)
    asked = ask_pairings(found, (site, template), decisions)
    decided = chosen_pairs(asked)
    if decided:
        found = match(base, site, template, decided)
        propose_renames(found.entities)
    others = {BASE: base or Snapshot({}), TEMPLATE: template}
    home = brought_home(site, others.values())
    sides = [
        rewritten(snapshot, {**home, **_ids(found, side)})
        if home or _moves(found, side)
        else snapshot
        for side, snapshot in others.items()
    ]
    snapshots = {BASE: sides[0], SITE: site, TEMPLATE: sides[1]}
    moved = sides[0] is not base or sides[1] is not template
    entities = found.entities
    return Aligned(
        site,
        sides[1],
        tuple(_under_one_id(entity, snapshots) for entity in entities) if moved else entities,
        found,
        _by_entity(found, asked),
    )


def _moves(found: Match, side: int) -> bool:
    """Whether any record of this side gets another id."""
    return any((r := entity.sides[side]) and r.id != entity.id for entity in found.entities)


def _ids(found: Match, side: int) -> dict[RecordKey, str]:
    return {r.key: entity.id for entity in found.entities if (r := entity.sides[side])}


def _under_one_id(entity: Entity, snapshots: Mapping[int, Snapshot]) -> Entity:
    sides: list[Record | None] = [
        snapshots[side].records[entity.table, entity.id] if record else None
        for side, record in enumerate(entity.sides)
    ]
    return replace(entity, sides=sides)


def _by_entity(found: Match, asked: Mapping[RecordKey, Conflict]) -> dict[RecordKey, Conflict]:
    return {
        (entity.table, entity.id): asked[entity.template.key]
        for entity in found.entities
        if entity.template and entity.template.key in asked
    }
