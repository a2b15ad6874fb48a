"""Which question an answer in a file is for, where its id and fingerprint do not say it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.cli.sides import Sides
from app.merge.content_hash import short_hash
from app.merge.outcome import Conflict, Outcome, Resolution
from app.merge.reuse import Kept, Portable, fitted


def given_for(
    sides: Sides, outcome: Outcome, kept: Sequence[Kept], secrets: frozenset[str]
) -> Mapping[str, tuple[Kept, Resolution]]:
    """Answers that fit a question which has none: of another site by place, of secrets by file."""
    void = set(outcome.void_decisions)
    loose = [one for one in kept if one.id in void]
    found: dict[str, tuple[Kept, Resolution]] = {}
    for one in loose:
        same = outcome.by_id.get(one.id)
        if same and same.record_id in secrets and one.fingerprint == tied(sides, same):
            found[same.id] = (one, replace(one.resolution, fingerprint=same.fingerprint))
    if any(one.place for one in loose):
        for fit in fitted(outcome, Portable(outcome), loose):
            if fit.conflict and fit.resolution:
                found[fit.conflict.id] = (fit.kept, fit.resolution)
    return {
        conflict: answer
        for conflict, answer in found.items()
        if outcome.by_id[conflict].resolution is None
    }


def tied(sides: Sides, conflict: Conflict) -> str:
    """Changes with any byte of the files, and says nothing about one value in them."""
    files = [side.digest for side in sides]
    return short_hash("files", conflict.id, *files)
