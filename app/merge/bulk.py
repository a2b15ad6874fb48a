"""Answering many questions at once: only those where the evidence speaks for an answer."""

from collections.abc import Mapping

from app.merge.outcome import ConflictKind, Outcome, Resolution
from app.merge.snapshot import Snapshot
from app.merge.three_way import merge


def suggested(outcome: Outcome) -> dict[str, Resolution]:
    """The answers that are suggested to open questions. Rights are never widened in bulk."""
    return {
        conflict.id: Resolution(conflict.suggested, conflict.fingerprint)
        for conflict in outcome.open
        if conflict.suggested
        and conflict.suggested in conflict.choices
        and conflict.kind is not ConflictKind.PERMISSION
    }


def merge_as_suggested(
    base: Snapshot | None,
    site: Snapshot,
    template: Snapshot,
    resolutions: Mapping[str, Resolution],
) -> Outcome:
    """The merge with these answers, and with the suggested ones where nobody gave one.

    An answer can bring up another question, so it is merged again until nothing is suggested.
    Where an answer was given and is void, a person has to look again.
    """
    answers = dict(resolutions)
    taken: set[tuple[str, str]] = set()
    while True:
        outcome = merge(base, site, template, answers)
        given = suggested(outcome).items()
        more = {one: answer for one, answer in given if one not in resolutions}
        new = {(one, answer.fingerprint) for one, answer in more.items()} - taken
        if not new:
            return outcome
        taken |= new
        answers |= more
