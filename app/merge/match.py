"""Which record of the base, the site and the template are the same thing.

In this order: the same id in the same table; a person's decision; a natural key that is unique on
both sides; the key made longer; the same content. What is still not clear is never picked
silently: it is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from app.merge.content_hash import content_hash
from app.merge.natural_keys import KeyOf, NaturalKeys, RecordKey, by_keys
from app.merge.regime import regime_of
from app.merge.snapshot import Record, Regime, Snapshot
from app.merge.table_list import ASSOCIATIONS
from app.merge.tables import LOOKUPS, target_id
from app.merge.twins import alike, pointed_to

BASE, SITE, TEMPLATE = range(3)
_PAIRS = ((TEMPLATE, BASE), (BASE, SITE), (TEMPLATE, SITE))


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
    def key(self) -> RecordKey:
        return self.any.key

    @property
    def is_untouched(self) -> bool:
        """Whether all three sides have it, and none of them changed it."""
        base, site, template = self.sides
        return base is not None and base == site and (template is site or base == template)

    @property
    def any(self) -> Record:
        sides = self.sides
        found = sides[SITE] or sides[TEMPLATE] or sides[BASE]
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
    names: Mapping[RecordKey, str]  # by table and entity id, of what the site does not have
    regime: Regime

    def name(self, entity: Entity) -> str:
        """What it is called in every run: the site's id, else a name from what it says."""
        return self.names.get(entity.key, entity.id)


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
        one = pairing.entity(TEMPLATE, (table, template_id))
        if not pairing.join(one, pairing.entity(SITE, (table, other_id))):
            pairing.join(one, pairing.entity(BASE, (table, other_id)))
    while pairing.join_by_keys():
        pass
    pairing.join_twins()
    pairing.find_rivals()
    return Match(tuple(pairing.entities()), pairing.names(), pairing.regime())


