"""The five maps with everything they wait for, as a tree, and in the order to start them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from app.steps.maps.branching import contact_maps, families, shown, undecided
from app.steps.maps.edges import Basis, Edge, waits_for
from app.steps.maps.facts import WORKING, MapsFacts, SeenMap
from app.steps.maps.portal import KNOWN, SALES_HEADERS, SALES_LINES, Need, TableMap


@dataclass(frozen=True, slots=True)
class Step:
    """One map. `number` is its place in the order to start them."""

    number: int
    title: str
    seen: SeenMap

    @property
    def works(self) -> bool:
        return self.seen.state.value in WORKING


@dataclass(frozen=True, slots=True)
class Branch:
    """A map where it hangs. One that hangs higher up already is named, and not drawn again."""

    step: Step
    basis: Basis | None
    below: "Sequence[Branch]" = ()
    is_again: bool = False

    @property
    def is_settled(self) -> bool:
        return self.step.works and all(one.is_settled for one in self.below)

    @property
    def all_below(self) -> "Sequence[Branch]":
        """Each map once, whatever hangs at several places."""
        own = {one.step.number: one for one in self.below}
        deeper = {each.step.number: each for one in self.below for each in one.all_below}
        return list({**deeper, **own}.values())


Known: TypeAlias = Mapping[str, Sequence[tuple[Step, Basis]]]


@dataclass(frozen=True)
class Tree:
    """`roots` are by need. `undecided` are codes of why two branches are shown."""

    order: Sequence[Step] = ()
    roots: Mapping[Need, Sequence[Branch]] = field(default_factory=dict)
    waits: Mapping[int, Sequence[tuple[Step, Basis]]] = field(default_factory=dict)
    needed_by: Mapping[int, Sequence[Step]] = field(default_factory=dict)
    undecided: Sequence[str] = ()

    @property
    def next_step(self) -> Step | None:
        """The first that is not seen to run."""
        return next((one for one in self.order if not one.works), None)


def tree_of(facts: MapsFacts) -> Tree:
    grown = _Grown(facts)
    roots = {need: [grown.branch(one, None) for one in shown(need, facts)] for need in Need}
    waits = {grown.steps[key].number: grown.waits(key) for key in grown.steps}
    needed: dict[int, list[Step]] = {}
    for key, step in grown.steps.items():
        for other, basis in waits[grown.steps[key].number]:
            if basis is not Basis.CIRCLE:
                needed.setdefault(other.number, []).append(step)
    order = sorted(grown.steps.values(), key=lambda one: one.number)
    return Tree(order, roots, waits, needed, undecided(facts))


class _Grown:
    """What has been drawn so far: a map is numbered after all that it waits for."""

    def __init__(self, facts: MapsFacts) -> None:
        self._facts = facts
        self._edges: dict[str, list[tuple[TableMap, Basis]]] = {}
        self.steps: dict[str, Step] = {}

    def branch(self, one: TableMap, basis: Basis | None) -> Branch:
        if one.key in self.steps:
            return Branch(self.steps[one.key], basis, is_again=True)
        self._edges[one.key] = edges = [
            (other, edge.basis)
            for edge in _edges_of(one, self._facts)
            for other in _meant(edge, self._facts)
        ]
        below = [self.branch(other, how) for other, how in edges if how is not Basis.CIRCLE]
        seen = self._facts.maps[one.key]
        self.steps[one.key] = step = Step(len(self.steps) + 1, one.title, seen)
        return Branch(step, basis, below)

    def waits(self, key: str) -> list[tuple[Step, Basis]]:
        """A map may point to itself, or to one that comes later."""
        return [(self.steps[o.key], how) for o, how in self._edges[key] if o.key in self.steps]


def _edges_of(one: TableMap, facts: MapsFacts) -> list[Edge]:
    """What the other family of order maps points to is listed nowhere: taken to be the same."""
    has_party = facts.has_party is True or one.table == "msdyn_contactforparties"
    edges = waits_for(one.table, one.key, party=has_party)
    if one in (SALES_HEADERS, SALES_LINES):
        return [Edge(edge.table, Basis.ORDER) for edge in edges]
    return edges


def _meant(edge: Edge, facts: MapsFacts) -> Sequence[TableMap]:
    """The maps of the table, as far as they belong to the branch that is shown."""
    if " - " in edge.table:
        return [one for one in KNOWN if one.key == edge.table.lower()]
    if edge.table == "contacts":
        return contact_maps(facts)
    if edge.table == "salesorders":
        return [headers for headers, _ in families(facts)][:1]
    if edge.table == "products":
        return shown(Need.PRODUCTS, facts)
    if edge.table == "msdyn_nameaffixes" and facts.has_party:
        return ()
    return [one for one in KNOWN if one.table == edge.table][:1]
