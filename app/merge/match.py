"""Which record of the base, the site and the template are the same thing.

In this order: the same id in the same table; a person's decision; a natural key that is unique on
both sides; the key made longer; the same content. What is still not clear is never picked
silently: it is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.merge.content_hash import content_hash
from app.merge.natural_keys import NaturalKeys, RecordKey
from app.merge.regime import regime_of
from app.merge.snapshot import Record, Regime, Snapshot
from app.merge.table_list import ASSOCIATIONS
from app.merge.tables import LOOKUPS, target_id
from app.merge.twins import pointed_to

BASE, SITE, TEMPLATE = range(3)
_PAIRS = ((TEMPLATE, BASE), (BASE, SITE), (TEMPLATE, SITE))
KeyOf = Callable[[Record], str | None]


@dataclass(slots=True)
class Entity:
    """One thing, as each of the three sides has it."""

    table: str
    sides: list[Record | None] = field(default_factory=lambda: [None, None, None])
    rivals: tuple[Record, ...] = ()  # records of the site (or base) that could be the same
    by_likeness: bool = False  # the rival is only a guess, from its text

    @property
    def base(self) -> Record | None:
        return self.sides[BASE]

    @property
    def site(self) -> Record | None:
        return self.sides[SITE]

    @property
    def template(self) -> Record | None:
        return self.sides[TEMPLATE]

    @property
    def any(self) -> Record:
        base, site, template = self.sides
        found = site or template or base
        if found is None:
            raise ValueError("an entity has at least one side")
        return found

    @property
    def id(self) -> str:
        """The site's id, else the template's, else the base's: the one id all sides get."""
        return self.any.id


@dataclass(frozen=True, slots=True)
class Match:
    entities: tuple[Entity, ...]
    names: Mapping[RecordKey, str]  # by table and entity id: stable over runs
    regime: Regime


def match(
    base: Snapshot | None,
    site: Snapshot,
    template: Snapshot,
    decided: Mapping[RecordKey, str] | None = None,
) -> Match:
    """Pair all records.

    `decided` maps a template record to the id of the site's (or base's) record a person chose.
    """
    pairing = _Pairing([base or Snapshot({}), site, template])
    for (table, template_id), other_id in (decided or {}).items():
        one: Place = (TEMPLATE, (table, template_id))
        if not pairing.join(one, (SITE, (table, other_id))):
            pairing.join(one, (BASE, (table, other_id)))
    while pairing.join_by_keys():
        pass
    pairing.join_twins()
    pairing.find_rivals()
    return Match(tuple(pairing.entities()), pairing.names(), regime_of(site, template))


Place = tuple[int, RecordKey]