class _Pairing:
    def __init__(self, snapshots: list[Snapshot]) -> None:
        self._snapshots = snapshots
        self._plain_keys = [NaturalKeys(snapshot) for snapshot in snapshots]
        self._tables = [snapshot.by_table() for snapshot in snapshots]
        self._at: dict[RecordKey, Entity] = {}  # what has one key on several sides is one entity
        self._listed: list[Entity] | None = None
        for snapshot in snapshots:
            for key in sorted(snapshot.records.keys() - self._at.keys()):
                self._at[key] = Entity(key[0], [one.records.get(key) for one in snapshots])

    def entities(self) -> list[Entity]:
        if self._listed is None:
            self._listed = list({id(entity): entity for entity in self._at.values()}.values())
        return self._listed

    def entity(self, side: int, key: RecordKey) -> Entity | None:
        """The one that a record of this side belongs to; None if the side has no such record."""
        return self._at[key] if key in self._snapshots[side].records else None

    def join(self, a: Entity | None, b: Entity | None) -> bool:
        """Make one of two entities, if no side would have two records in it."""
        if not a or not b or a is b or not _disjoint(a, b):
            return False
        for side, record in enumerate(b.sides):
            if record:
                a.sides[side] = record
                self._at[record.key] = a
        self._listed = None
        return True

    def join_by_keys(self) -> bool:
        """One round; better known parents may give the next round more."""
        unfinished = self._unfinished()
        if not unfinished:
            return False
        keys = self._keys()
        tables = {entity.table for entity in unfinished}
        levels: tuple[list[KeyOf], ...] = (
            [k.of for k in keys],
            [k.with_ties for k in keys],
            _with_content(keys, unfinished),
        )
        return any(self._join_unique(level, tables) for level in levels)

    def _unfinished(self) -> list[Entity]:
        """What is not on every side, in tables where something could still be the same."""
        found = [entity for entity in self.entities() if not all(entity.sides)]
        patterns: dict[str, set[tuple[bool, ...]]] = defaultdict(set)
        for entity in found:
            patterns[entity.table].add(tuple(record is not None for record in entity.sides))
        tables = {
            table
            for table, known in patterns.items()
            if any(not any(map(all, zip(a, b, strict=True))) for a in known for b in known)
        }
        return [entity for entity in found if entity.table in tables]

    def _join_unique(self, key_of: list[KeyOf], tables: set[str]) -> bool:
        index = [self._index(side, key_of[side], tables) for side in (BASE, SITE, TEMPLATE)]
        joined = False
        for left, right in _PAIRS:
            for key, records in index[left].items():
                found = index[right].get(key, [])
                if len(records) == len(found) == 1:
                    one, other = self._at[records[0].key], self._at[found[0].key]
                    joined = self.join(one, other) or joined
        return joined

    def join_twins(self) -> None:
        """As many on both sides, all alike and pointed to by nothing: any pairing is right."""
        unfinished = self._unfinished()
        tables = {entity.table for entity in unfinished}
        by_content = _with_content(self._keys(), unfinished)
        index = [self._index(side, by_content[side], tables) for side in (BASE, SITE, TEMPLATE)]
        groups = alike(index, _PAIRS)
        known = pointed_to(self._snapshots, groups)
        for left, right, one, other in groups:
            said = {self._said(left, r) for r in one} | {self._said(right, r) for r in other}
            if len(said) == 1 and known.isdisjoint(record.id.lower() for record in (*one, *other)):
                rest = (self._without(right, left, one), self._without(left, right, other))
                for pair in zip(*rest, strict=False):
                    self.join(*pair)

    def _without(self, missing: int, side: int, records: list[Record]) -> list[Entity]:
        """What these records of one side stand for, where another side has none yet."""
        found = (self.entity(side, record.key) for record in records)
        return [entity for entity in found if entity and entity.sides[missing] is None]

    def _index(
        self, side: int, key_of: KeyOf, tables: Iterable[str]
    ) -> dict[RecordKey, list[Record]]:
        found = (self._tables[side].get(table, []) for table in tables)
        return by_keys((record for records in found for record in records), key_of)

    def regime(self) -> Regime:
        pairs = ((entity.site, entity.template) for entity in self.entities())
        return regime_of(pairs, self._plain_keys[SITE:])

    def _keys(self) -> list[NaturalKeys]:
        """The keys of each side; what is paired already is known by the id of the pair."""

        def known_on(side: int) -> Callable[[RecordKey], str | None]:
            def known(key: RecordKey) -> str | None:
                entity = self.entity(side, key)
                return entity.id if entity and sum(map(bool, entity.sides)) > 1 else None

            return known

        return [NaturalKeys(s, known_on(side)) for side, s in enumerate(self._snapshots)]

    def find_rivals(self) -> None:
        """Name the records that a template record could be, where none was clearly the one."""
        keys = self._keys()
        new = [
            entity
            for entity in self.entities()
            if entity.site is None and entity.template is not None and not self._is_no_news(entity)
        ]
        tables = {entity.table for entity in new} & {one.table for one in self._unfinished()}
        index = [self._index(side, keys[side].of, tables) for side in (SITE, BASE)]
        for entity in new:
            found: dict[RecordKey, Record] = {}
            for side in (BASE, TEMPLATE):
                record = entity.sides[side]
                key = keys[side].of(record) if record else None
                for rivals in index:
                    for other in rivals.get((entity.table, key or ""), []):
                        rival = self._at[other.key]
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
            at = (self.entity(side, (target, target_id(one))) for one in ids)
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
        """A name, which other ids on the template's side do not change, for what has none yet."""
        names: dict[RecordKey, str] = {}
        taken: Counter[tuple[str, str]] = Counter()
        others = (entity for entity in self.entities() if entity.site is None)
        for entity in sorted(others, key=_by_content):
            side, record = next((s, r) for s in (BASE, TEMPLATE) if (r := entity.sides[s]))
            name = f"={self._plain_keys[side].of(record) or record.id}"
            taken[entity.table, name] += 1
            number = taken[entity.table, name]
            names[entity.table, entity.id] = name if number == 1 else f"{name}#{number}"
        return names


def _by_content(entity: Entity) -> tuple[str, str, str]:
    return entity.table, content_hash(entity.any), entity.id


def _disjoint(one: Entity, other: Entity) -> bool:
    return not any(a and b for a, b in zip(one.sides, other.sides, strict=True))


def _with_content(keys: list[NaturalKeys], unfinished: list[Entity]) -> list[KeyOf]:
    """The key and the content of a record, where something still has that key to be joined."""
    wanted = {
        (entity.table, key)
        for entity in unfinished
        for side, record in enumerate(entity.sides)
        if record and (key := keys[side].of(record))
    }

    def key_of(side: int, record: Record) -> str | None:
        key = keys[side].of(record)
        is_wanted = key is not None and (record.table, key) in wanted
        return f"{key}\x1f{content_hash(record)}" if is_wanted else None

    return [partial(key_of, side) for side in range(len(keys))]
