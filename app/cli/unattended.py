"""Three exports become one, with the answers that were given, and no person beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.cli.answering import given_for, tied
from app.cli.sides import Sides
from app.exports import Tell, Written, unheard, write_result
from app.merge import bulk, snapshot, three_way
from app.merge.outcome import Conflict, Outcome
from app.merge.reuse import Kept, Portable
from app.steps.update.secrets import secret_ids
from app.steps.update.translate import as_written, dated, edits, snapshot_of, undated

ROUNDS = 10
"""Answers can bring up questions that other answers are for; no more often than this."""


@dataclass(frozen=True)
class Merged:
    """`notes` are those beside the answers, by the conflict."""

    sides: Sides
    outcome: Outcome
    secrets: frozenset[str]
    notes: Mapping[str, str]
    site: snapshot.Snapshot  # as it went into the merge
    tell: Tell  # hears how far the writing is

    @property
    def is_clean(self) -> bool:
        """Putting a question off is for pages, which keep its base: an export cannot."""
        return not self.outcome.open and not self.outcome.deferred

    def is_secret(self, conflict: Conflict) -> bool:
        return conflict.record_id in self.secrets

    def fingerprint(self, conflict: Conflict) -> str:
        """What an answer is tied to: the values; of a secret the files, so that none is guessed."""
        return tied(self.sides, conflict) if self.is_secret(conflict) else conflict.fingerprint

    @cached_property
    def portable(self) -> Portable:
        return Portable(self.outcome)

    @cached_property
    def written(self) -> Written:
        """The site's export with the result in it; only a clean merge has one."""
        opened = self.sides.site.opened
        made = edits(as_written(opened.export), self.outcome.result, self.site)
        return write_result(opened, made.changed, made.removed, made.created, self.tell)


def put_together(
    sides: Sides, kept: Sequence[Kept], *, accept: bool, tell: Tell = unheard
) -> Merged:
    """With `accept`, what is suggested is taken where no answer was given."""
    base = snapshot_of(sides.base.export) if sides.base else None
    site, template = snapshot_of(sides.site.export), snapshot_of(sides.template.export)
    secrets = secret_ids(base, site, template)
    combine = bulk.merge_as_suggested if accept else three_way.merge
    answers = {one.id: one.resolution for one in kept}
    notes = {one.id: one.note for one in kept}
    used: set[str] = set()
    compared = site if base else dated(sides.site.export, site)
    outcome = combine(base, compared, template, answers)
    for _ in range(ROUNDS):
        more = given_for(sides, outcome, kept, secrets)
        if not more:
            break
        answers |= {conflict: answer for conflict, (_, answer) in more.items()}
        notes |= {conflict: one.note for conflict, (one, _) in more.items()}
        used |= {one.id for one, _ in more.values()}
        outcome = combine(base, compared, template, answers)
    void = tuple(one for one in outcome.void_decisions if one not in used)
    result = outcome.result if base else undated(outcome.result, site)
    outcome = replace(outcome, void_decisions=void, result=result)
    return Merged(sides, outcome, secrets, notes, site, tell)