class _Pairing:
    def __init__(self, snapshots: list[Snapshot]) -> None:
        self._snapshots = snapshots
        by_key: dict[RecordKey, Entity] = {}
        self._at: dict[Place, Entity] = {}
        self._listed: list[Entity] | None = None
        for side, snapshot in enumerate(snapshots):
            for key in sorted(snapshot.records):
                entity = by_key.setdefault(key, Entity(key[0]))
                entity.sides[side] = snapshot.records[key]
                self._at[side, key] = entity

    def entities(self) -> Iterable[Entity]:
        if self._listed is None:
            self._listed = list({id(entity): entity for entity in self._at.values()}.values())
        return self._listed

    def join(self, one: Place, other: Place) -> bool:
        """Make one of two entities, if no side would have two records in it."""
        a, b = self._at.get(one), self._at.get(other)
        if not a or not b or a is b or not _disjoint(a, b):
            return False
        for side, record in enumerate(b.sides):
            if record:
                a.sides[side] = record
                self._at[side, record.key] = a
        self._listed = None
        return True

    def join_by_keys(self) -> bool:
        """One round; better known parents may give the next round more."""
        tables = self._unfinished()
        if not tables:
            return False
        keys = self._keys()
        levels: tuple[list[KeyOf], ...] = (
            [k.of for k in keys],
            [k.with_ties for k in keys],
            [_with_content(k) for k in keys],
        )
        return any(self._join_unique(level, tables) for level in levels)

    def _unfinished(self) -> set[str]:
        """The tables in which a record of one side could still be one of another side."""
        patterns: dict[str, set[tuple[bool, ...]]] = defaultdict(set)
        for entity in self.entities():
            patterns[entity.table].add(tuple(record is not None for record in entity.sides))
        return {
            table
            for table, found in patterns.items()
            if any(not any(map(all, zip(a, b, strict=True))) for a in found for b in found)
        }

    def _join_unique(self, key_of: list[KeyOf], tables: set[str]) -> bool:
        index = [self._index(side, key_of[side], tables) for side in (BASE, SITE, TEMPLATE)]
        joined = False
        for left, right in _PAIRS:
            for key, places in index[left].items():
                found = index[right].get(key, [])
                if len(places) == len(found) == 1 and self.join(places[0], found[0]):
                    joined = True
        return joined

    def join_twins(self) -> None:
        """As many on both sides, all alike and pointed to by nothing: any pairing is right."""
        tables = self._unfinished()
        if not tables:
            return
        index = [
            self._index(side, _with_content(keys), tables) for side, keys in enumerate(self._keys())
        ]
        groups = [
            (left, right, places, index[right][key])
            for left, right in _PAIRS
            for key, places in index[left].items()
            if len(places) == len(index[right].get(key, [])) > 1
        ]
        ids = {key[1].lower() for *_, one, other in groups for _, key in (*one, *other)}
        known = pointed_to(self._snapshots, ids) if ids else set()
        for left, right, one, other in groups:
            places = [*one, *other]
            said = {self._said(s, self._snapshots[s].records[key]) for s, key in places}
            if len(said) == 1 and not known & {key[1].lower() for _, key in places}:
                rest = (
                    [p for p in one if self._at[p].sides[right] is None],
                    [p for p in other if self._at[p].sides[left] is None],
                )
                for pair in zip(*rest, strict=False):
                    self.join(*pair)

    def _index(self, side: int, key_of: KeyOf, tables: set[str]) -> dict[RecordKey, list[Place]]:
        index: dict[RecordKey, list[Place]] = defaultdict(list)
        for record_key, record in self._snapshots[side].records.items():
            key = key_of(record) if record_key[0] in tables else None
            if key is not None:
                index[record.table, key].append((side, record_key))
        return index

    def _keys(self) -> list[NaturalKeys]:
        known: list[dict[RecordKey, str]] = [{}, {}, {}]
        for number, entity in enumerate(self.entities()):
            if sum(record is not None for record in entity.sides) > 1:
                for side, record in enumerate(entity.sides):
                    if record:
                        known[side][record.key] = str(number)
        return [NaturalKeys(s, k) for s, k in zip(self._snapshots, known, strict=True)]

    def find_rivals(self) -> None:
        """Name the records that a template record could be, where none was clearly the one."""
        keys = self._keys()
        new = [
            entity
            for entity in self.entities()
            if entity.template is not None and entity.site is None and not self._is_no_news(entity)
        ]
        tables = {entity.table for entity in new} & self._unfinished()
        index = [self._index(side, keys[side].of, tables) for side in (SITE, BASE)]
        for entity in new:
            found: dict[RecordKey, Record] = {}
            for side in (BASE, TEMPLATE):
                record = entity.sides[side]
                key = keys[side].of(record) if record else None
                for rivals in index:
                    for place in rivals.get((entity.table, key or ""), []):
                        rival = self._at[place]
                        if rival.template is None and _disjoint(rival, entity):
                            found[rival.any.key] = rival.any
            entity.rivals = tuple(found[key] for key in sorted(found))

    def _is_no_news(self, entity: Entity) -> bool:
        """Whether the template says what the base says: then there is nothing to take."""
        base, new = entity.base, entity.template
        return (
            base is not None
            and new is not None
            and self._said(BASE, base) == self._said(TEMPLATE, new)
        )

    def _said(self, side: int, record: Record) -> object:
        """What a record says, and what it points to."""

        def ends(target: str, ids: Iterable[str]) -> frozenset[object]:
            at = (self._at.get((side, (target, target_id(one)))) for one in ids)
            return frozenset(id(entity) if entity else None for entity in at)

        filled = {c: v for c, v in record.columns.items() if v and c in LOOKUPS}
        lookups = {column: ends(LOOKUPS[column], [v]) for column, v in filled.items()}
        links = {
            name: ends(ASSOCIATIONS.get(name.lower(), ""), ids)
            for name, ids in record.links.items()
            if ids
        }
        return content_hash(record), frozenset(lookups.items()), frozenset(links.items())

    def names(self) -> dict[RecordKey, str]:
        """Per entity a name that other ids on the template's side do not change."""
        keys = [NaturalKeys(snapshot, {}) for snapshot in self._snapshots]
        names: dict[RecordKey, str] = {}
        taken: Counter[tuple[str, str]] = Counter()
        others: list[Entity] = []
        for entity in self.entities():
            if entity.site is None:
                others.append(entity)
            else:
                names[entity.table, entity.id] = entity.id
        for entity in sorted(others, key=_by_content):
            side, record = next((s, r) for s in (BASE, TEMPLATE) if (r := entity.sides[s]))
            name = f"={keys[side].of(record) or record.id}"
            taken[entity.table, name] += 1
            number = taken[entity.table, name]
            names[entity.table, entity.id] = name if number == 1 else f"{name}#{number}"
        return names


def _by_content(entity: Entity) -> tuple[str, str, str]:
    return entity.table, content_hash(entity.any), entity.id


def _disjoint(one: Entity, other: Entity) -> bool:
    return not any(a and b for a, b in zip(one.sides, other.sides, strict=True))


def _with_content(keys: NaturalKeys) -> KeyOf:
    def key_of(record: Record) -> str | None:
        key = keys.of(record)
        return None if key is None else f"{key}\x1f{content_hash(record)}"

    return key_of
