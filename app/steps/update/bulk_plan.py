"""What one wish comes to for all that a filter shows: what it fits, and what it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.merge.bulk import Unfit, Wish, wished
from app.merge.outcome import Resolution, Standing
from app.steps.update.bench import OnTheBench
from app.steps.update.chosen import Chosen, written_down
from app.steps.update.conflict_list import ConflictRow
from app.steps.update.sifting import Sieve, Sifted
from app.steps.update.together import Given

LISTED = 500


@dataclass(frozen=True)
class Plan:
    """`left_alone` are decided, put off or answered by a rule, and were not asked for."""

    wish: Wish
    sieve: Sieve
    also: bool
    fit: Sequence[ConflictRow]
    unfit: Mapping[Unfit, Sequence[ConflictRow]]
    left_alone: int
    chosen: str

    @property
    def listed(self) -> Sequence[ConflictRow]:
        return self.fit[:LISTED]


def planned(bench: OnTheBench, sifted: Sifted[ConflictRow], wish: Wish, *, also: bool) -> Plan:
    fit: list[ConflictRow] = []
    unfit: dict[Unfit, list[ConflictRow]] = {}
    asked = [r for r in sifted.found if also or r.conflict.standing is Standing.OPEN]
    for row in asked:
        answer = wished(row.conflict, wish)
        if isinstance(answer, Resolution):
            fit.append(row)
        else:
            unfit.setdefault(answer, []).append(row)
    seen = {row.conflict.id: bench.version(row.conflict.id) for row in fit}
    left = len(sifted.found) - len(asked)
    return Plan(wish, sifted.sieve, also, fit, unfit, left, written_down(seen))


def answers_to(bench: OnTheBench, wish: Wish, seen: Chosen, note: str) -> Sequence[Given]:
    """The answers to what a check page listed, as far as the wish still fits them."""
    there = bench.outcome.by_id
    return [
        Given.to(there[one], answer, version, note)
        for one, version in seen.items()
        if one in there and isinstance(answer := wished(there[one], wish), Resolution)
    ]
