"""Bring the three sides under one set of ids, the site's, before anything is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.merge.content_hash import content_hash
from app.merge.decisions import Decisions, Offer, Questions, Three, answer
from app.merge.match import BASE, SITE, TEMPLATE, Entity, Match, Regime, match
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Choice, Conflict, ConflictKind, Referrer
from app.merge.rewrite import rewritten
from app.merge.snapshot import Record, Snapshot
from app.merge.titles import Titles

_PAIR_CHOICES = (Choice.SITE, Choice.TEMPLATE, Choice.OWN)


@dataclass(frozen=True, slots=True)
class Aligned:
    """All entities under the site's ids. `pairings` holds what was asked about which is which."""

    site: Snapshot
    template: Snapshot
    entities: tuple[Entity, ...]
    names: Mapping[RecordKey, str]
    regime: Regime
    pairings: Mapping[RecordKey, Conflict]  # by table and entity id

    def identity(self, entity: Entity) -> str:
        return self.names[entity.table, entity.id]


def align(
    base: Snapshot | None, site: Snapshot, template: Snapshot, decisions: Decisions
) -> Aligned:
    found = match(base, site, template)
    asked = _ask_pairings(found, Titles(site, template), decisions)
    decided = {
        key: conflict.resolution.own_text.strip().lower()
        for key, conflict in asked.items()
        if conflict.resolution and answer(conflict) is Choice.OWN
    }
    if decided:
        found = match(base, site, template, decided)
    sides = [
        rewritten(snapshot, _ids(found, side))
        for side, snapshot in ((BASE, base or Snapshot({})), (TEMPLATE, template))
    ]
    snapshots = {BASE: sides[0], SITE: site, TEMPLATE: sides[1]}
    return Aligned(
        site,
        sides[1],
        tuple(_under_one_id(entity, snapshots) for entity in found.entities),
        found.names,
        found.regime,
        _by_entity(found, asked),
    )


def _ids(found: Match, side: int) -> dict[RecordKey, str]:
    return {r.key: entity.id for entity in found.entities if (r := entity.sides[side])}


def _under_one_id(entity: Entity, snapshots: Mapping[int, Snapshot]) -> Entity:
    sides: list[Record | None] = [
        snapshots[side].records[entity.table, entity.id] if record else None
        for side, record in enumerate(entity.sides)
    ]
    return replace(entity, sides=sides)


def _ask_pairings(found: Match, titles: Titles, decisions: Decisions) -> dict[RecordKey, Conflict]:
    """A question per template record that could be one of several; by its table and own id."""
    asked: dict[RecordKey, Conflict] = {}
    for entity in found.entities:
        if not entity.rivals or not entity.template:
            continue
        rivals = tuple(Referrer(r.table, r.id, titles.of(r), "") for r in entity.rivals)
        title = titles.of(entity.template)
        questions = Questions(
            entity.table, entity.id, found.names[entity.table, entity.id], decisions
        )
        offer = Offer(
            choices=_PAIR_CHOICES,
            reason="several_claim_one",
            referrers=rivals,
            seen="".join(content_hash(r) for r in (*entity.rivals, entity.template)),
        )
        values = Three(None, "\n".join(r.title for r in rivals), title)
        asked[entity.template.key] = questions.ask(ConflictKind.AMBIGUOUS, "", values, offer)
    return asked


def _by_entity(found: Match, asked: Mapping[RecordKey, Conflict]) -> dict[RecordKey, Conflict]:
    return {
        (entity.table, entity.id): asked[entity.template.key]
        for entity in found.entities
        if entity.template and entity.template.key in asked
    }
